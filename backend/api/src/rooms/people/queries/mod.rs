//! Reading persons, the roll and delegations within the caller's reach.

/// The condition that a unit column is within `$reach` on `$day`.
macro_rules! within {
    ($column:expr, $reach:expr, $day:expr) => {
        $column
            .eq_any(
                unit_closure::table
                    .filter(unit_closure::ancestor_id.eq_any($reach.below.clone()))
                    .filter(valid_on!(unit_closure, $day))
                    .select(unit_closure::descendant_id),
            )
            .or($column.eq_any($reach.exactly.clone()))
    };
}

/// The condition that a unit column is `$top` or below it on `$day`.
macro_rules! in_subtree {
    ($column:expr, $top:expr, $day:expr) => {
        $column.eq_any(
            unit_closure::table
                .filter(unit_closure::ancestor_id.eq($top.clone()))
                .filter(valid_on!(unit_closure, $day))
                .select(unit_closure::descendant_id),
        )
    };
}

pub mod delegations;
pub mod memberships;
pub mod people;

use super::scope::WRITERS;
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::unit_closure;
use lamtheo_db::{Db, Outcome, valid_on};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::ids::UnitId;
use std::collections::HashSet;

/// Which of these units' rolls the caller writes.
fn written_by(
    conn: &mut Db,
    caller: &Caller,
    units: &[UnitId],
    day: NaiveDate,
) -> Outcome<HashSet<UnitId>> {
    let own: Vec<UnitId> = caller.units_of(&WRITERS).cloned().collect();
    if own.is_empty() {
        return Ok(HashSet::new());
    }
    let rows = unit_closure::table
        .filter(unit_closure::ancestor_id.eq_any(own))
        .filter(unit_closure::descendant_id.eq_any(units))
        .filter(valid_on!(unit_closure, day))
        .select(unit_closure::descendant_id)
        .load::<UnitId>(conn)?;
    Ok(rows.into_iter().collect())
}
