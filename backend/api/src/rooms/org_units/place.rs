//! Where a unit stands on a date.

use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{unit_closure, unit_names, unit_parents, units};
use lamtheo_db::{Db, Outcome, valid_on};
use lamtheo_domain::access::Place;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::unit::{ReportingMode, UnitKind, UnitLevel};
use std::collections::HashMap;

/// The place of `unit` on `day`; `None` when it does not exist on that day.
pub fn place(conn: &mut Db, unit: &UnitId, day: NaiveDate) -> Outcome<Option<Place>> {
    let found = units::table
        .inner_join(unit_names::table.on(unit_names::unit_id.eq(units::id)))
        .filter(units::id.eq(unit))
        .filter(unit_names::valid_from.le(day))
        .filter(
            unit_names::valid_to
                .is_null()
                .or(unit_names::valid_to.gt(day)),
        )
        .select((
            units::party_unit_id,
            unit_names::kind,
            unit_names::level,
            unit_names::reporting_mode,
        ))
        .first::<(Option<UnitId>, UnitKind, UnitLevel, ReportingMode)>(conn)
        .optional()?;
    let Some((party_unit_id, kind, level, reporting_mode)) = found else {
        return Ok(None);
    };
    let line: Vec<(UnitId, i32)> = unit_closure::table
        .filter(unit_closure::descendant_id.eq(unit))
        .filter(unit_closure::valid_from.le(day))
        .filter(
            unit_closure::valid_to
                .is_null()
                .or(unit_closure::valid_to.gt(day)),
        )
        .order(unit_closure::depth)
        .select((unit_closure::ancestor_id, unit_closure::depth))
        .load(conn)?;
    let parent_id = line
        .iter()
        .find(|(_, depth)| *depth == 1)
        .map(|(id, _)| id.clone());
    Ok(Some(Place {
        unit_id: unit.clone(),
        kind,
        level,
        reporting_mode,
        parent_id,
        party_unit_id,
        line: line.into_iter().map(|(id, _)| id).collect(),
    }))
}

/// The units directly below `unit` on `day`.
pub fn direct_below(conn: &mut Db, unit: &UnitId, day: NaiveDate) -> Outcome<Vec<UnitId>> {
    Ok(unit_parents::table
        .filter(unit_parents::parent_id.eq(unit))
        .filter(unit_parents::valid_from.le(day))
        .filter(
            unit_parents::valid_to
                .is_null()
                .or(unit_parents::valid_to.gt(day)),
        )
        .select(unit_parents::unit_id)
        .load(conn)?)
}

/// The unit's name on `day`, or its last one.
pub fn name_of(conn: &mut Db, unit: &UnitId, day: NaiveDate) -> Outcome<Option<String>> {
    Ok(unit_names::table
        .filter(unit_names::unit_id.eq(unit))
        .filter(unit_names::valid_from.le(day))
        .order(unit_names::valid_from.desc())
        .select(unit_names::name)
        .first(conn)
        .optional()?)
}

/// The unit and everything below it on `day`.
pub fn subtree(conn: &mut Db, root: &UnitId, day: NaiveDate) -> Outcome<Vec<UnitId>> {
    Ok(unit_closure::table
        .filter(unit_closure::ancestor_id.eq(root))
        .filter(unit_closure::valid_from.le(day))
        .filter(
            unit_closure::valid_to
                .is_null()
                .or(unit_closure::valid_to.gt(day)),
        )
        .select(unit_closure::descendant_id)
        .load(conn)?)
}

/// The names of several units on `day`; units without a name on that day are absent.
pub fn names_of(conn: &mut Db, of: &[UnitId], day: NaiveDate) -> Outcome<HashMap<UnitId, String>> {
    let rows = unit_names::table
        .filter(unit_names::unit_id.eq_any(of))
        .filter(valid_on!(unit_names, day))
        .select((unit_names::unit_id, unit_names::name))
        .load::<(UnitId, String)>(conn)?;
    Ok(rows.into_iter().collect())
}
