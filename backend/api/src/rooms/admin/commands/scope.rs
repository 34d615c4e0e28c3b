//! What a request names must be there and within the administrator's reach,
//! before anything else is looked at.

use lamtheo_db::{Outcome, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::{PersonId, RoleAssignmentId, UserId};

use crate::rooms::admin::reach::Reach;
use crate::rooms::admin::store::{self, RoleRow, UserRow};
use crate::rooms::admin::views::NewRoleBody;

fn within(reached: bool) -> Outcome<()> {
    if reached {
        Ok(())
    } else {
        Err(Refusal::not_found().into())
    }
}

/// The account, or 404.
pub fn user(tx: &mut Tx<'_>, caller: &Caller, id: &UserId) -> Outcome<UserRow> {
    let row = store::user(tx.conn, id)?;
    let reach = Reach::of(tx.conn, caller, tx.at.today)?;
    within(reach.user(tx.conn, &row)?)?;
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

/// The person that a new account is for, or 404. An account for nobody can
/// only be made from a top unit: nobody else would reach it afterwards.
pub fn person_of_new(tx: &mut Tx<'_>, caller: &Caller, id: Option<&PersonId>) -> Outcome<()> {
    let reach = Reach::of(tx.conn, caller, tx.at.today)?;
    match id {
        Some(_) => person(tx, caller, id),
        None if reach.unplaced() => Ok(()),
        None => Err(Refusal::forbidden(
            "person_required",
            "Quản trị của đơn vị cấp dưới chỉ tạo tài khoản cho cá nhân của đơn vị mình",
        )
        .into()),
    }
}

/// The person that a body names, if it names one, or 404.
pub fn person(tx: &mut Tx<'_>, caller: &Caller, id: Option<&PersonId>) -> Outcome<()> {
    let Some(id) = id else { return Ok(()) };
    let reach = Reach::of(tx.conn, caller, tx.at.today)?;
    within(store::person_exists(tx.conn, id)? && reach.person(tx.conn, id)?)
}

/// The role assignment, or 404.
pub fn role(tx: &mut Tx<'_>, caller: &Caller, id: &RoleAssignmentId) -> Outcome<RoleRow> {
    let row = store::role(tx.conn, id)?;
    let reach = Reach::of(tx.conn, caller, tx.at.today)?;
    within(reach.unit(tx.conn, &row.unit_id)?)?;
    Ok(row)
}

/// The account and the unit of a new role assignment, or 404.
pub fn new_role(tx: &mut Tx<'_>, caller: &Caller, body: &NewRoleBody) -> Outcome<()> {
    user(tx, caller, &body.user_id)?;
    let day = body.valid_from.unwrap_or(tx.at.today);
    let reach = Reach::of(tx.conn, caller, tx.at.today)?;
    within(store::unit_lives(tx.conn, &body.unit_id, day)? && reach.unit(tx.conn, &body.unit_id)?)
}
