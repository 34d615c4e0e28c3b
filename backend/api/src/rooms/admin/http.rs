//! Operations on accounts.

use actix_web::{get, patch, post};
use chrono::{DateTime, Utc};
use lamtheo_db::{Failure, Outcome};
use lamtheo_domain::access::held::{ReadAccounts, WriteAccounts};
use lamtheo_domain::kernel::ids::UserId;
use serde_json::{Map, Value};
use utoipa_actix_web::service_config::ServiceConfig;

use super::commands::{create_user, reset_code, scope, set_status, update_user};
use super::views::{NewUserBody, UserChanges, UserFilter, UserView, UserWithCode};
use super::{http_roles, queries};
use crate::AppState;
use crate::rooms::auth::Auth;
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, ListOf, NoInput, PathId, Query, Reply};

/// The room's operations.
pub fn routes(api: &mut ServiceConfig<'_>) {
    api.service(list_users)
        .service(create)
        .service(get_user)
        .service(update)
        .service(reset)
        .service(disable)
        .service(enable);
    http_roles::routes(api);
}

/// Accounts, searched without accents by name and username.
#[utoipa::path(tag = "admin", params(UserFilter), responses((status = 200, body = ListOf<UserView>)))]
#[get("/api/v1/users")]
pub async fn list_users(request: Allowed<ReadAccounts, Query<UserFilter>>) -> Handled<Reply> {
    let (request, Query(filter)) = request.split();
    let page = request
        .read(move |tx, caller| queries::users(tx, caller, &filter))
        .await?;
    Ok(Reply::json(&page)?)
}

/// One account.
#[utoipa::path(tag = "admin", params(("id" = UserId, Path, description = "The account")), responses((status = 200, body = UserView)))]
#[get("/api/v1/users/{id}")]
pub async fn get_user(request: Allowed<ReadAccounts>, id: PathId<UserId>) -> Handled<Reply> {
    request.show(id, queries::user).await
}

/// Creates an account with a one-time code, which is shown only in this reply.
#[utoipa::path(tag = "admin", request_body = NewUserBody, responses((status = 201, body = UserWithCode)))]
#[post("/api/v1/users")]
pub async fn create(request: Allowed<WriteAccounts, Body<NewUserBody>>) -> Handled<Reply> {
    let (request, Body(body)) = request.split();
    let app = request.app.clone();
    let auth = app.auth.clone();
    let person = body.person_id.clone();
    let reply = request
        .create(
            move |tx, caller| scope::person_of_new(tx, caller, person.as_ref()),
            move |tx, caller, ()| {
                create_user::run(tx, caller, &body, |id, version, until| {
                    auth.code_for(id, version, until)
                })
            },
        )
        .await?;
    Ok(with_code(reply, &app.auth)?)
}

/// Changes the name or the person of an account.
#[utoipa::path(tag = "admin", params(("id" = UserId, Path, description = "The account"), IfMatch), request_body = UserChanges, responses((status = 200, body = UserView)))]
#[patch("/api/v1/users/{id}")]
pub async fn update(
    request: Allowed<WriteAccounts, Body<UserChanges>>,
    id: PathId<UserId>,
) -> Handled<Reply> {
    let (request, Body(body)) = request.split();
    let (app, id) = (request.app.clone(), id.get()?);
    let person = body.person_id.clone().flatten();
    let reply = request
        .change(
            move |tx, caller| {
                scope::person(tx, caller, person.as_ref())?;
                scope::user(tx, caller, &id)
            },
            move |tx, caller, row| update_user::run(tx, caller, &row, body),
        )
        .await;
    settled(&app, reply)
}

/// Gives an account a new one-time code; its password and sessions end at once.
#[utoipa::path(tag = "admin", params(("id" = UserId, Path, description = "The account"), IfMatch), responses((status = 200, body = UserWithCode)))]
#[post("/api/v1/users/{id}/reset-code")]
pub async fn reset(request: Allowed<WriteAccounts, NoInput>, id: PathId<UserId>) -> Handled<Reply> {
    let (app, id) = (request.app.clone(), id.get()?);
    let auth = app.auth.clone();
    let reply = request
        .change(
            move |tx, caller| scope::another_user(tx, caller, &id),
            move |tx, caller, row| {
                reset_code::run(tx, caller, &row, auth.limits(), |id, version, until| {
                    auth.code_for(id, version, until)
                })
            },
        )
        .await;
    Ok(with_code(settled(&app, reply)?, &app.auth)?)
}

/// Disables an account; its sessions end at once.
#[utoipa::path(tag = "admin", params(("id" = UserId, Path, description = "The account"), IfMatch), responses((status = 200, body = UserView)))]
#[post("/api/v1/users/{id}/disable")]
pub async fn disable(
    request: Allowed<WriteAccounts, NoInput>,
    id: PathId<UserId>,
) -> Handled<Reply> {
    let (app, id) = (request.app.clone(), id.get()?);
    let reply = request
        .change(
            move |tx, caller| scope::another_user(tx, caller, &id),
            |tx, caller, row| set_status::disable(tx, caller, &row),
        )
        .await;
    settled(&app, reply)
}

/// Enables a disabled account; its password is the one it had.
#[utoipa::path(tag = "admin", params(("id" = UserId, Path, description = "The account"), IfMatch), responses((status = 200, body = UserView)))]
#[post("/api/v1/users/{id}/enable")]
pub async fn enable(
    request: Allowed<WriteAccounts, NoInput>,
    id: PathId<UserId>,
) -> Handled<Reply> {
    let (app, id) = (request.app.clone(), id.get()?);
    let reply = request
        .change(
            move |tx, caller| scope::another_user(tx, caller, &id),
            |tx, caller, row| set_status::enable(tx, caller, &row),
        )
        .await;
    settled(&app, reply)
}

/// Makes this process apply a change of accounts or roles at once.
pub fn settled(app: &AppState, reply: Handled<Reply>) -> Handled<Reply> {
    app.callers.clear();
    reply
}

/// Puts the one-time code into a reply that was stored without it.
fn with_code(reply: Reply, auth: &Auth) -> Outcome<Reply> {
    reply.edited(|object| {
        let code = code_of(object, auth)?;
        object.insert("one_time_code".to_owned(), Value::String(code));
        Ok(())
    })
}

fn code_of(object: &Map<String, Value>, auth: &Auth) -> Outcome<String> {
    let text = |name: &str| object.get(name).and_then(Value::as_str);
    let id = text("id").and_then(|id| id.parse::<UserId>().ok());
    let until = text("expires_at").and_then(|at| at.parse::<DateTime<Utc>>().ok());
    let version = object.get("version").and_then(Value::as_i64);
    match (id, version.and_then(|v| i32::try_from(v).ok()), until) {
        (Some(id), Some(version), Some(until)) => {
            let code = auth.code_for(&id, version, until)?;
            Ok(code.reveal().to_owned())
        }
        _ => Err(Failure::defect("a reply with a code names no account")),
    }
}
