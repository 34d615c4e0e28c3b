//! Bodies of the room's requests and replies.

use chrono::{DateTime, Utc};
use lamtheo_domain::access::Role;
use lamtheo_domain::kernel::ids::{PersonId, SessionId, UnitId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::secret::Secret;

/// A sign-in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoginBody {
    /// Username; case does not matter.
    pub username: String,
    /// Password, or a one-time code (which then must be exchanged for a password).
    #[schema(value_type = String, format = "password")]
    pub password: Secret,
    /// Code of the second factor, once one is set up.
    #[serde(default)]
    #[expect(
        dead_code,
        reason = "clients may send it already; no account has a second factor yet"
    )]
    pub totp_code: Option<String>,
}

/// A new password: with the current one, or with a one-time code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordBody {
    /// Username; needed when not signed in.
    #[serde(default)]
    pub username: Option<String>,
    /// The password so far.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "password")]
    pub current_password: Option<Secret>,
    /// The code that an administrator handed over.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub one_time_code: Option<Secret>,
    /// 12 to 128 characters, not a common one.
    #[schema(value_type = String, format = "password", min_length = 12, max_length = 128)]
    pub new_password: Secret,
}

/// A role on a unit, held today.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldRole {
    /// The role.
    pub role: Role,
    /// The unit it is held on; it is valid for the unit's subtree.
    pub unit_id: UnitId,
    /// The unit's name today.
    pub unit_name: Option<String>,
}

/// The account that is signed in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SignedInUser {
    /// The account.
    pub id: UserId,
    /// Username.
    pub username: String,
    /// Name to show.
    pub display_name: String,
    /// The person whose account it is, if any.
    pub person_id: Option<PersonId>,
    /// The roles held today.
    pub roles: Vec<HeldRole>,
    /// Whether the password must be changed before anything else.
    pub must_change_password: bool,
}

/// An access token; its refresh token travels in an httpOnly cookie.
#[derive(Serialize, ToSchema)]
pub struct LoginReply {
    /// Goes into `Authorization: Bearer`; keep it in memory only.
    pub access_token: String,
    /// Always `Bearer`.
    #[schema(value_type = String)]
    pub token_type: &'static str,
    /// Seconds the access token lives.
    pub expires_in: i64,
    /// Who is signed in.
    pub user: SignedInUser,
}

/// A person by name.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SignedInPerson)]
pub struct PersonName {
    /// The person.
    pub id: PersonId,
    /// Full name.
    pub full_name: String,
}

/// The caller's own account.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Me {
    /// The account and its roles.
    #[serde(flatten)]
    pub user: SignedInUser,
    /// The person whose account it is.
    pub person: Option<PersonName>,
    /// The last sign-in with a password.
    pub last_login_at: Option<DateTime<Utc>>,
}

/// One signed-in session of the caller.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionView {
    /// The session.
    pub id: SessionId,
    /// Whether it is the one this request came with.
    pub current: bool,
    /// The browser's own name.
    pub user_agent: String,
    /// The address of its last refresh.
    pub ip: String,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it was last refreshed.
    pub last_used_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
}
