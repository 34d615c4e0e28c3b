//! Operations on role assignments.

use actix_web::{get, post};
use lamtheo_domain::access::held::{ReadAccounts, WriteAccounts};
use lamtheo_domain::kernel::ids::RoleAssignmentId;
use utoipa_actix_web::service_config::ServiceConfig;

use super::commands::{assign_role, end_role, scope};
use super::http::settled;
use super::queries;
use super::views::{EndRoleBody, NewRoleBody, RoleAssignmentView, RoleFilter};
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, ListOf, PathId, Query, Reply};

/// Operations on role assignments.
pub fn routes(api: &mut ServiceConfig<'_>) {
    api.service(list_roles)
        .service(assign)
        .service(get_role)
        .service(end);
}

/// Role assignments, also ended ones unless `as_of` is given.
#[utoipa::path(tag = "admin", params(RoleFilter), responses((status = 200, body = ListOf<RoleAssignmentView>)))]
#[get("/api/v1/role-assignments")]
pub async fn list_roles(request: Allowed<ReadAccounts, Query<RoleFilter>>) -> Handled<Reply> {
    let (request, Query(filter)) = request.split();
    let page = request
        .read(move |tx, caller| queries::roles(tx, caller, &filter))
        .await?;
    Ok(Reply::json(&page)?)
}

/// One role assignment.
#[utoipa::path(tag = "admin", params(("id" = RoleAssignmentId, Path, description = "The assignment")), responses((status = 200, body = RoleAssignmentView)))]
#[get("/api/v1/role-assignments/{id}")]
pub async fn get_role(
    request: Allowed<ReadAccounts>,
    id: PathId<RoleAssignmentId>,
) -> Handled<Reply> {
    request.show(id, queries::role).await
}

/// Gives an account a role on a unit for a time; the account's other sessions end.
#[utoipa::path(tag = "admin", request_body = NewRoleBody, responses((status = 201, body = RoleAssignmentView)))]
#[post("/api/v1/role-assignments")]
pub async fn assign(request: Allowed<WriteAccounts, Body<NewRoleBody>>) -> Handled<Reply> {
    let (request, Body(body)) = request.split();
    let app = request.app.clone();
    let reply = request
        .create(
            move |tx, caller| {
                scope::new_role(tx, caller, &body)?;
                Ok(body)
            },
            |tx, caller, body| assign_role::run(tx, caller, &body),
        )
        .await;
    settled(&app, reply)
}

/// Ends a role on a day; the account's other sessions end. The last system
/// administrator stays.
#[utoipa::path(tag = "admin", params(("id" = RoleAssignmentId, Path, description = "The assignment"), IfMatch), request_body = EndRoleBody, responses((status = 200, body = RoleAssignmentView)))]
#[post("/api/v1/role-assignments/{id}/end")]
pub async fn end(
    request: Allowed<WriteAccounts, Body<EndRoleBody>>,
    id: PathId<RoleAssignmentId>,
) -> Handled<Reply> {
    let (request, Body(body)) = request.split();
    let (app, id) = (request.app.clone(), id.get()?);
    let reply = request
        .change(
            move |tx, caller| scope::role(tx, caller, &id),
            move |tx, caller, row| end_role::run(tx, caller, &row, &body),
        )
        .await;
    settled(&app, reply)
}
