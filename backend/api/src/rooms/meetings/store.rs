//! Rows of branch meetings and who may reach them.

use crate::rooms::org_units::{self, Standing};
use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use lamtheo_db::schema::branch_meetings;
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::access::{Caller, Place, Role};
use lamtheo_domain::kernel::{Refusal, ids::*};
use lamtheo_domain::meeting::MeetingKind;

const OFFICERS: &[Role] = &[
    Role::BranchSecretary,
    Role::UnitStaff,
    Role::UnitLeader,
    Role::ProvinceStaff,
];

/// A meeting as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = branch_meetings, treat_none_as_default_value = false)]
pub(super) struct MeetingRow {
    pub id: MeetingId,
    pub unit_id: UnitId,
    pub held_on: NaiveDate,
    pub kind: MeetingKind,
    pub theme: String,
    pub present_count: i32,
    pub absent_count: i32,
    pub minutes_no: String,
    pub recorded_by: UserId,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

/// The meeting `id` with its unit's standing, when the caller may read it.
pub(super) fn readable(
    conn: &mut Db,
    caller: &Caller,
    today: NaiveDate,
    id: &MeetingId,
) -> Outcome<(MeetingRow, Standing)> {
    let row: Option<MeetingRow> = branch_meetings::table
        .find(id)
        .select(MeetingRow::as_select())
        .first(conn)
        .optional()?;
    let row = row.ok_or_else(Refusal::not_found)?;
    let unit = org_units::standing(conn, &row.unit_id, today)?.ok_or_else(Refusal::not_found)?;
    if may_read(caller, &unit.place) {
        Ok((row, unit))
    } else {
        Err(Refusal::not_found().into())
    }
}

/// Members of the chi bộ, its officers, the direct committee, inspectors above.
pub(super) fn may_read(caller: &Caller, place: &Place) -> bool {
    caller.home_units.contains(&place.unit_id)
        || caller.on(Role::Member, &place.unit_id)
        || caller
            .units_of(OFFICERS)
            .any(|unit| place.is_here_or_parent(unit))
        || caller.over(Role::Inspector, place)
}

/// The secretary or a deputy records; the chi bộ's own staff may.
pub(super) fn may_write(caller: &Caller, place: &Place) -> Result<(), Refusal> {
    if caller.on(Role::BranchSecretary, &place.unit_id)
        || caller.on(Role::UnitStaff, &place.unit_id)
    {
        return Ok(());
    }
    Err(Refusal::forbidden(
        "not_the_secretary",
        "Sinh hoạt chi bộ do bí thư chi bộ hoặc người được ủy quyền ghi nhận",
    ))
}

/// The units whose meetings the caller may read, without the inspector's subtrees.
pub(super) fn near(conn: &mut Db, caller: &Caller, today: NaiveDate) -> Outcome<Vec<UnitId>> {
    let mut near = caller.home_units.clone();
    near.extend(caller.units_of(&[Role::Member]).cloned());
    for unit in caller.units_of(OFFICERS) {
        near.push(unit.clone());
        near.extend(org_units::direct_below(conn, unit, today)?);
    }
    for unit in caller.units_of(&[Role::Inspector]) {
        near.extend(org_units::subtree(conn, unit, today)?);
    }
    near.sort();
    near.dedup();
    Ok(near)
}
