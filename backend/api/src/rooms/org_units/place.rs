//! Where a unit stands on a date.

use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{unit_closure, unit_names, unit_parents, units};
use lamtheo_db::{Db, Outcome, valid_on};
use lamtheo_domain::access::Place;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::unit::{ReportingMode, UnitKind, UnitLevel};
use std::collections::{BTreeMap, HashMap};

/// A unit's place with its name, as of one day.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Where it stands.
    pub place: Place,
    /// Its name.
    pub name: String,
}

/// The place of `unit` on `day`; `None` when it does not exist on that day.
pub fn place(conn: &mut Db, unit: &UnitId, day: NaiveDate) -> Outcome<Option<Place>> {
    Ok(standing(conn, unit, day)?.map(|found| found.place))
}

/// The place and the name of `unit` on `day`: one statement, for every request asks it.
pub fn standing(conn: &mut Db, unit: &UnitId, day: NaiveDate) -> Outcome<Option<Standing>> {
    let steps = unit_closure::table
        .inner_join(units::table.on(units::id.eq(unit_closure::descendant_id)))
        .inner_join(unit_names::table.on(unit_names::unit_id.eq(unit_closure::descendant_id)))
        .filter(unit_closure::descendant_id.eq(unit))
        .filter(valid_on!(unit_closure, day))
        .filter(valid_on!(unit_names, day))
        .order(unit_closure::depth)
        .select(Step::as_select())
        .load(conn)?;
    Ok(by_unit(steps).remove(unit))
}

/// The places and names of several units on `day`; absent when not there on that day.
pub fn standings(
    conn: &mut Db,
    of: &[UnitId],
    day: NaiveDate,
) -> Outcome<HashMap<UnitId, Standing>> {
    let steps = unit_closure::table
        .inner_join(units::table.on(units::id.eq(unit_closure::descendant_id)))
        .inner_join(unit_names::table.on(unit_names::unit_id.eq(unit_closure::descendant_id)))
        .filter(unit_closure::descendant_id.eq_any(of))
        .filter(valid_on!(unit_closure, day))
        .filter(valid_on!(unit_names, day))
        .order((unit_closure::descendant_id, unit_closure::depth))
        .select(Step::as_select())
        .load(conn)?;
    Ok(by_unit(steps))
}

/// The places and names of several units on `day`; a unit that has ended keeps
/// the place and the name of its last day.
pub fn last_standings(
    conn: &mut Db,
    of: &[UnitId],
    day: NaiveDate,
) -> Outcome<HashMap<UnitId, Standing>> {
    let mut found = standings(conn, of, day)?;
    let gone: Vec<&UnitId> = of.iter().filter(|unit| !found.contains_key(unit)).collect();
    if gone.is_empty() {
        return Ok(found);
    }
    let ended: Vec<(UnitId, Option<NaiveDate>)> = units::table
        .filter(units::id.eq_any(gone))
        .filter(units::valid_to.is_not_null())
        .select((units::id, units::valid_to))
        .load(conn)?;
    let mut by_day: BTreeMap<NaiveDate, Vec<UnitId>> = BTreeMap::new();
    for (unit, end) in ended {
        if let Some(last) = end.and_then(|end| end.pred_opt()) {
            by_day.entry(last).or_default().push(unit);
        }
    }
    for (last, units) in by_day {
        found.extend(standings(conn, &units, last)?);
    }
    Ok(found)
}

/// One unit above another (or itself, at depth 0), with what the lower one is.
#[derive(Queryable, Selectable)]
#[diesel(table_name = unit_closure)]
struct Step {
    ancestor_id: UnitId,
    descendant_id: UnitId,
    depth: i32,
    #[diesel(select_expression = units::party_unit_id)]
    party_unit_id: Option<UnitId>,
    #[diesel(select_expression = unit_names::kind)]
    kind: UnitKind,
    #[diesel(select_expression = unit_names::level)]
    level: UnitLevel,
    #[diesel(select_expression = unit_names::reporting_mode)]
    reporting_mode: ReportingMode,
    #[diesel(select_expression = unit_names::name)]
    name: String,
}

/// The steps, lowest first within a unit, as one standing per unit.
fn by_unit(steps: Vec<Step>) -> HashMap<UnitId, Standing> {
    let mut standings: HashMap<UnitId, Standing> = HashMap::new();
    for step in steps {
        let found = standings
            .entry(step.descendant_id.clone())
            .or_insert_with(|| Standing {
                place: Place {
                    unit_id: step.descendant_id,
                    kind: step.kind,
                    level: step.level,
                    reporting_mode: step.reporting_mode,
                    parent_id: None,
                    party_unit_id: step.party_unit_id,
                    line: Vec::new(),
                },
                name: step.name,
            });
        if step.depth == 1 {
            found.place.parent_id = Some(step.ancestor_id.clone());
        }
        found.place.line.push(step.ancestor_id);
    }
    standings
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

/// Bodies (Mặt trận, đoàn thể, agencies) whose collective records one of these
/// committees decides on, wherever in the tree they stand on `day`.
pub fn attached_to(conn: &mut Db, of: &[UnitId], day: NaiveDate) -> Outcome<Vec<UnitId>> {
    let bodies: Vec<UnitId> = units::table
        .filter(units::party_unit_id.is_not_null())
        .filter(units::party_unit_id.assume_not_null().eq_any(of))
        .select(units::id)
        .load(conn)?;
    let standings = standings(conn, &bodies, day)?;
    Ok(standings
        .into_values()
        .filter(|found| found.place.approving_unit() != found.place.parent_id.as_ref())
        .map(|found| found.place.unit_id)
        .collect())
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

/// The name of the unit's committee on `day`, or its last one: the body that acts.
pub fn committee_name_of(conn: &mut Db, unit: &UnitId, day: NaiveDate) -> Outcome<Option<String>> {
    Ok(unit_names::table
        .filter(unit_names::unit_id.eq(unit))
        .filter(unit_names::valid_from.le(day))
        .order(unit_names::valid_from.desc())
        .select(unit_names::committee_name)
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
