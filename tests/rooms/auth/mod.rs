//! Signing in, staying signed in and signing out.

mod login;
mod password;
mod refresh;
mod sessions;

use lamtheo_domain::account::username_key;
use lamtheo_tests::accounts::PASSWORD;
use lamtheo_tests::{Actor, Reply, TestApp};
use serde_json::{Value, json};

/// The name of the cookie of a demonstration over plain HTTP.
pub const COOKIE: &str = "lamtheo_refresh";

/// Somebody who signed in with a password.
pub struct SignedIn {
    /// With the access token.
    pub actor: Actor,
    /// The refresh token.
    pub cookie: String,
    /// The whole reply's body.
    pub body: Value,
}

impl SignedIn {
    /// What a reply that signs in brought.
    #[track_caller]
    pub fn of(app: &TestApp, reply: &Reply) -> Self {
        let body = reply.ok(200);
        let token = body["access_token"].as_str().expect("an access token");
        Self {
            actor: app.bearer(token),
            cookie: cookie_of(reply).expect("a refresh cookie"),
            body,
        }
    }
}

/// The value of the refresh cookie that a reply sets.
pub fn cookie_of(reply: &Reply) -> Option<String> {
    let header = reply.header("set-cookie")?;
    let value = header.strip_prefix(&format!("{COOKIE}="))?;
    value.split(';').next().map(str::to_owned)
}

/// Tries to sign in.
pub async fn attempt(app: &TestApp, username: &str, password: &str) -> Reply {
    app.anonymous()
        .post("/auth/login")
        .header("user-agent", "Trinh duyet thu nghiem/1.0")
        .json(json!({"username": username, "password": password}))
        .await
}

/// Signs the account of the small world in.
pub async fn sign_in(app: &TestApp, key: &str) -> SignedIn {
    SignedIn::of(app, &attempt(app, &username_key(key), PASSWORD).await)
}

/// Brings a refresh cookie.
pub async fn refresh(app: &TestApp, cookie: &str) -> Reply {
    app.anonymous()
        .post("/auth/refresh")
        .header("cookie", &format!("{COOKIE}={cookie}"))
        .await
}

/// Rows of the audit log with this action.
pub fn audited(app: &TestApp, action: &str) -> Vec<(Option<String>, String, Option<String>)> {
    use diesel::prelude::*;
    use lamtheo_db::schema::audit_log;
    audit_log::table
        .filter(audit_log::action.eq(action))
        .select((
            audit_log::actor_user_id,
            audit_log::object_id,
            audit_log::after_state,
        ))
        .load(&mut app.connect())
        .expect("audit rows")
}

/// Everything that the database keeps of changes and replies, as one text.
pub fn kept_texts(app: &TestApp) -> String {
    use diesel::prelude::*;
    use lamtheo_db::schema::{audit_log, idempotency_keys, users};
    let mut conn = app.connect();
    let audits: Vec<(Option<String>, Option<String>)> = audit_log::table
        .select((audit_log::before_state, audit_log::after_state))
        .load(&mut conn)
        .expect("audit rows");
    let replies: Vec<String> = idempotency_keys::table
        .select(idempotency_keys::body)
        .load(&mut conn)
        .expect("kept replies");
    let accounts: Vec<(Option<String>, Option<String>)> = users::table
        .select((users::password_hash, users::code_hash))
        .load(&mut conn)
        .expect("accounts");
    format!("{audits:?} {replies:?} {accounts:?}")
}
