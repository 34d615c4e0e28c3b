//! What a request names must be there before anything else is looked at.

use lamtheo_db::{Outcome, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::{PersonId, RoleAssignmentId, UserId};

use crate::rooms::admin::store::{self, RoleRow, UserRow};

/// The account, or 404.
pub fn user(tx: &mut Tx<'_>, id: &UserId) -> Outcome<UserRow> {
    store::user(tx.conn, id)
}

/// Somebody else's account: 404 when there is none, 403 on the own one.
pub fn another_user(tx: &mut Tx<'_>, caller: &Caller, id: &UserId) -> Outcome<UserRow> {
    let row = store::user(tx.conn, id)?;
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
pub fn person(tx: &mut Tx<'_>, id: Option<&PersonId>) -> Outcome<()> {
    match id {
        Some(id) if !store::person_exists(tx.conn, id)? => Err(Refusal::not_found().into()),
        _ => Ok(()),
    }
}

/// The role assignment, or 404.
pub fn role(tx: &mut Tx<'_>, id: &RoleAssignmentId) -> Outcome<RoleRow> {
    store::role(tx.conn, id)
}
