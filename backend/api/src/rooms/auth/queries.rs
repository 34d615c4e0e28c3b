//! What the room reads for its replies.

use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{people, role_assignments, unit_names};
use lamtheo_db::{Db, Outcome, ReadTx, shown, stored};
use lamtheo_domain::access::Role;
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::{PersonId, SessionId, UnitId, UserId};

use super::store::{self, Account};
use super::views::{HeldRole, Me, PersonName, SessionView, SignedInUser};

/// The account with the roles it holds on `day`.
pub fn signed_in_user(conn: &mut Db, account: &Account, day: NaiveDate) -> Outcome<SignedInUser> {
    Ok(SignedInUser {
        id: account.id.clone(),
        username: account.username.clone(),
        display_name: account.display_name.clone(),
        person_id: account.person_id.clone(),
        roles: held_roles(conn, &account.id, day)?,
        must_change_password: account.must_change_password,
    })
}

fn held_roles(conn: &mut Db, user: &UserId, day: NaiveDate) -> Outcome<Vec<HeldRole>> {
    let named_on_day = unit_names::unit_id
        .eq(role_assignments::unit_id)
        .and(unit_names::valid_from.le(day))
        .and(
            unit_names::valid_to
                .is_null()
                .or(unit_names::valid_to.gt(day)),
        );
    let rows: Vec<(Role, UnitId, Option<String>)> = role_assignments::table
        .left_join(unit_names::table.on(named_on_day))
        .filter(role_assignments::user_id.eq(user.as_str()))
        .filter(role_assignments::valid_from.le(day))
        .filter(
            role_assignments::valid_to
                .is_null()
                .or(role_assignments::valid_to.gt(day)),
        )
        .order((role_assignments::role, role_assignments::unit_id))
        .select((
            role_assignments::role,
            role_assignments::unit_id,
            unit_names::name.nullable(),
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(role, unit_id, unit_name)| HeldRole {
            role,
            unit_id,
            unit_name,
        })
        .collect())
}

/// The caller's account, person and last sign-in.
pub fn me(tx: &mut ReadTx<'_>, user: &UserId) -> Outcome<Me> {
    let account = store::account(tx.conn, user)?.ok_or_else(Refusal::not_found)?;
    let person = match &account.person_id {
        Some(id) => person_name(tx.conn, id)?,
        None => None,
    };
    Ok(Me {
        user: signed_in_user(tx.conn, &account, tx.at.today)?,
        person,
        last_login_at: account.last_login_at.map(shown),
    })
}

fn person_name(conn: &mut Db, id: &PersonId) -> Outcome<Option<PersonName>> {
    Ok(people::table
        .find(id.as_str())
        .select((people::id, people::full_name))
        .first::<(PersonId, String)>(conn)
        .optional()?
        .map(|(id, full_name)| PersonName { id, full_name }))
}

/// The live sessions of the caller, `current` marked.
pub fn sessions(
    tx: &mut ReadTx<'_>,
    user: &UserId,
    current: &SessionId,
) -> Outcome<Vec<SessionView>> {
    let rows = store::live_sessions(tx.conn, user, stored(tx.at.now))?;
    Ok(rows
        .into_iter()
        .map(|row| SessionView {
            current: row.id == *current,
            id: row.id,
            user_agent: row.user_agent,
            ip: row.ip,
            created_at: shown(row.created_at),
            last_used_at: shown(row.last_used_at),
            expires_at: shown(row.absolute_expires_at),
        })
        .collect())
}
