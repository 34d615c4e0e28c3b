//! The closure of the dated tree: for every unit each unit above it with the
//! days on which it stands there, itself included. Rebuilt from the dated
//! parents for the units that a change touches.

use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{unit_closure, unit_parents, units};
use lamtheo_db::{Db, Outcome, on_each};
use lamtheo_domain::kernel::ids::UnitId;
use std::collections::HashMap;

/// Rows inserted at a time: five values each, well below SQLite's limit.
const CHUNK: usize = 1_000;

/// Days from the first to before the second.
type Days = (NaiveDate, Option<NaiveDate>);

#[derive(Insertable)]
#[diesel(table_name = unit_closure, treat_none_as_default_value = false)]
struct ClosureRow {
    ancestor_id: UnitId,
    descendant_id: UnitId,
    depth: i32,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
}

/// Rebuilds the closure of `top` and of every unit that ever stood below it.
/// Returns how many units were touched.
pub fn rebuild(conn: &mut Db, top: &UnitId) -> Outcome<usize> {
    let mut touched: Vec<UnitId> = unit_closure::table
        .filter(unit_closure::ancestor_id.eq(top))
        .select(unit_closure::descendant_id)
        .distinct()
        .load(conn)?;
    if !touched.contains(top) {
        touched.push(top.clone());
    }
    let lives: HashMap<UnitId, Days> = units::table
        .select((units::id, units::valid_from, units::valid_to))
        .load::<(UnitId, NaiveDate, Option<NaiveDate>)>(conn)?
        .into_iter()
        .map(|(id, from, to)| (id, (from, to)))
        .collect();
    let mut parents: HashMap<UnitId, Vec<(UnitId, Days)>> = HashMap::new();
    for (unit, parent, from, to) in unit_parents::table
        .order(unit_parents::valid_from)
        .select((
            unit_parents::unit_id,
            unit_parents::parent_id,
            unit_parents::valid_from,
            unit_parents::valid_to,
        ))
        .load::<(UnitId, UnitId, NaiveDate, Option<NaiveDate>)>(conn)?
    {
        parents.entry(unit).or_default().push((parent, (from, to)));
    }
    let rows: Vec<ClosureRow> = touched
        .iter()
        .filter_map(|unit| lives.get(unit).map(|life| (unit, *life)))
        .flat_map(|(unit, life)| line_of(unit, life, &parents))
        .collect();
    for units in touched.chunks(CHUNK) {
        diesel::delete(unit_closure::table.filter(unit_closure::descendant_id.eq_any(units)))
            .execute(conn)?;
    }
    for chunk in rows.chunks(CHUNK) {
        on_each!(&mut *conn, c => diesel::insert_into(unit_closure::table).values(chunk).execute(c))?;
    }
    Ok(touched.len())
}

/// The unit and everything above it, with the days of each.
fn line_of(
    unit: &UnitId,
    life: Days,
    parents: &HashMap<UnitId, Vec<(UnitId, Days)>>,
) -> Vec<ClosureRow> {
    let mut line = vec![ClosureRow {
        ancestor_id: unit.clone(),
        descendant_id: unit.clone(),
        depth: 0,
        valid_from: life.0,
        valid_to: life.1,
    }];
    let mut next = 0;
    while next < line.len() {
        let (below, depth) = (line[next].ancestor_id.clone(), line[next].depth);
        let days = (line[next].valid_from, line[next].valid_to);
        next += 1;
        for (parent, edge) in parents.get(&below).into_iter().flatten() {
            if let Some((valid_from, valid_to)) = shared(days, *edge) {
                line.push(ClosureRow {
                    ancestor_id: parent.clone(),
                    descendant_id: unit.clone(),
                    depth: depth + 1,
                    valid_from,
                    valid_to,
                });
            }
        }
    }
    line
}

/// The days in both.
fn shared(a: Days, b: Days) -> Option<Days> {
    let from = a.0.max(b.0);
    let to = match (a.1, b.1) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    to.is_none_or(|to| to > from).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn id(name: &str) -> UnitId {
        UnitId::from_trusted(name)
    }

    #[test]
    fn a_line_follows_the_moves_of_every_unit_above() {
        let open = (day("2015-01-01"), None);
        let parents = HashMap::from([
            (id("branch"), vec![(id("commune"), open)]),
            (
                id("commune"),
                vec![
                    (id("d1"), (day("2015-01-01"), Some(day("2020-01-01")))),
                    (id("d2"), (day("2020-01-01"), None)),
                ],
            ),
        ]);
        let line: Vec<_> = line_of(&id("branch"), open, &parents)
            .into_iter()
            .map(|row| {
                let to = row.valid_to.map(|to| to.to_string());
                (
                    row.ancestor_id.to_string(),
                    row.depth,
                    row.valid_from.to_string(),
                    to,
                )
            })
            .collect();
        let row = |unit: &str, depth, from: &str, to: Option<&str>| {
            (
                unit.to_owned(),
                depth,
                from.to_owned(),
                to.map(str::to_owned),
            )
        };
        assert_eq!(
            line,
            [
                row("branch", 0, "2015-01-01", None),
                row("commune", 1, "2015-01-01", None),
                row("d1", 2, "2015-01-01", Some("2020-01-01")),
                row("d2", 2, "2020-01-01", None),
            ]
        );
    }
}
