//! Accounts, sessions and refresh tokens in the database.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use lamtheo_db::schema::{refresh_tokens, role_assignments, sessions, unit_names, users};
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::access::Role;
use lamtheo_domain::account::{SessionEnd, UserStatus};
use lamtheo_domain::kernel::ids::{PersonId, RowId, SessionId, UserId};

/// What sign-in needs of an account.
#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = users)]
pub struct Account {
    pub id: UserId,
    pub username: String,
    pub display_name: String,
    pub person_id: Option<PersonId>,
    pub status: UserStatus,
    pub password_hash: Option<String>,
    pub must_change_password: bool,
    pub code_hash: Option<String>,
    pub code_expires_at: Option<NaiveDateTime>,
    pub last_login_at: Option<NaiveDateTime>,
    pub version: i32,
}

/// A session as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions, treat_none_as_default_value = false)]
pub struct SessionRow {
    pub id: SessionId,
    pub user_id: UserId,
    pub user_agent: String,
    pub ip: String,
    pub created_at: NaiveDateTime,
    pub last_used_at: NaiveDateTime,
    pub idle_expires_at: NaiveDateTime,
    pub absolute_expires_at: NaiveDateTime,
}

/// A refresh token as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = refresh_tokens, treat_none_as_default_value = false)]
pub struct RefreshRow {
    pub id: RowId,
    pub session_id: SessionId,
    pub token_hash: String,
    pub created_at: NaiveDateTime,
}

/// The account with that username.
pub fn account_by_username(conn: &mut Db, key: &str) -> Outcome<Option<Account>> {
    Ok(users::table
        .filter(users::username_key.eq(key))
        .select(Account::as_select())
        .first(conn)
        .optional()?)
}

/// The account with that id.
pub fn account(conn: &mut Db, id: &UserId) -> Outcome<Option<Account>> {
    Ok(users::table
        .find(id.as_str())
        .select(Account::as_select())
        .first(conn)
        .optional()?)
}

/// The roles an account holds on `day`.
pub fn roles_on(conn: &mut Db, user: &UserId, day: NaiveDate) -> Outcome<Vec<Role>> {
    Ok(role_assignments::table
        .filter(role_assignments::user_id.eq(user.as_str()))
        .filter(role_assignments::valid_from.le(day))
        .filter(
            role_assignments::valid_to
                .is_null()
                .or(role_assignments::valid_to.gt(day)),
        )
        .select(role_assignments::role)
        .load(conn)?)
}

/// Stamps the sign-in of an account that is still as it was read, and stores a
/// stronger hash of the same password; false when it changed meanwhile. Holds
/// the account's row, so that no change of password passes by.
pub fn stamp_login(
    conn: &mut Db,
    read: &Account,
    rehashed: Option<&str>,
    now: NaiveDateTime,
) -> Outcome<bool> {
    let hash = read.password_hash.as_deref();
    let stamped = diesel::update(
        users::table
            .find(read.id.as_str())
            .filter(users::status.eq(UserStatus::Active))
            .filter(users::password_hash.eq(hash)),
    )
    .set((
        users::last_login_at.eq(now),
        users::password_hash.eq(rehashed.or(hash)),
    ))
    .execute(conn)?;
    Ok(stamped == 1)
}

/// Stores a new password if the account is still as it was read; 0 rows
/// otherwise. A one-time code is used up by it.
pub fn set_password(
    conn: &mut Db,
    read: &Account,
    hash: &str,
    now: NaiveDateTime,
) -> Outcome<usize> {
    Ok(diesel::update(
        users::table
            .find(read.id.as_str())
            .filter(users::version.eq(read.version))
            .filter(users::status.eq(UserStatus::Active)),
    )
    .set((
        users::password_hash.eq(hash),
        users::must_change_password.eq(false),
        users::code_hash.eq(None::<String>),
        users::code_expires_at.eq(None::<NaiveDateTime>),
        users::password_changed_at.eq(now),
        users::last_login_at.eq(now),
        users::updated_at.eq(now),
        users::version.eq(read.version + 1),
    ))
    .execute(conn)?)
}

/// Adds a session.
pub fn insert_session(conn: &mut Db, row: &SessionRow) -> Outcome<()> {
    diesel::insert_into(sessions::table)
        .values(row)
        .execute(conn)?;
    Ok(())
}

/// Adds a refresh token.
pub fn insert_token(conn: &mut Db, row: &RefreshRow) -> Outcome<()> {
    diesel::insert_into(refresh_tokens::table)
        .values(row)
        .execute(conn)?;
    Ok(())
}

/// The live sessions of an account, the newest first.
pub fn live_sessions(conn: &mut Db, user: &UserId, now: NaiveDateTime) -> Outcome<Vec<SessionRow>> {
    Ok(sessions::table
        .filter(sessions::user_id.eq(user.as_str()))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::idle_expires_at.gt(now))
        .filter(sessions::absolute_expires_at.gt(now))
        .order((sessions::last_used_at.desc(), sessions::id.desc()))
        .select(SessionRow::as_select())
        .load(conn)?)
}

/// The session, if it has not ended; it may be past its time.
pub fn open_session(conn: &mut Db, id: &SessionId) -> Outcome<Option<SessionRow>> {
    Ok(sessions::table
        .find(id.as_str())
        .filter(sessions::ended_at.is_null())
        .select(SessionRow::as_select())
        .first(conn)
        .optional()?)
}

/// Moves the idle limit of a session.
pub fn touch_session(conn: &mut Db, row: &SessionRow) -> Outcome<()> {
    diesel::update(sessions::table.find(row.id.as_str()))
        .set((
            sessions::last_used_at.eq(row.last_used_at),
            sessions::idle_expires_at.eq(row.idle_expires_at),
            sessions::ip.eq(&row.ip),
        ))
        .execute(conn)?;
    Ok(())
}

/// Ends one session; false when it had ended before.
pub fn end_session(
    conn: &mut Db,
    id: &SessionId,
    why: SessionEnd,
    now: NaiveDateTime,
) -> Outcome<bool> {
    let ended = diesel::update(
        sessions::table
            .find(id.as_str())
            .filter(sessions::ended_at.is_null()),
    )
    .set((
        sessions::ended_at.eq(now),
        sessions::end_reason.eq(why.as_str()),
    ))
    .execute(conn)?;
    Ok(ended == 1)
}

/// Ends every session of an account but `kept`; says how many.
pub fn end_sessions(
    conn: &mut Db,
    user: &UserId,
    kept: Option<&SessionId>,
    why: SessionEnd,
    now: NaiveDateTime,
) -> Outcome<usize> {
    let kept = kept.map_or("", |id| id.as_str());
    Ok(diesel::update(
        sessions::table
            .filter(sessions::user_id.eq(user.as_str()))
            .filter(sessions::ended_at.is_null())
            .filter(sessions::id.ne(kept)),
    )
    .set((
        sessions::ended_at.eq(now),
        sessions::end_reason.eq(why.as_str()),
    ))
    .execute(conn)?)
}

/// The session a refresh token belongs to, used or not.
pub fn session_of_token(conn: &mut Db, hash: &str) -> Outcome<Option<SessionId>> {
    Ok(refresh_tokens::table
        .filter(refresh_tokens::token_hash.eq(hash))
        .select(refresh_tokens::session_id)
        .first(conn)
        .optional()?)
}

/// Uses a refresh token: true for exactly one of all who try.
pub fn use_token(conn: &mut Db, hash: &str, now: NaiveDateTime) -> Outcome<bool> {
    let used = diesel::update(
        refresh_tokens::table
            .filter(refresh_tokens::token_hash.eq(hash))
            .filter(refresh_tokens::used_at.is_null()),
    )
    .set(refresh_tokens::used_at.eq(now))
    .execute(conn)?;
    Ok(used == 1)
}

/// Days after which a refresh token is useless whatever the settings.
const TOKEN_DAYS: i64 = 30;
/// Days for which the history of sign-ins is kept.
const SESSION_DAYS: i64 = 366;

/// Deletes old refresh tokens. Ids are ordered by time, so the oldest stand at
/// one end of the primary key.
pub fn forget_tokens(conn: &mut Db, now: DateTime<Utc>) -> Outcome<usize> {
    let limit = RowId::new(now - Duration::days(TOKEN_DAYS));
    Ok(
        diesel::delete(refresh_tokens::table.filter(refresh_tokens::id.lt(limit.as_str())))
            .execute(conn)?,
    )
}

/// Deletes sessions whose refresh tokens are long gone.
pub fn forget_sessions(conn: &mut Db, now: DateTime<Utc>) -> Outcome<usize> {
    let limit = SessionId::new(now - Duration::days(SESSION_DAYS));
    Ok(diesel::delete(sessions::table.filter(sessions::id.lt(limit.as_str()))).execute(conn)?)
}

/// Short names of the units on which an account holds a role, for the rules of
/// its password.
pub fn unit_words(conn: &mut Db, user: &UserId, day: NaiveDate) -> Outcome<Vec<String>> {
    Ok(role_assignments::table
        .inner_join(unit_names::table.on(unit_names::unit_id.eq(role_assignments::unit_id)))
        .filter(role_assignments::user_id.eq(user.as_str()))
        .filter(unit_names::valid_from.le(day))
        .filter(
            unit_names::valid_to
                .is_null()
                .or(unit_names::valid_to.gt(day)),
        )
        .select(unit_names::short_name)
        .load(conn)?)
}
