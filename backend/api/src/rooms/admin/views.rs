//! Bodies of the room's requests and replies.

use chrono::{DateTime, NaiveDate, Utc};
use lamtheo_domain::access::Role;
use lamtheo_domain::account::UserStatus;
use lamtheo_domain::kernel::ids::{PersonId, RoleAssignmentId, UnitId, UserId};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::web::Entity;
use crate::web::list::AnyOf;

/// A new account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUserBody {
    /// 3 to 64 letters without accents, digits, `. _ - @`; unique, case does not matter.
    pub username: String,
    /// Name to show.
    pub display_name: String,
    /// The person whose account it is.
    #[serde(default)]
    pub person_id: Option<PersonId>,
}

/// Changes of an account; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(clippy::option_option)] // absent: stays; null: none
pub struct UserChanges {
    /// Name to show.
    #[serde(default)]
    pub display_name: Option<String>,
    /// The person whose account it is; null for none. Ends the account's sessions.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<PersonId>)]
    pub person_id: Option<Option<PersonId>>,
}

/// Tells a null that was sent from a field that was not.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// A role on a unit for an account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRoleBody {
    /// The account.
    pub user_id: UserId,
    /// The role; `integrator` belongs to API keys and cannot be given.
    pub role: Role,
    /// The unit; the role is valid for its subtree.
    pub unit_id: UnitId,
    /// First day; the business day by default.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// First day on which it is no longer held.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
}

/// The end of a role.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndRoleBody {
    /// First day on which the role is no longer held; the business day by default.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
}

/// Which accounts are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UserFilter {
    /// Part of the username or name, without accents.
    pub q: Option<String>,
    /// Accounts with a role on this unit or below it.
    pub unit: Option<UnitId>,
    /// Accounts of this person.
    pub person_id: Option<PersonId>,
    /// `active`, `disabled`; a comma is OR.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub status: AnyOf<UserStatus>,
    /// Accounts that hold one of these roles today; a comma is OR.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub role: AnyOf<Role>,
    /// `username`, `display_name`, `created_at`, `last_login_at`; `-` descending.
    pub sort: Option<String>,
    /// From 1.
    #[param(value_type = Option<i32>)]
    pub page: Option<i64>,
    /// At most 200, 50 by default.
    #[param(value_type = Option<i32>)]
    pub per_page: Option<i64>,
}

/// Which role assignments are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RoleFilter {
    /// Of this account.
    pub user_id: Option<UserId>,
    /// On this unit or below it.
    pub unit: Option<UnitId>,
    /// Of these roles; a comma is OR.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub role: AnyOf<Role>,
    /// Held on this day; all, also ended ones, without it.
    pub as_of: Option<NaiveDate>,
    /// `valid_from`, `role`, `username`; `-` descending.
    pub sort: Option<String>,
    /// From 1.
    #[param(value_type = Option<i32>)]
    pub page: Option<i64>,
    /// At most 200, 50 by default.
    #[param(value_type = Option<i32>)]
    pub per_page: Option<i64>,
}

/// A role that an account holds today.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UserRole {
    /// The assignment.
    pub id: RoleAssignmentId,
    /// The role.
    pub role: Role,
    /// The unit it is held on.
    pub unit_id: UnitId,
    /// The unit's name today.
    pub unit_name: Option<String>,
    /// First day.
    pub valid_from: NaiveDate,
    /// First day on which it is no longer held.
    pub valid_to: Option<NaiveDate>,
}

/// An account.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UserView {
    /// The account.
    pub id: UserId,
    /// Username.
    pub username: String,
    /// Name to show.
    pub display_name: String,
    /// The person whose account it is.
    pub person_id: Option<PersonId>,
    /// That person's full name.
    pub person_name: Option<String>,
    /// Whether it may sign in.
    pub status: UserStatus,
    /// Whether a password must be set before the next sign-in.
    pub must_change_password: bool,
    /// Until when its one-time code is valid, while one is open.
    pub code_expires_at: Option<DateTime<Utc>>,
    /// The last sign-in.
    pub last_login_at: Option<DateTime<Utc>>,
    /// Roles held today.
    pub roles: Vec<UserRole>,
    /// Version, the record's ETag.
    pub version: i32,
    /// What the caller may do with it now.
    #[schema(value_type = Vec<String>)]
    pub allowed_actions: Vec<&'static str>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// An account with its new one-time code, which is shown only here.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UserWithCode {
    /// The account.
    #[serde(flatten)]
    pub user: UserView,
    /// To hand over to the account's person; good for one password.
    pub one_time_code: Option<String>,
    /// Until when the code is valid.
    pub expires_at: DateTime<Utc>,
}

/// A role on a unit, given to an account.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RoleAssignmentView {
    /// The assignment.
    pub id: RoleAssignmentId,
    /// The account.
    pub user_id: UserId,
    /// Its username.
    pub username: String,
    /// Its name.
    pub display_name: String,
    /// The role.
    pub role: Role,
    /// The unit; the role is valid for its subtree.
    pub unit_id: UnitId,
    /// The unit's name today.
    pub unit_name: Option<String>,
    /// First day.
    pub valid_from: NaiveDate,
    /// First day on which it is no longer held.
    pub valid_to: Option<NaiveDate>,
    /// Whether it is held today.
    pub active: bool,
    /// The account that gave it; none for the first administrator.
    pub granted_by: Option<UserId>,
    /// Version, the record's ETag.
    pub version: i32,
    /// What the caller may do with it now.
    #[schema(value_type = Vec<String>)]
    pub allowed_actions: Vec<&'static str>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Entity for UserView {
    fn version(&self) -> i32 {
        self.version
    }
}

impl Entity for UserWithCode {
    fn version(&self) -> i32 {
        self.user.version
    }
}

impl Entity for RoleAssignmentView {
    fn version(&self) -> i32 {
        self.version
    }
}
