//! The state of the application under test, and tokens without signatures.

use chrono::{DateTime, Utc};
use lamtheo_api::web::caller::{VerifyToken, unauthenticated};
use lamtheo_api::{AppState, Settings};
use lamtheo_db::Database;
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::{SessionId, UserId};
use std::sync::Arc;

/// Believes a token that names an account and a session.
struct NamingTokens;

const MARK: &str = "test";

impl VerifyToken for NamingTokens {
    fn verify(&self, token: &str, _: DateTime<Utc>) -> Result<(UserId, SessionId), Refusal> {
        match token.split('|').collect::<Vec<_>>()[..] {
            [MARK, user, session] => {
                Ok((UserId::from_trusted(user), SessionId::from_trusted(session)))
            }
            _ => Err(unauthenticated()),
        }
    }
}

pub(crate) fn state(db: Database, settings: Settings) -> AppState {
    AppState::new(db, settings, Arc::new(NamingTokens))
}

pub(crate) fn token(user: &UserId, session: &SessionId, _: DateTime<Utc>) -> String {
    format!("{MARK}|{user}|{session}")
}
