//! What the room is started with.

use chrono::{DateTime, Duration, Utc};
use lamtheo_db::{Failure, Outcome};
use lamtheo_domain::account::SessionPolicy;
use lamtheo_domain::kernel::ids::UserId;

use super::one_time_code::OneTimeCode;
use super::password::PasswordPool;
use super::refresh_token::RefreshCookie;
use super::signing_key::SigningKey;
use super::tokens::AccessTokens;
use crate::settings::{Environment, Settings};

/// Times and switches of the configuration, with their defaults.
#[derive(Debug, Clone)]
pub struct AuthSettings {
    /// The base URL: issuer and audience of the access tokens.
    pub base_url: String,
    /// Life of an access token.
    pub access_lifetime: Duration,
    /// Life and number of sessions.
    pub sessions: SessionPolicy,
    /// Whether the refresh cookie goes without Secure: only for a
    /// demonstration served over plain HTTP.
    pub plain_http_cookie: bool,
    /// Whether sign-in and reset limits count; off only for benchmarks.
    pub limits: bool,
    /// Passwords hashed at once.
    pub cores: usize,
}

impl AuthSettings {
    /// What the process settings mean for sign-in: the refresh cookie goes
    /// without Secure only for a demonstration served over plain HTTP.
    pub fn of(settings: &Settings) -> Self {
        Self {
            plain_http_cookie: settings.environment == Environment::Demo
                && settings.base_url.starts_with("http://"),
            limits: settings.rate_limits,
            ..Self::new(settings.base_url.clone())
        }
    }

    /// The defaults for a service at `base_url`.
    pub fn new(base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            access_lifetime: Duration::minutes(10),
            sessions: SessionPolicy::default(),
            plain_http_cookie: false,
            limits: true,
            cores: std::thread::available_parallelism().map_or(1, usize::from),
        }
    }
}

/// The room's tools, shared by all requests.
#[derive(Debug)]
pub struct Auth {
    /// Signs and reads access tokens.
    pub tokens: AccessTokens,
    pub(super) passwords: PasswordPool,
    pub(super) cookie: RefreshCookie,
    pub(super) sessions: SessionPolicy,
    pub(super) limits: bool,
}

impl Auth {
    /// The room's tools with this key.
    pub fn new(settings: AuthSettings, key: &SigningKey) -> Self {
        Self {
            tokens: AccessTokens::new(key, settings.base_url, settings.access_lifetime),
            passwords: PasswordPool::new(settings.cores),
            cookie: RefreshCookie::new(settings.plain_http_cookie),
            sessions: settings.sessions,
            limits: settings.limits,
        }
    }

    /// The one-time code given with this version of an account, valid until
    /// `expires_at`: only this key makes it, so that it need never be kept, and
    /// a repeated request can be shown it again.
    pub fn code_for(
        &self,
        user: &UserId,
        version: i32,
        expires_at: DateTime<Utc>,
    ) -> Outcome<OneTimeCode> {
        self.tokens
            .derive(
                "one-time code",
                &format!("{user} {version} {}", expires_at.timestamp_micros()),
            )
            .map(|bytes| OneTimeCode::from_bytes(&bytes))
            .map_err(|e| Failure::defect(e.to_string()))
    }

    /// Whether sign-in and reset limits count.
    pub const fn limits(&self) -> bool {
        self.limits
    }
}
