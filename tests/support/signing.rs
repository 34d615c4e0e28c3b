//! The state of the application under test, and access tokens as the service
//! itself signs them.

use chrono::{DateTime, Utc};
use lamtheo_api::rooms::auth::{Auth, AuthSettings, SigningKey};
use lamtheo_api::{AppState, Settings};
use lamtheo_db::Database;
use lamtheo_domain::kernel::ids::{SessionId, UserId};
use std::sync::Arc;

/// Where the application under test is reached.
pub(crate) const BASE_URL: &str = "http://lamtheo.test";

const SECRET: &str = "a secret for tests, 32 bytes or more";

pub(crate) fn state(db: Database, settings: Settings) -> AppState {
    let key = SigningKey::from_secret(SECRET).expect("a key");
    let auth = Auth::new(AuthSettings::of(&settings), &key);
    AppState::new(db, settings, Arc::new(auth))
}

pub(crate) fn token(
    state: &AppState,
    user: &UserId,
    session: &SessionId,
    now: DateTime<Utc>,
) -> String {
    state
        .auth
        .tokens
        .issue(user, session, now)
        .expect("an access token")
}
