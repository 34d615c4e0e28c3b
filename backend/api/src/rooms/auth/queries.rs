//! What the room reads for its replies.

use diesel::prelude::*;
use lamtheo_db::schema::people;
use lamtheo_db::{Db, Outcome, ReadTx, shown, stored};
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::{PersonId, SessionId, UserId};

use super::assembly::signed_in_user;
use super::store;
use super::views::{Me, PersonName, SessionView};

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
