//! Units as the statistics list and group them.

use super::{in_force, subtree};
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Date, Integer, Text};
use lamtheo_db::schema::programme_years as years;
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::kernel::ids::UnitId;
use lamtheo_domain::kernel::period::{YearRange, first_day, last_day};
use lamtheo_domain::unit::UnitLevel;

/// A unit with what a table shows of it.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Listed {
    /// The unit.
    #[diesel(sql_type = Text)]
    pub id: String,
    /// Its name on the day.
    #[diesel(sql_type = Text)]
    pub name: String,
    /// Its place in a Vietnamese list.
    #[diesel(sql_type = Text)]
    pub sort_key: String,
    /// Whether records are kept for it.
    #[diesel(sql_type = Bool)]
    pub keeps_records: bool,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    ancestor_id: String,
    #[diesel(sql_type = Text)]
    descendant_id: String,
}

const LISTED: &str = "n.unit_id AS id, n.name AS name, n.sort_key AS sort_key, \
     (n.reporting_mode = 'records') AS keeps_records";

/// The programme years within a range.
pub fn programme_years(conn: &mut Db, range: YearRange) -> Outcome<Vec<i32>> {
    Ok(years::table
        .filter(years::year.ge(range.from()))
        .filter(years::year.le(range.to()))
        .order(years::year)
        .select(years::year)
        .load(conn)?)
}

/// The direct children of a unit on a day.
pub fn children(conn: &mut Db, unit: &UnitId, day: NaiveDate) -> Outcome<Vec<Listed>> {
    let sql = format!(
        "SELECT {LISTED} FROM unit_closure c \
         JOIN unit_names n ON n.unit_id = c.descendant_id \
         WHERE c.ancestor_id = $1 AND {} AND {} AND c.depth = 1 ORDER BY n.sort_key, n.unit_id",
        in_force("c", "$2"),
        in_force("n", "$2")
    );
    load_listed(conn, sql, unit, day)
}

/// The units of one level in the subtree of a unit on a day.
pub fn level_units(
    conn: &mut Db,
    unit: &UnitId,
    day: NaiveDate,
    level: UnitLevel,
) -> Outcome<Vec<Listed>> {
    let sql = format!(
        "SELECT {LISTED} FROM unit_names n WHERE n.unit_id IN ({}) AND {} AND n.level = '{level}' \
         ORDER BY n.sort_key, n.unit_id",
        subtree("$1", "$2"),
        in_force("n", "$2")
    );
    load_listed(conn, sql, unit, day)
}

/// The units of a subtree that report totals only, on a day.
pub fn aggregate_only(conn: &mut Db, unit: &UnitId, day: NaiveDate) -> Outcome<Vec<Listed>> {
    let sql = format!(
        "SELECT {LISTED} FROM unit_names n WHERE n.unit_id IN ({}) AND {} \
         AND n.reporting_mode = 'aggregate_only' ORDER BY n.sort_key, n.unit_id",
        subtree("$1", "$2"),
        in_force("n", "$2")
    );
    load_listed(conn, sql, unit, day)
}

fn load_listed(conn: &mut Db, sql: String, unit: &UnitId, day: NaiveDate) -> Outcome<Vec<Listed>> {
    Ok(diesel::sql_query(sql)
        .bind::<Text, _>(unit)
        .bind::<Date, _>(day)
        .load(conn)?)
}

/// For every unit of the subtree on a day, the units above it and itself within
/// the subtree, nearest first: descendant and ancestor.
pub fn lines_to(
    conn: &mut Db,
    unit: &UnitId,
    day: NaiveDate,
    deepest: Option<i32>,
) -> Outcome<Vec<(String, String)>> {
    // With `deepest` only ancestors at most that far below the unit are wanted.
    let depth = deepest.unwrap_or(i32::MAX);
    let sql = format!(
        "SELECT c.ancestor_id, c.descendant_id FROM unit_closure t \
         JOIN unit_closure c ON c.ancestor_id = t.descendant_id \
         WHERE t.ancestor_id = $1 AND {} AND {} AND t.depth <= $3 ORDER BY c.depth",
        in_force("t", "$2"),
        in_force("c", "$2")
    );
    let lines = diesel::sql_query(sql)
        .bind::<Text, _>(unit)
        .bind::<Date, _>(day)
        .bind::<Integer, _>(depth)
        .load::<Line>(conn)?;
    Ok(lines
        .into_iter()
        .map(|line| (line.descendant_id, line.ancestor_id))
        .collect())
}

/// Units that stood below the unit in some year of the range and have ended by
/// `today`: on today's tree nothing stands for them.
pub fn ended(
    conn: &mut Db,
    unit: &UnitId,
    range: YearRange,
    today: NaiveDate,
) -> Outcome<Vec<Listed>> {
    let sql = format!(
        "SELECT {LISTED} FROM unit_names n JOIN units u ON u.id = n.unit_id \
         WHERE u.id IN (SELECT c.descendant_id FROM unit_closure c WHERE c.ancestor_id = $1 \
         AND c.valid_from <= $2 AND (c.valid_to IS NULL OR c.valid_to > $3)) \
         AND u.valid_to <= $4 AND n.valid_from = (SELECT MAX(l.valid_from) FROM unit_names l \
         WHERE l.unit_id = u.id) ORDER BY n.sort_key, n.unit_id"
    );
    Ok(diesel::sql_query(sql)
        .bind::<Text, _>(unit)
        .bind::<Date, _>(last_day(range.to()))
        .bind::<Date, _>(first_day(range.from()))
        .bind::<Date, _>(today)
        .load(conn)?)
}
