//! What a request names must be there and within the administrator's reach
//! before anything else is looked at.

use lamtheo_db::{Db, Outcome, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::{PersonId, RoleAssignmentId, UserId};

use crate::rooms::admin::reach;
use crate::rooms::admin::store::{self, RoleRow, UserRow};

/// The account, or 404.
pub fn user(tx: &mut Tx<'_>, caller: &Caller, id: &UserId) -> Outcome<UserRow> {
    let row = store::user(tx.conn, id)?;
    found(reach::has_account(tx.conn, caller, id, tx.at.today)?)?;
    Ok(row)
}

/// Somebody else's account: 404 when there is none, 403 on the own one.
pub fn another_user(tx: &mut Tx<'_>, caller: &Caller, id: &UserId) -> Outcome<UserRow> {
    let row = user(tx, caller, id)?;
    if caller.user_id == row.id {
        return Err(Refusal::forbidden(
            "own_account",
            "Không thể tự thực hiện việc này trên tài khoản của chính mình",
        )
        .into());
    }
    Ok(row)
}

/// The person that a body names, if it names one, or 404.
pub fn person(tx: &mut Tx<'_>, caller: &Caller, id: Option<&PersonId>) -> Outcome<()> {
    let Some(id) = id else { return Ok(()) };
    found(person_in_reach(tx.conn, caller, id, tx.at.today)?)
}

fn person_in_reach(
    conn: &mut Db,
    caller: &Caller,
    id: &PersonId,
    day: chrono::NaiveDate,
) -> Outcome<bool> {
    Ok(store::person_exists(conn, id)? && reach::has_person(conn, caller, id, day)?)
}

/// The role assignment, or 404.
pub fn role(tx: &mut Tx<'_>, caller: &Caller, id: &RoleAssignmentId) -> Outcome<RoleRow> {
    let row = store::role(tx.conn, id)?;
    found(reach::has_unit(tx.conn, caller, &row.unit_id, tx.at.today)?)?;
    Ok(row)
}

fn found(there: bool) -> Outcome<()> {
    if there {
        Ok(())
    } else {
        Err(Refusal::not_found().into())
    }
}
