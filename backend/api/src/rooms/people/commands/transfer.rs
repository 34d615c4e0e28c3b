//! Moves a person to another unit or into another position from a day on: the
//! line that was ends, the next one begins.

use super::super::scope;
use super::super::store::{self, ExemptionRow, MembershipRow};
use super::{Belonging, add_membership, as_json, load_membership, refuse_ended};
use crate::web::request::Versioned;
use chrono::NaiveDate;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::ids::{MembershipId, RowId, UnitId};
use lamtheo_domain::roll::{self, EndReason, MemberKind, PositionGroup};
use serde_json::json;

/// Where to; `None` stays.
#[derive(Debug, Default)]
pub struct Transfer {
    pub unit_id: Option<UnitId>,
    pub member_kind: Option<MemberKind>,
    pub position: Option<String>,
    pub position_group: Option<PositionGroup>,
    pub managed_by_unit_id: Option<Option<UnitId>>,
    pub valid_from: Option<NaiveDate>,
}

/// The line as it was read, and where to.
pub struct Loaded {
    row: MembershipRow,
    wanted: Transfer,
}

impl Versioned for Loaded {
    fn version(&self) -> i32 {
        self.row.version
    }
}

/// The line and the unit it moves to, both within the caller's reach.
pub fn load(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &MembershipId,
    wanted: Transfer,
) -> Outcome<Loaded> {
    let row = load_membership(tx, caller, id)?;
    if let Some(unit) = &wanted.unit_id {
        scope::unit_to_write(tx.conn, caller, unit, tx.at.today)?;
    }
    Ok(Loaded { row, wanted })
}

/// Ends the line on the day and opens the next; the id of the new line.
pub fn run(tx: &mut Tx<'_>, loaded: Loaded) -> Outcome<(MembershipId, Recorded<()>)> {
    let Loaded { row, wanted } = loaded;
    refuse_ended(&row, tx.at.today)?;
    let from = wanted.valid_from.unwrap_or(tx.at.today);
    roll::check_days(row.valid_from, Some(from)).map_err(|_| roll::outside_membership())?;
    if row.valid_to.is_some_and(|to| to < from) {
        return Err(roll::outside_membership().into());
    }
    let unit_id = wanted.unit_id.unwrap_or_else(|| row.unit_id.clone());
    let stays = unit_id == row.unit_id;
    let reason = if stays {
        EndReason::PositionChanged
    } else {
        EndReason::Transferred
    };
    let touched = store::end_membership(tx.conn, &row, from, reason, stored(tx.at.now))?;
    Tx::one_row(touched)?;
    // Another unit means another position: only what is said is carried over.
    let kept = |said: Option<String>| match said {
        Some(position) => position,
        None if stays => row.position.clone(),
        None => String::new(),
    };
    let group = if stays {
        row.position_group
    } else {
        PositionGroup::None
    };
    let belonging = Belonging {
        unit_id,
        member_kind: wanted.member_kind.unwrap_or(row.member_kind),
        position: kept(wanted.position),
        position_group: wanted.position_group.unwrap_or(group),
        managed_by_unit_id: wanted
            .managed_by_unit_id
            .unwrap_or_else(|| row.managed_by_unit_id.clone().filter(|_| stays)),
        valid_from: from,
        valid_to: None,
    };
    let new = add_membership::insert(tx, row.person_id.clone(), belonging)?;
    if stays {
        carry_exemptions(tx, &row, &new)?;
    }
    let event = Event::new("membership.transferred", "membership", &row.id)
        .unit(&new.unit_id)
        .before(as_json(&row))
        .after(json!({"membership_id": new.id, "next": as_json(&new), "end_reason": reason}));
    let recorded = tx.record(event, ())?;
    Ok((new.id, recorded))
}

/// Who is exempt stays exempt in the next position of the same unit.
fn carry_exemptions(tx: &mut Tx<'_>, old: &MembershipRow, new: &MembershipRow) -> Outcome<()> {
    for row in store::exemptions_of(tx.conn, &old.id)? {
        if row.valid_from >= new.valid_from {
            store::move_exemption(tx.conn, &row.id, &new.id)?;
        } else if row.valid_to.is_none_or(|to| to > new.valid_from) {
            store::close_exemption(tx.conn, &row.id, new.valid_from)?;
            let rest = ExemptionRow {
                id: RowId::new(tx.at.now),
                membership_id: new.id.clone(),
                valid_from: new.valid_from,
                ..row
            };
            store::insert_exemption(tx.conn, &rest)?;
        }
    }
    Ok(())
}
