//! Access tokens: short-lived JWTs that name a user and a session, nothing
//! about rights. What a caller may do is read from the database per request.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::crypto::sign;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use lamtheo_domain::kernel::ids::{RowId, SessionId, UserId};
use serde::{Deserialize, Serialize};

use super::signing_key::SigningKey;

/// The header's `typ` of an access token (RFC 9068).
const TOKEN_TYPE: &str = "at+jwt";

/// The longest token worth parsing; ours are about 500 bytes.
const MAX_TOKEN_BYTES: usize = 2048;

/// Why a token is refused. The library's own words never leave this module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Not one of our tokens: form, signature, issuer, audience or type.
    #[error("the access token is not valid")]
    Invalid,
    /// One of our tokens, but past its time.
    #[error("the access token has expired")]
    Expired,
    /// The token could not be signed.
    #[error("the access token could not be signed")]
    Signing,
}

/// What a verified access token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessToken {
    /// The account.
    pub user_id: UserId,
    /// The session it was issued for.
    pub session_id: SessionId,
    /// End of validity.
    pub expires_at: DateTime<Utc>,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: UserId,
    sid: SessionId,
    jti: String,
    iat: i64,
    exp: i64,
}

/// Signs and verifies access tokens with one HS256 key.
pub struct AccessTokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
    header: Header,
    issuer: String,
    lifetime: Duration,
}

impl std::fmt::Debug for AccessTokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AccessTokens")
            .field("issuer", &self.issuer)
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}

impl AccessTokens {
    /// Tokens of `issuer` (the base URL, also the audience) that live for `lifetime`.
    pub fn new(key: &SigningKey, issuer: impl Into<String>, lifetime: Duration) -> Self {
        let issuer = issuer.into();
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[&issuer]);
        validation.set_audience(&[&issuer]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // The injected clock decides about time, in `verify`.
        validation.validate_exp = false;
        let mut header = Header::new(Algorithm::HS256);
        header.typ = Some(TOKEN_TYPE.to_owned());
        Self {
            encoding: EncodingKey::from_secret(key.bytes()),
            decoding: DecodingKey::from_secret(key.bytes()),
            validation,
            header,
            issuer,
            lifetime,
        }
    }

    /// Seconds a fresh token lives.
    pub fn lifetime_seconds(&self) -> i64 {
        self.lifetime.num_seconds()
    }

    /// A token for the user and session, valid from `now`.
    pub fn issue(
        &self,
        user: &UserId,
        session: &SessionId,
        now: DateTime<Utc>,
    ) -> Result<String, TokenError> {
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: self.issuer.clone(),
            sub: user.clone(),
            sid: session.clone(),
            jti: RowId::new(now).to_string(),
            iat: now.timestamp(),
            exp: (now + self.lifetime).timestamp(),
        };
        encode(&self.header, &claims, &self.encoding).map_err(|_| TokenError::Signing)
    }

    /// 32 bytes that only the holder of the key can make from `purpose` and
    /// `what`; no token is ever signed over such a text, which has a space.
    pub fn derive(&self, purpose: &str, what: &str) -> Result<[u8; 32], TokenError> {
        let text = format!("{purpose} {what}");
        let signed = sign(text.as_bytes(), &self.encoding, Algorithm::HS256)
            .map_err(|_| TokenError::Signing)?;
        URL_SAFE_NO_PAD
            .decode(signed)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(TokenError::Signing)
    }

    /// Reads a token at the instant `now`.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<AccessToken, TokenError> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(TokenError::Invalid);
        }
        let data = decode::<Claims>(token, &self.decoding, &self.validation)
            .map_err(|_| TokenError::Invalid)?;
        if data.header.typ.as_deref() != Some(TOKEN_TYPE) {
            return Err(TokenError::Invalid);
        }
        let expires_at = DateTime::from_timestamp(data.claims.exp, 0).ok_or(TokenError::Invalid)?;
        if expires_at <= now {
            return Err(TokenError::Expired);
        }
        Ok(AccessToken {
            user_id: data.claims.sub,
            session_id: data.claims.sid,
            expires_at,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-22T03:00:00Z".parse().unwrap()
    }

    fn tokens(secret: &str, issuer: &str) -> AccessTokens {
        let key = SigningKey::from_secret(secret).unwrap();
        AccessTokens::new(&key, issuer, Duration::minutes(10))
    }

    fn ours() -> AccessTokens {
        tokens("0123456789abcdef0123456789abcdef", "https://lamtheo.test")
    }

    #[test]
    fn a_token_names_its_user_and_session_for_ten_minutes() {
        let (user, session) = (UserId::new(now()), SessionId::new(now()));
        let token = ours().issue(&user, &session, now()).unwrap();
        let read = ours()
            .verify(&token, now() + Duration::seconds(599))
            .unwrap();
        assert_eq!((read.user_id, read.session_id), (user, session));
        assert_eq!(
            ours().verify(&token, now() + Duration::seconds(600)),
            Err(TokenError::Expired)
        );
    }

    #[test]
    fn a_token_of_another_key_issuer_type_or_algorithm_is_refused() {
        let (user, session) = (UserId::new(now()), SessionId::new(now()));
        let token = ours().issue(&user, &session, now()).unwrap();
        let foreign = [
            tokens("ffffffffffffffffffffffffffffffff", "https://lamtheo.test"),
            tokens("0123456789abcdef0123456789abcdef", "https://other.test"),
        ];
        for other in foreign {
            assert_eq!(other.verify(&token, now()), Err(TokenError::Invalid));
        }
        let (_, rest) = token.split_once('.').unwrap();
        let (payload, _) = rest.split_once('.').unwrap();
        let none = URL_SAFE_NO_PAD.encode(r#"{"typ":"at+jwt","alg":"none"}"#);
        for forged in [
            format!("{none}.{payload}."),
            format!("{none}.{payload}"),
            "x".repeat(9_000),
        ] {
            assert_eq!(ours().verify(&forged, now()), Err(TokenError::Invalid));
        }
        let mut plain = ours();
        plain.header.typ = Some("JWT".to_owned());
        let untyped = plain.issue(&user, &session, now()).unwrap();
        assert_eq!(ours().verify(&untyped, now()), Err(TokenError::Invalid));
    }
}
