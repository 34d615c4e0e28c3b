//! Refresh tokens and their cookie: opaque, 256 bits, one use, kept only as
//! their SHA-256.

use actix_web::cookie::time::Duration as CookieAge;
use actix_web::cookie::{Cookie, SameSite};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Characters of 256 bits in base 64 without padding.
const TOKEN_CHARS: usize = 43;

/// A fresh refresh token: goes out in the cookie, never stored.
pub struct RefreshToken(Zeroizing<String>);

impl RefreshToken {
    /// 256 random bits.
    pub fn generate() -> Self {
        let random = Zeroizing::new(rand::random::<[u8; 32]>());
        Self(Zeroizing::new(URL_SAFE_NO_PAD.encode(*random)))
    }

    /// The token that a cookie brought, if it has the form of one.
    pub fn from_cookie(value: &str) -> Option<Self> {
        let fits = value.len() == TOKEN_CHARS
            && value
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        fits.then(|| Self(Zeroizing::new(value.to_owned())))
    }

    /// What is stored and looked up.
    pub fn hash(&self) -> String {
        hex::encode(Sha256::digest(self.0.as_bytes()))
    }
}

/// How the cookie is set: `__Host-` and Secure, but for a demonstration that
/// is served over plain HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefreshCookie {
    secure: bool,
}

impl RefreshCookie {
    /// `plain_http`: an http base URL in demonstration mode, the only case
    /// without Secure.
    pub const fn new(plain_http: bool) -> Self {
        Self {
            secure: !plain_http,
        }
    }

    /// The cookie's name.
    pub const fn name(self) -> &'static str {
        if self.secure {
            "__Host-lamtheo_refresh"
        } else {
            "lamtheo_refresh"
        }
    }

    /// The cookie that carries `token` for at most `age`.
    pub fn carrying(self, token: &RefreshToken, age: Duration) -> Cookie<'static> {
        self.build(token.0.to_string(), age.num_seconds())
    }

    /// The cookie that removes the token from the browser.
    pub fn removal(self) -> Cookie<'static> {
        self.build(String::new(), 0)
    }

    fn build(self, value: String, seconds: i64) -> Cookie<'static> {
        Cookie::build(self.name(), value)
            .path("/")
            .http_only(true)
            .secure(self.secure)
            .same_site(SameSite::Strict)
            .max_age(CookieAge::seconds(seconds.max(0)))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_comes_back_from_its_cookie() {
        let token = RefreshToken::generate();
        let cookie = RefreshCookie::new(false).carrying(&token, Duration::hours(12));
        let back = RefreshToken::from_cookie(cookie.value()).unwrap();
        assert_eq!(back.hash(), token.hash());
        assert_ne!(token.hash(), RefreshToken::generate().hash());
        assert!(RefreshToken::from_cookie("").is_none());
        assert!(RefreshToken::from_cookie(&"'".repeat(TOKEN_CHARS)).is_none());
    }

    #[test]
    fn the_cookie_is_host_bound_and_secure_unless_it_is_a_plain_demonstration() {
        let token = RefreshToken::generate();
        let cookie = RefreshCookie::new(false)
            .carrying(&token, Duration::hours(12))
            .to_string();
        assert!(cookie.starts_with("__Host-lamtheo_refresh="), "{cookie}");
        for part in [
            "HttpOnly",
            "SameSite=Strict",
            "Secure",
            "Path=/",
            "Max-Age=43200",
        ] {
            assert!(cookie.contains(part), "{part} in {cookie}");
        }
        assert!(!cookie.contains("Domain"));
        let plain = RefreshCookie::new(true)
            .carrying(&token, Duration::hours(12))
            .to_string();
        assert!(
            plain.starts_with("lamtheo_refresh=") && !plain.contains("Secure"),
            "{plain}"
        );
        assert!(
            RefreshCookie::new(false)
                .removal()
                .to_string()
                .contains("Max-Age=0")
        );
    }
}
