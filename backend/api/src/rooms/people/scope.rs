//! Which persons, memberships and units a caller may reach.

use super::store::{self, MembershipRow, PersonRow};
use crate::rooms::org_units;
use chrono::NaiveDate;
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::access::{Caller, Place, Reach, Role};
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::{PersonId, UnitId};

/// Roles that write the roll, over their subtree.
pub const WRITERS: [Role; 2] = [Role::UnitStaff, Role::ProvinceStaff];

/// The place of a unit whose roll the caller may read; 404 otherwise.
pub fn unit(conn: &mut Db, caller: &Caller, id: &UnitId, today: NaiveDate) -> Outcome<Place> {
    let place = org_units::place(conn, id, today)?.ok_or_else(Refusal::not_found)?;
    if Reach::of_roll(caller).contains(&place) {
        Ok(place)
    } else {
        Err(Refusal::not_found().into())
    }
}

/// The place of a unit whose roll the caller may write; 404 out of reach, 403
/// for those who only read.
pub fn unit_to_write(
    conn: &mut Db,
    caller: &Caller,
    id: &UnitId,
    today: NaiveDate,
) -> Outcome<Place> {
    let place = unit(conn, caller, id, today)?;
    if caller.over_any(&WRITERS, &place) {
        return Ok(place);
    }
    Err(Refusal::forbidden(
        "not_the_roll_keeper",
        "Danh sách của đơn vị này do cán bộ giúp việc cấp ủy cập nhật",
    )
    .into())
}

/// A person with the membership that says where the person belongs: today's, or
/// the last one. Someone who belongs nowhere is reached by nobody.
pub fn person(
    conn: &mut Db,
    caller: &Caller,
    id: &PersonId,
    today: NaiveDate,
) -> Outcome<(PersonRow, MembershipRow)> {
    let row = store::person(conn, id)?.ok_or_else(Refusal::not_found)?;
    let membership = store::current_or_last(conn, id, today)?.ok_or_else(Refusal::not_found)?;
    unit(conn, caller, &membership.unit_id, today)?;
    Ok((row, membership))
}
