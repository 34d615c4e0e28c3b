//! The room's operations.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, CACHE_CONTROL, USER_AGENT};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use chrono::{DateTime, Utc};
use lamtheo_db::{Failure, Origin};
use lamtheo_domain::access::held::UseSession;
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::{SessionId, UserId};
use utoipa_actix_web::service_config::ServiceConfig;

use super::commands::{self, Client, SignedIn};
use super::queries;
use super::refresh_token::RefreshToken;
use super::sessions::Device;
use super::settings::Auth;
use super::views::{LoginBody, LoginReply, Me, PasswordBody, SessionView};
use crate::AppState;
use crate::web::caller::{VerifyToken, unauthenticated};
use crate::web::input::SecretBody;
use crate::web::problem::Handled;
use crate::web::request::signed_in;
use crate::web::{Allowed, Anonymous, ListOf, PathId, Reply};

/// The room's operations.
pub fn routes(api: &mut ServiceConfig<'_>) {
    api.service(login)
        .service(refresh)
        .service(logout)
        .service(me)
        .service(sessions)
        .service(end_session)
        .service(password);
}

impl VerifyToken for Auth {
    fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<(UserId, SessionId), Refusal> {
        self.tokens
            .verify(token, now)
            .map(|read| (read.user_id, read.session_id))
            .map_err(|_| unauthenticated())
    }
}

/// Signs in; the refresh token comes as an httpOnly cookie. An account with a
/// one-time code answers 403 `password_change_required`.
#[utoipa::path(tag = "auth", security(()), request_body = LoginBody, responses((status = 200, body = LoginReply)))]
#[post("/api/v1/auth/login")]
pub async fn login(
    http: HttpRequest,
    request: Anonymous<SecretBody<LoginBody>>,
) -> Handled<HttpResponse> {
    let client = client(&http, request.origin);
    let auth = Arc::clone(&request.app.auth);
    let signed_in = commands::login::run(&request.app.db, auth, client, request.input.0).await?;
    Ok(answer(&request.app, signed_in))
}

/// Exchanges the refresh cookie for the next one and a fresh access token. A
/// cookie used twice ends its session.
#[utoipa::path(tag = "auth", security(()), responses((status = 200, body = LoginReply)))]
#[post("/api/v1/auth/refresh")]
pub async fn refresh(http: HttpRequest, request: Anonymous) -> Handled<HttpResponse> {
    let token = cookie(&http, &request.app);
    let client = client(&http, request.origin);
    let auth = Arc::clone(&request.app.auth);
    let refreshed = commands::refresh::run(&request.app.db, auth, client, token).await;
    let code = refreshed.as_ref().err().and_then(Failure::code);
    if code == Some(commands::refresh::REUSED) {
        request.app.callers.clear();
    }
    Ok(answer(&request.app, refreshed?))
}

/// Signs out: ends the session of the access token or of the refresh cookie.
#[utoipa::path(tag = "auth", security((), ("bearer" = [])), responses((status = 204)))]
#[post("/api/v1/auth/logout")]
pub async fn logout(http: HttpRequest, request: Anonymous) -> Handled<HttpResponse> {
    let now = request.app.db.clock().moment().now;
    let session = bearer(&http).and_then(|t| request.app.auth.verify(t, now).ok());
    let token = cookie(&http, &request.app);
    if session.is_none() && token.is_none() {
        return Err(unauthenticated().into());
    }
    let client = client(&http, request.origin);
    let session = session.map(|(_, session)| session);
    let ended = commands::logout::run(&request.app.db, client, session, token).await;
    request.app.callers.clear();
    ended?;
    let removal = request.app.auth.cookie.removal();
    Ok(HttpResponse::NoContent().cookie(removal).finish())
}

/// The caller's account, person, roles held today and last sign-in.
#[utoipa::path(tag = "auth", responses((status = 200, body = Me)))]
#[get("/api/v1/auth/me")]
pub async fn me(request: Allowed<UseSession>) -> Handled<Reply> {
    let view = request
        .read(|tx, caller| queries::me(tx, &caller.user_id))
        .await?;
    Ok(Reply::json(&view)?)
}

/// The caller's live sessions, the last used first; at most ten.
#[utoipa::path(tag = "auth", responses((status = 200, body = ListOf<SessionView>)))]
#[get("/api/v1/auth/sessions")]
pub async fn sessions(request: Allowed<UseSession>) -> Handled<Reply> {
    let items = request
        .read(|tx, caller| queries::sessions(tx, &caller.user_id, &caller.session_id))
        .await?;
    let total = items.len() as i64;
    Ok(Reply::json(&ListOf {
        items,
        page: 1,
        per_page: total.max(1),
        total,
    })?)
}

/// Ends one of the caller's own sessions, this one included. A session has no
/// versions: no If-Match.
#[utoipa::path(tag = "auth", params(("id" = SessionId, Path, description = "The session")), responses((status = 204)))]
#[delete("/api/v1/auth/sessions/{id}")]
pub async fn end_session(
    request: Allowed<UseSession>,
    id: PathId<SessionId>,
) -> Handled<HttpResponse> {
    let (origin, user) = (request.origin().clone(), request.caller.user_id.clone());
    commands::end_session::run(&request.app.db, origin, user, id.get()?).await?;
    request.app.callers.clear();
    Ok(HttpResponse::NoContent().finish())
}

/// Sets a new password: signed in with the current one, or with username and
/// one-time code (or expired password) before the first sign-in. Ends every other session.
#[utoipa::path(tag = "auth", security((), ("bearer" = [])), request_body = PasswordBody, responses((status = 200, body = LoginReply)))]
#[post("/api/v1/auth/password")]
pub async fn password(
    http: HttpRequest,
    request: Anonymous<SecretBody<PasswordBody>>,
) -> Handled<HttpResponse> {
    let mut client = client(&http, request.origin);
    let mut caller = None;
    if bearer(&http).is_some() {
        let known = signed_in(&http, &request.app).await?;
        client.origin.user_id = Some(known.user_id.clone());
        client.origin.session_id = Some(known.session_id.clone());
        caller = Some(known.user_id.clone());
    }
    let (db, auth) = (&request.app.db, Arc::clone(&request.app.auth));
    let signed_in =
        commands::change_password::run(db, auth, client, caller, request.input.0).await?;
    request.app.callers.clear();
    Ok(answer(&request.app, signed_in))
}

fn bearer(http: &HttpRequest) -> Option<&str> {
    http.headers()
        .get(AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("Bearer ")
}

fn cookie(http: &HttpRequest, app: &AppState) -> Option<RefreshToken> {
    let cookie = http.cookie(app.auth.cookie.name())?;
    RefreshToken::from_cookie(cookie.value())
}

fn client(http: &HttpRequest, origin: Origin) -> Client {
    let user_agent = http
        .headers()
        .get(USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let ip = origin.ip.clone().unwrap_or_else(|| "-".to_owned());
    Client {
        origin,
        device: Device { ip, user_agent },
    }
}

fn answer(app: &AppState, signed_in: SignedIn) -> HttpResponse {
    let mut response = HttpResponse::build(StatusCode::OK);
    response.insert_header((CACHE_CONTROL, "no-store"));
    if let Some(issued) = signed_in.issued {
        response.cookie(app.auth.cookie.carrying(&issued.token, issued.age));
    }
    response.json(signed_in.reply)
}
