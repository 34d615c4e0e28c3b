//! Accounts and role assignments in the database.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::Text;
use lamtheo_db::schema::{people, role_assignments, unit_closure, unit_names, units, users};
use lamtheo_db::{Db, Outcome, Tx, dialect};
use lamtheo_domain::access::Role;
use lamtheo_domain::account::UserStatus;
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::{PersonId, RoleAssignmentId, UnitId, UserId};
use lamtheo_domain::unit::UnitLevel;

use crate::web::request::Versioned;

/// An account as the administrators see it: no hash is ever read.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = users)]
pub struct UserRow {
    pub id: UserId,
    pub username: String,
    pub display_name: String,
    pub person_id: Option<PersonId>,
    pub status: UserStatus,
    pub must_change_password: bool,
    pub code_expires_at: Option<NaiveDateTime>,
    pub last_login_at: Option<NaiveDateTime>,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

/// A new account.
#[derive(Insertable)]
#[diesel(table_name = users, treat_none_as_default_value = false)]
pub struct NewUser {
    pub id: UserId,
    pub username: String,
    pub username_key: String,
    pub display_name: String,
    pub search_key: String,
    pub person_id: Option<PersonId>,
    pub status: UserStatus,
    pub must_change_password: bool,
    pub code_hash: String,
    pub code_expires_at: NaiveDateTime,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

/// A role assignment as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = role_assignments, treat_none_as_default_value = false)]
pub struct RoleRow {
    pub id: RoleAssignmentId,
    pub user_id: UserId,
    pub role: Role,
    pub unit_id: UnitId,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub granted_by: Option<UserId>,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

impl Versioned for UserRow {
    fn version(&self) -> i32 {
        self.version
    }
}

impl Versioned for RoleRow {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The account, or 404.
pub fn user(conn: &mut Db, id: &UserId) -> Outcome<UserRow> {
    Ok(users::table
        .find(id.as_str())
        .select(UserRow::as_select())
        .first(conn)
        .optional()?
        .ok_or_else(Refusal::not_found)?)
}

/// The role assignment, or 404.
pub fn role(conn: &mut Db, id: &RoleAssignmentId) -> Outcome<RoleRow> {
    Ok(role_assignments::table
        .find(id.as_str())
        .select(RoleRow::as_select())
        .first(conn)
        .optional()?
        .ok_or_else(Refusal::not_found)?)
}

/// The account with that username, if it is taken.
pub fn user_by_key(conn: &mut Db, key: &str) -> Outcome<Option<UserRow>> {
    Ok(users::table
        .filter(users::username_key.eq(key))
        .select(UserRow::as_select())
        .first(conn)
        .optional()?)
}

/// Whether another account than `but` belongs to the person.
pub fn person_has_account(conn: &mut Db, person: &PersonId, but: Option<&UserId>) -> Outcome<bool> {
    let but = but.map_or("", |id| id.as_str());
    let accounts: i64 = users::table
        .filter(users::person_id.eq(person.as_str()))
        .filter(users::id.ne(but))
        .count()
        .get_result(conn)?;
    Ok(accounts > 0)
}

/// Whether the person exists.
pub fn person_exists(conn: &mut Db, id: &PersonId) -> Outcome<bool> {
    let found: i64 = people::table
        .filter(people::id.eq(id.as_str()))
        .count()
        .get_result(conn)?;
    Ok(found == 1)
}

/// Whether the unit exists and is not dissolved on `day`.
pub fn unit_lives(conn: &mut Db, id: &UnitId, day: NaiveDate) -> Outcome<bool> {
    let found: i64 = units::table
        .filter(units::id.eq(id.as_str()))
        .filter(units::valid_to.is_null().or(units::valid_to.gt(day)))
        .count()
        .get_result(conn)?;
    Ok(found == 1)
}

/// The unit's level on `day`.
pub fn unit_level(conn: &mut Db, id: &UnitId, day: NaiveDate) -> Outcome<Option<UnitLevel>> {
    Ok(unit_names::table
        .filter(unit_names::unit_id.eq(id.as_str()))
        .filter(unit_names::valid_from.le(day))
        .filter(
            unit_names::valid_to
                .is_null()
                .or(unit_names::valid_to.gt(day)),
        )
        .select(unit_names::level)
        .first(conn)
        .optional()?)
}

/// Adds an account; the caller turns a taken username into its refusal.
pub fn insert_user(conn: &mut Db, row: &NewUser) -> Result<(), diesel::result::Error> {
    diesel::insert_into(users::table)
        .values(row)
        .execute(conn)
        .map(|_| ())
}

/// Changes the names and the person of an account.
pub fn update_user(
    tx: &mut Tx<'_>,
    read: &UserRow,
    display_name: &str,
    search_key: &str,
    person: Option<&PersonId>,
) -> Outcome<()> {
    let changed = diesel::update(
        users::table
            .find(read.id.as_str())
            .filter(users::version.eq(read.version)),
    )
    .set((
        users::display_name.eq(display_name),
        users::search_key.eq(search_key),
        users::person_id.eq(person.map(|id| id.as_str())),
        users::version.eq(read.version + 1),
        users::updated_at.eq(lamtheo_db::stored(tx.at.now)),
    ))
    .execute(tx.conn)?;
    Tx::one_row(changed)
}

/// Gives an account a new one-time code; its password is gone.
pub fn set_code(
    tx: &mut Tx<'_>,
    read: &UserRow,
    code_hash: &str,
    expires_at: NaiveDateTime,
) -> Outcome<()> {
    let changed = diesel::update(
        users::table
            .find(read.id.as_str())
            .filter(users::version.eq(read.version)),
    )
    .set((
        users::password_hash.eq(None::<String>),
        users::must_change_password.eq(true),
        users::code_hash.eq(code_hash),
        users::code_expires_at.eq(expires_at),
        users::version.eq(read.version + 1),
        users::updated_at.eq(lamtheo_db::stored(tx.at.now)),
    ))
    .execute(tx.conn)?;
    Tx::one_row(changed)
}

/// Disables or enables an account. An open code dies with the disabling.
pub fn set_status(tx: &mut Tx<'_>, read: &UserRow, status: UserStatus) -> Outcome<()> {
    let now = lamtheo_db::stored(tx.at.now);
    let changed = diesel::update(
        users::table
            .find(read.id.as_str())
            .filter(users::version.eq(read.version))
            .filter(users::status.eq(read.status)),
    )
    .set((
        users::status.eq(status),
        users::code_hash.eq(None::<String>),
        users::code_expires_at.eq(None::<NaiveDateTime>),
        users::version.eq(read.version + 1),
        users::updated_at.eq(now),
    ))
    .execute(tx.conn)?;
    Tx::one_row(changed)
}

/// Adds a role assignment.
pub fn insert_role(conn: &mut Db, row: &RoleRow) -> Outcome<()> {
    diesel::insert_into(role_assignments::table)
        .values(row)
        .execute(conn)?;
    Ok(())
}

/// Sets the last day of a role assignment.
pub fn end_role(tx: &mut Tx<'_>, read: &RoleRow, valid_to: NaiveDate) -> Outcome<()> {
    let changed = diesel::update(
        role_assignments::table
            .find(read.id.as_str())
            .filter(role_assignments::version.eq(read.version)),
    )
    .set((
        role_assignments::valid_to.eq(valid_to),
        role_assignments::version.eq(read.version + 1),
        role_assignments::updated_at.eq(lamtheo_db::stored(tx.at.now)),
    ))
    .execute(tx.conn)?;
    Tx::one_row(changed)
}

/// The same role of the same account on the same unit, in every time.
pub fn same_roles(
    conn: &mut Db,
    user: &UserId,
    role: Role,
    unit: &UnitId,
) -> Outcome<Vec<RoleRow>> {
    Ok(role_assignments::table
        .filter(role_assignments::user_id.eq(user.as_str()))
        .filter(role_assignments::role.eq(role))
        .filter(role_assignments::unit_id.eq(unit.as_str()))
        .select(RoleRow::as_select())
        .load(conn)?)
}

/// The unit and everything above it on `day`.
pub fn line_of(conn: &mut Db, unit: &UnitId, day: NaiveDate) -> Outcome<Vec<UnitId>> {
    Ok(unit_closure::table
        .filter(unit_closure::descendant_id.eq(unit.as_str()))
        .filter(unit_closure::valid_from.le(day))
        .filter(
            unit_closure::valid_to
                .is_null()
                .or(unit_closure::valid_to.gt(day)),
        )
        .select(unit_closure::ancestor_id)
        .load(conn)?)
}

/// Holds the account's row until the transaction ends, so that two changes of
/// its roles come one after the other.
pub fn hold_user(conn: &mut Db, id: &UserId) -> Outcome<()> {
    let hold = format!(
        "SELECT id FROM users WHERE id = $1{}",
        dialect::row_lock(conn)
    );
    diesel::sql_query(hold)
        .bind::<Text, _>(id.as_str())
        .execute(conn)?;
    Ok(())
}

/// Role assignments of administrators who can sign in on `day`, now or with an
/// open code. Holds their accounts, so that two administrators who remove each
/// other come one after the other.
pub fn living_admins(conn: &mut Db, day: NaiveDate, now: NaiveDateTime) -> Outcome<Vec<RoleRow>> {
    let hold = format!(
        "SELECT id FROM users WHERE id IN \
         (SELECT user_id FROM role_assignments WHERE role = $1) ORDER BY id{}",
        dialect::row_lock(conn)
    );
    diesel::sql_query(hold)
        .bind::<Text, _>(Role::SystemAdmin.as_str())
        .execute(conn)?;
    Ok(role_assignments::table
        .inner_join(users::table.on(users::id.eq(role_assignments::user_id)))
        .filter(role_assignments::role.eq(Role::SystemAdmin))
        .filter(role_assignments::valid_from.le(day))
        .filter(
            role_assignments::valid_to
                .is_null()
                .or(role_assignments::valid_to.gt(day)),
        )
        .filter(users::status.eq(UserStatus::Active))
        .filter(
            users::password_hash
                .is_not_null()
                .or(users::code_expires_at.gt(now)),
        )
        .select(RoleRow::as_select())
        .load(conn)?)
}
