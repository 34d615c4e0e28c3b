//! Corrects a line of the roll that was typed wrongly. What changes in life
//! (another position, another unit) is a transfer and keeps the history.

use super::super::store::{self, MembershipRow};
use super::{Belonging, as_json, checked, refuse_ended};
use chrono::NaiveDate;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::kernel::ids::UnitId;
use lamtheo_domain::roll::{self, MemberKind, PositionGroup};

/// What is to change; `None` stays.
#[derive(Debug, Default)]
pub struct MembershipChange {
    pub member_kind: Option<MemberKind>,
    pub position: Option<String>,
    pub position_group: Option<PositionGroup>,
    pub managed_by_unit_id: Option<Option<UnitId>>,
    pub valid_from: Option<NaiveDate>,
}

/// Corrects the line.
pub fn run(tx: &mut Tx<'_>, row: MembershipRow, change: MembershipChange) -> Outcome<Recorded<()>> {
    refuse_ended(&row, tx.at.today)?;
    let wanted = checked(
        tx,
        Belonging {
            unit_id: row.unit_id.clone(),
            member_kind: change.member_kind.unwrap_or(row.member_kind),
            position: change.position.unwrap_or_else(|| row.position.clone()),
            position_group: change.position_group.unwrap_or(row.position_group),
            managed_by_unit_id: change
                .managed_by_unit_id
                .unwrap_or_else(|| row.managed_by_unit_id.clone()),
            valid_from: change.valid_from.unwrap_or(row.valid_from),
            valid_to: row.valid_to,
        },
    )?;
    let days = roll::check_days(wanted.valid_from, wanted.valid_to)?;
    if store::overlaps(tx.conn, &row.person_id, days, Some(&row.id))? {
        return Err(roll::membership_overlaps().into());
    }
    let new = MembershipRow {
        member_kind: wanted.member_kind,
        position: wanted.position,
        position_group: wanted.position_group,
        managed_by_unit_id: wanted.managed_by_unit_id,
        valid_from: wanted.valid_from,
        ..row.clone()
    };
    let touched = store::update_membership(tx.conn, &new, row.version, stored(tx.at.now))?;
    Tx::one_row(touched)?;
    let event = Event::new("membership.corrected", "membership", &row.id)
        .unit(&row.unit_id)
        .before(as_json(&row))
        .after(as_json(&new));
    tx.record(event, ())
}
