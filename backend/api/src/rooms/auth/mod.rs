//! Signing in: passwords, one-time codes, access tokens, refresh tokens and
//! sessions. An access token only names a user and a session; what its bearer
//! may do is read from the database with every request, so an ended session, a
//! disabled account or a role that ran out stops at once.
//!
//! A sign-in opens a session and starts a family of refresh tokens. Each token
//! is used once; a second use of the same one means that somebody else has a
//! copy, and ends the session.

mod assembly;
mod commands;
mod http;
mod limits;
mod one_time_code;
mod password;
mod password_rules;
mod queries;
mod refresh_token;
mod secret;
mod sessions;
mod settings;
mod signing_key;
mod store;
mod tokens;
mod views;

pub use http::routes;
pub use limits::{reset as reset_limits, take as take_limit};
pub use one_time_code::OneTimeCode;
pub use password::{HashingError, hash_now};
pub use sessions::end_others;
pub use settings::{Auth, AuthSettings};
pub use signing_key::{SigningKey, SigningKeyError};
pub use tokens::{AccessToken, AccessTokens, TokenError};

use chrono::{DateTime, Utc};
use lamtheo_db::{Db, Outcome, stored};

/// Forgets what no sign-in can need any more: refresh tokens after 30 days,
/// sessions after 12 months, full buckets after a day. Called by the worker.
pub fn forget_old(conn: &mut Db, now: DateTime<Utc>) -> Outcome<usize> {
    let tokens = store::forget_tokens(conn, now)?;
    let sessions = store::forget_sessions(conn, now)?;
    let buckets = limits::forget_full(conn, stored(now))?;
    Ok(tokens + sessions + buckets)
}
