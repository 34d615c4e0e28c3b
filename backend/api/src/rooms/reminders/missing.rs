//! Who of the roll has not registered, and which registrations wait.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Nullable, Text};
use lamtheo_db::schema::programme_years;
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::programme::ProgrammeStatus;

/// Obliged today, and nothing handed in for the year `$2`.
const LACKING: &str = "FROM memberships m \
    WHERE m.member_kind <> 'non_member' AND m.valid_from <= $1 AND (m.valid_to IS NULL OR m.valid_to > $1) \
    AND NOT EXISTS (SELECT 1 FROM exemptions e WHERE e.membership_id = m.id \
      AND e.valid_from <= $1 AND (e.valid_to IS NULL OR e.valid_to > $1)) \
    AND NOT EXISTS (SELECT 1 FROM registrations r WHERE r.person_id = m.person_id AND r.year = $2 \
      AND r.status IN ('submitted', 'approved', 'closed'))";

/// A person who has not registered.
#[derive(Debug, Clone, QueryableByName)]
pub(super) struct Lacking {
    #[diesel(sql_type = Text)]
    pub unit_id: UnitId,
    #[diesel(sql_type = Text)]
    pub person_id: PersonId,
    #[diesel(sql_type = Text)]
    pub full_name: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub user_id: Option<UserId>,
}

#[derive(QueryableByName)]
struct Waiting {
    #[diesel(sql_type = Text)]
    unit_id: UnitId,
    #[diesel(sql_type = Text)]
    subject_kind: String,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Open programme years with the last day of registration.
pub(super) fn open_years(conn: &mut Db) -> Outcome<Vec<(i32, NaiveDate)>> {
    Ok(programme_years::table
        .filter(programme_years::status.eq(ProgrammeStatus::Open))
        .order(programme_years::year)
        .select((
            programme_years::year,
            programme_years::registration_closes_on,
        ))
        .load(conn)?)
}

/// Everyone who has not registered for `year`, by given name.
pub(super) fn lacking(conn: &mut Db, today: NaiveDate, year: i32) -> Outcome<Vec<Lacking>> {
    let sql = format!(
        "SELECT m.unit_id, m.person_id, p.full_name, u.id AS user_id FROM (SELECT m.unit_id, m.person_id {LACKING}) m \
         JOIN people p ON p.id = m.person_id \
         LEFT JOIN users u ON u.person_id = m.person_id AND u.status = 'active' ORDER BY p.sort_key, p.id"
    );
    Ok(diesel::sql_query(sql)
        .bind::<Date, _>(today)
        .bind::<Integer, _>(year)
        .load(conn)?)
}

/// How many in the subtree of `root` have not registered for `year`.
pub(super) fn count_below(
    conn: &mut Db,
    root: &UnitId,
    today: NaiveDate,
    year: i32,
) -> Outcome<i64> {
    let sql = format!(
        "SELECT count(*) AS n {LACKING} AND m.unit_id IN (SELECT c.descendant_id FROM unit_closure c \
         WHERE c.ancestor_id = $3 AND c.valid_from <= $1 AND (c.valid_to IS NULL OR c.valid_to > $1))"
    );
    let counted: Counted = diesel::sql_query(sql)
        .bind::<Date, _>(today)
        .bind::<Integer, _>(year)
        .bind::<Text, _>(root)
        .get_result(conn)?;
    Ok(counted.n)
}

/// How many registrations of the unit's own wait for a decision.
pub(super) fn count_waiting(conn: &mut Db, unit: &UnitId, year: i32) -> Outcome<i64> {
    let waiting = waiting(conn, year)?;
    Ok(waiting.iter().filter(|w| w.0 == *unit).map(|w| w.2).sum())
}

/// Whether the person has not registered for `year`, though obliged.
pub(super) fn is_lacking(
    conn: &mut Db,
    person: &PersonId,
    today: NaiveDate,
    year: i32,
) -> Outcome<bool> {
    let sql = format!("SELECT count(*) AS n {LACKING} AND m.person_id = $3");
    let counted: Counted = diesel::sql_query(sql)
        .bind::<Date, _>(today)
        .bind::<Integer, _>(year)
        .bind::<Text, _>(person)
        .get_result(conn)?;
    Ok(counted.n > 0)
}

/// Registrations handed in and not yet passed: unit, whether of a collective, how many.
pub(super) fn waiting(conn: &mut Db, year: i32) -> Outcome<Vec<(UnitId, bool, i64)>> {
    let rows: Vec<Waiting> = diesel::sql_query(
        "SELECT unit_id, subject_kind, count(*) AS n FROM registrations \
         WHERE year = $1 AND status = 'submitted' GROUP BY unit_id, subject_kind ORDER BY unit_id, subject_kind",
    )
    .bind::<Integer, _>(year)
    .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|row| (row.unit_id, row.subject_kind == "collective", row.n))
        .collect())
}
