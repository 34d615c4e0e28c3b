//! Accounts, roles and sessions, written straight into the database.

use crate::time::{day, start};
use crate::world::{id, person, session, unit, user};
use chrono::Duration;
use diesel::prelude::*;
use lamtheo_db::{Db, schema};
use lamtheo_domain::account::username_key;
use lamtheo_domain::kernel::text::search_key;

/// The password of every account of the small world.
pub const PASSWORD: &str = "cau chuyen thu nghiem";

/// [`PASSWORD`] hashed once: hashing is slow on purpose.
const PASSWORD_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$VelYeR/bffNAFJb+bsx7Gg$YcZe/I47lxRnikzJCkhT5lhYrn2VIruTDa+SHUFUJAE";

/// Adds the account `key` with [`PASSWORD`] and an open session.
pub fn add(conn: &mut Db, key: &str, person_key: Option<&str>) -> QueryResult<()> {
    use schema::users;
    diesel::insert_into(users::table)
        .values((
            users::id.eq(user(key)),
            users::username.eq(key),
            users::username_key.eq(username_key(key)),
            users::display_name.eq(key),
            users::search_key.eq(search_key(key)),
            users::person_id.eq(person_key.map(person)),
            users::status.eq("active"),
            users::password_hash.eq(PASSWORD_HASH),
            users::must_change_password.eq(false),
            users::password_changed_at.eq(start().naive_utc()),
            users::version.eq(1),
            users::created_at.eq(start().naive_utc()),
            users::updated_at.eq(start().naive_utc()),
        ))
        .execute(conn)?;
    open_session(conn, key, key)
}

/// Opens a further session of the account `key`, known as `session_key`.
pub fn open_session(conn: &mut Db, key: &str, session_key: &str) -> QueryResult<()> {
    use schema::sessions;
    let now = start().naive_utc();
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(session(session_key)),
            sessions::user_id.eq(user(key)),
            sessions::user_agent.eq("test"),
            sessions::ip.eq("192.0.2.1"),
            sessions::created_at.eq(now),
            sessions::last_used_at.eq(now),
            sessions::idle_expires_at.eq(now + Duration::hours(12)),
            sessions::absolute_expires_at.eq(now + Duration::days(7)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Assigns a role on a unit for a time.
pub fn assign(
    conn: &mut Db,
    key: &str,
    role: &str,
    unit_key: &str,
    from: &str,
    to: Option<&str>,
) -> QueryResult<()> {
    use schema::role_assignments as roles;
    diesel::insert_into(roles::table)
        .values((
            roles::id.eq(id("role", &format!("{key}:{role}:{unit_key}:{from}"))),
            roles::user_id.eq(user(key)),
            roles::role.eq(role),
            roles::unit_id.eq(unit(unit_key)),
            roles::valid_from.eq(day(from)),
            roles::valid_to.eq(to.map(day)),
            roles::version.eq(1),
            roles::created_at.eq(start().naive_utc()),
            roles::updated_at.eq(start().naive_utc()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Adds the account `key` of a person with one role on a unit, unless it is there.
pub fn ensure(conn: &mut Db, key: &str, person_key: &str, role: &str, unit_key: &str) {
    use schema::users;
    let there: i64 = users::table
        .find(user(key))
        .count()
        .get_result(conn)
        .expect("a count");
    if there == 0 {
        add(conn, key, Some(person_key)).expect("an account");
        assign(conn, key, role, unit_key, "2015-01-01", None).expect("a role");
    }
}
