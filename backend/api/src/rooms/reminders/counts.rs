//! What reminders of registrations count: each measure is defined here once,
//! for what was said then and for what is so now.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Text};
use lamtheo_db::{Db, Multi, Outcome};
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::reminder::Measure;
use lamtheo_domain::unit::UnitKind;
use std::collections::HashMap;

/// Units asked for in one statement.
const CHUNK: usize = 500;

/// Persons obliged on `$1` who have handed in nothing for the year `$2`.
pub(super) const LACKING: &str = "FROM memberships m {over} \
    WHERE m.member_kind <> 'non_member' AND m.valid_from <= $1 AND (m.valid_to IS NULL OR m.valid_to > $1) \
    AND NOT EXISTS (SELECT 1 FROM exemptions e WHERE e.membership_id = m.id \
      AND e.valid_from <= $1 AND (e.valid_to IS NULL OR e.valid_to > $1)) \
    AND NOT EXISTS (SELECT 1 FROM registrations r WHERE r.person_id = m.person_id AND r.year = $2 \
      AND r.status IN ('submitted', 'approved', 'closed'))";

/// Party organisations that keep records on `$1` and have handed in nothing of
/// their own for the year `$2`: the statistics oblige the same ones.
const UNREGISTERED: &str = "FROM unit_names m {over} JOIN units u ON u.id = m.unit_id \
    WHERE m.valid_from <= $1 AND (m.valid_to IS NULL OR m.valid_to > $1) \
    AND (u.valid_to IS NULL OR u.valid_to > $1) \
    AND m.reporting_mode = 'records' AND m.level <> 'external' AND m.kind IN ({kinds}) \
    AND NOT EXISTS (SELECT 1 FROM registrations r WHERE r.subject_key = 'u:' || m.unit_id AND r.year = $2 \
      AND r.status IN ('submitted', 'approved', 'closed'))";

/// Registrations handed in for the year `$2` and not yet passed on `$1`.
const WAITING: &str = "FROM registrations m JOIN unit_names n ON n.unit_id = m.unit_id \
    AND n.valid_from <= $1 AND (n.valid_to IS NULL OR n.valid_to > $1) \
    WHERE m.year = $2 AND m.status = 'submitted' AND m.subject_kind = ";

/// Whether the unit above decides on a person's registration, as
/// `domain::access::decider` says: in a chi bộ on the secretary's and on those of
/// others than members, elsewhere on the leader's.
const ABOVE: &str = "(CASE WHEN n.kind IN ('branch', 'grassroots_branch') \
    THEN coalesce(m.membership, '') <> 'party_member' OR {secretary} ELSE {leader} END)";

/// Whether the person holds a role on the unit on `$1`.
const HOLDS: &str = "EXISTS (SELECT 1 FROM users u JOIN role_assignments a ON a.user_id = u.id \
    WHERE u.person_id = m.person_id AND a.unit_id = m.unit_id AND a.valid_from <= $1 \
    AND (a.valid_to IS NULL OR a.valid_to > $1) AND a.role = ";

/// The tree of `$1`, from a unit down.
const DOWN: &str = "JOIN unit_closure c ON c.descendant_id = m.unit_id \
    AND c.valid_from <= $1 AND (c.valid_to IS NULL OR c.valid_to > $1)";

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = Text)]
    unit_id: UnitId,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// How many `measure` counts of each of `units` (`None`: of every unit) for
/// `year` on `today`; a unit of which there is nothing to count is absent.
pub(super) fn counts(
    conn: &mut Db,
    today: NaiveDate,
    year: i32,
    measure: Measure,
    units: Option<&[UnitId]>,
) -> Outcome<HashMap<UnitId, i64>> {
    let Some(units) = units else {
        return some(conn, today, year, measure, &[]);
    };
    let mut found = HashMap::new();
    for part in units.chunks(CHUNK) {
        found.extend(some(conn, today, year, measure, part)?);
    }
    Ok(found)
}

/// How many `measure` counts of one unit.
pub(super) fn count(
    conn: &mut Db,
    today: NaiveDate,
    year: i32,
    measure: Measure,
    unit: &UnitId,
) -> Outcome<i64> {
    let found = counts(conn, today, year, measure, Some(std::slice::from_ref(unit)))?;
    Ok(found.get(unit).copied().unwrap_or_default())
}

/// Of `units`, or of all when there are none.
fn some(
    conn: &mut Db,
    today: NaiveDate,
    year: i32,
    measure: Measure,
    units: &[UnitId],
) -> Outcome<HashMap<UnitId, i64>> {
    let (key, what, from) = source(measure);
    let only = if units.is_empty() {
        String::new()
    } else {
        let marks: Vec<String> = (3..units.len() + 3).map(|n| format!("${n}")).collect();
        format!(" AND {key} IN ({})", marks.join(", "))
    };
    let sql = format!("SELECT {key} AS unit_id, {what} AS n {from}{only} GROUP BY {key}");
    let mut query = diesel::sql_query(sql)
        .into_boxed::<Multi>()
        .bind::<Date, _>(today)
        .bind::<Integer, _>(year);
    for unit in units {
        query = query.bind::<Text, _>(unit.as_str());
    }
    let rows: Vec<Counted> = query.load(conn)?;
    Ok(rows.into_iter().map(|row| (row.unit_id, row.n)).collect())
}

/// The unit that a measure counts for, what it counts, and where.
fn source(measure: Measure) -> (&'static str, &'static str, String) {
    let persons = "count(DISTINCT m.person_id)";
    match measure {
        Measure::OwnRoll => ("m.unit_id", persons, LACKING.replace("{over}", "")),
        Measure::Subtree => ("c.ancestor_id", persons, LACKING.replace("{over}", DOWN)),
        Measure::OwnCollective => ("m.unit_id", "count(*)", unregistered("")),
        Measure::Collectives => ("c.ancestor_id", "count(*)", unregistered(DOWN)),
        Measure::WaitingPersons => ("m.unit_id", "count(*)", waiting("NOT ")),
        Measure::WaitingAbove => ("m.unit_id", "count(*)", waiting("")),
        Measure::WaitingCollective => ("m.unit_id", "count(*)", format!("{WAITING}'collective'")),
    }
}

fn waiting(not: &str) -> String {
    let above = ABOVE
        .replace("{secretary}", &format!("{HOLDS}'branch_secretary')"))
        .replace("{leader}", &format!("{HOLDS}'unit_leader')"));
    format!("{WAITING}'individual' AND {not}{above}")
}

fn unregistered(over: &str) -> String {
    let kinds: Vec<String> = UnitKind::ALL
        .iter()
        .filter(|kind| kind.registers_as_collective())
        .map(|kind| format!("'{kind}'"))
        .collect();
    UNREGISTERED
        .replace("{over}", over)
        .replace("{kinds}", &kinds.join(", "))
}
