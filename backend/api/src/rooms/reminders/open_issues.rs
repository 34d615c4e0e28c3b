//! Issues whose deadline runs, as reminders need them.

use crate::rooms::issues::unanswered;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Integer, Nullable, Text};
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::issue::IssueStatus;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::reminder::text::{Line, Section};

/// An issue that is open or waits for a decision.
#[derive(Debug, Clone, QueryableByName)]
pub(super) struct OpenIssue {
    #[diesel(sql_type = Text)]
    pub id: IssueId,
    #[diesel(sql_type = Text)]
    pub title: String,
    #[diesel(sql_type = Integer)]
    pub year: i32,
    #[diesel(sql_type = Text)]
    pub unit_id: UnitId,
    #[diesel(sql_type = Nullable<Text>)]
    pub person_id: Option<PersonId>,
    #[diesel(sql_type = Nullable<Text>)]
    pub person_name: Option<String>,
    #[diesel(sql_type = Text)]
    pub position: String,
    #[diesel(sql_type = Date)]
    pub due_on: NaiveDate,
    #[diesel(sql_type = Text)]
    pub status: IssueStatus,
    #[diesel(sql_type = Bool)]
    pub extension_asked: bool,
}

/// With the person who answers for it on `$1`: still in the unit for which the
/// person was named, and the owning unit is still there. What became of a
/// request for more time is the approver's turn.
const SELECT: &str = "SELECT i.id, i.title, i.year, i.owning_unit_id AS unit_id, \
    p.id AS person_id, p.full_name AS person_name, \
    i.responsible_position AS position, i.due_effective_on AS due_on, i.status, \
    EXISTS (SELECT 1 FROM issue_extensions x WHERE x.issue_id = i.id AND x.outcome IS NULL) AS extension_asked \
    FROM issues i LEFT JOIN people p ON p.id = i.responsible_person_id AND EXISTS (\
      SELECT 1 FROM issue_responsibles a JOIN memberships m ON m.person_id = a.person_id AND m.unit_id = a.unit_id \
      WHERE a.issue_id = i.id AND a.to_on IS NULL AND a.person_id = i.responsible_person_id \
      AND m.valid_from <= $1 AND (m.valid_to IS NULL OR m.valid_to > $1)) \
    AND NOT EXISTS (SELECT 1 FROM units o WHERE o.id = i.owning_unit_id AND o.valid_to <= $1) ";

/// States in which somebody has to act.
const RUNNING: &str =
    "i.status IN ('submitted', 'registered', 'in_progress', 'sent_back', 'reported_resolved')";

impl OpenIssue {
    /// Handed in: the approver's turn.
    pub fn waiting(&self) -> bool {
        matches!(
            self.status,
            IssueStatus::Submitted | IssueStatus::ReportedResolved
        )
    }

    /// The office-holder who answers for it.
    pub fn responsible(&self) -> String {
        match (&self.person_name, self.position.as_str()) {
            (Some(name), "") => name.clone(),
            (Some(name), position) => format!("{name}, {position}"),
            (None, _) => "chưa có".to_owned(),
        }
    }

    /// Its line in a digest.
    pub fn line(&self, section: Section, unit: String, late: i32) -> Line {
        Line {
            section,
            subject: self.title.clone(),
            unit,
            responsible: matches!(section, Section::IssueBelow | Section::UnitIssue)
                .then(|| self.responsible()),
            names: Vec::new(),
            count: None,
            due_on: self.due_on,
            late,
        }
    }
}

/// Those due on `until` or earlier.
pub(super) fn due_until(
    conn: &mut Db,
    today: NaiveDate,
    until: NaiveDate,
) -> Outcome<Vec<OpenIssue>> {
    let sql = format!(
        "{SELECT} WHERE {RUNNING} AND i.due_effective_on <= $2 ORDER BY i.due_effective_on, i.id"
    );
    Ok(diesel::sql_query(sql)
        .bind::<Date, _>(today)
        .bind::<Date, _>(until)
        .load(conn)?)
}

/// The `most` oldest registered ones of a subtree on `today` that are due on
/// `until` or earlier.
pub(super) fn below(
    conn: &mut Db,
    root: &UnitId,
    (today, until): (NaiveDate, NaiveDate),
    most: i64,
) -> Outcome<Vec<OpenIssue>> {
    let sql = format!(
        "{SELECT} WHERE {RUNNING} AND i.status <> 'submitted' AND i.due_effective_on <= $2 \
         AND i.owning_unit_id IN (SELECT c.descendant_id FROM unit_closure c WHERE c.ancestor_id = $3 \
           AND c.valid_from <= $1 AND (c.valid_to IS NULL OR c.valid_to > $1)) \
         ORDER BY i.due_effective_on, i.id LIMIT $4"
    );
    Ok(diesel::sql_query(sql)
        .bind::<Date, _>(today)
        .bind::<Date, _>(until)
        .bind::<Text, _>(root)
        .bind::<BigInt, _>(most)
        .load(conn)?)
}

/// The issue `id`, whatever its state.
pub(super) fn find(conn: &mut Db, today: NaiveDate, id: &IssueId) -> Outcome<Option<OpenIssue>> {
    let sql = format!("{SELECT} WHERE i.id = $2 AND i.due_effective_on IS NOT NULL");
    Ok(diesel::sql_query(sql)
        .bind::<Date, _>(today)
        .bind::<Text, _>(id)
        .get_result(conn)
        .optional()?)
}

/// Registered ones of the subtree of `root` that a person answers for: a
/// superior reminds of what the own level reads, not of what the person
/// answers for elsewhere. The `most` oldest.
pub(super) fn of_person(
    conn: &mut Db,
    root: &UnitId,
    today: NaiveDate,
    person: &PersonId,
    most: i64,
) -> Outcome<Vec<OpenIssue>> {
    let sql = format!(
        "{SELECT} WHERE {RUNNING} AND i.status <> 'submitted' AND p.id = $2 \
         AND i.owning_unit_id IN (SELECT c.descendant_id FROM unit_closure c WHERE c.ancestor_id = $3 \
           AND c.valid_from <= $1 AND (c.valid_to IS NULL OR c.valid_to > $1)) \
         ORDER BY i.due_effective_on, i.id LIMIT $4"
    );
    Ok(diesel::sql_query(sql)
        .bind::<Date, _>(today)
        .bind::<Text, _>(person)
        .bind::<Text, _>(root)
        .bind::<BigInt, _>(most)
        .load(conn)?)
}

#[derive(QueryableByName)]
struct Lost {
    #[diesel(embed)]
    issue: OpenIssue,
    #[diesel(sql_type = Text)]
    lost: RowId,
}

/// Running ones that have lost who answered for them on `since` or later, with
/// the line of the history that was closed.
pub(super) fn without_owner(
    conn: &mut Db,
    today: NaiveDate,
    since: NaiveDate,
) -> Outcome<Vec<(OpenIssue, RowId)>> {
    let columns = SELECT.replace(
        " FROM issues i ",
        ", l.id AS lost FROM issues i JOIN issue_responsibles l ON l.issue_id = i.id ",
    );
    let sql = format!(
        "{columns} WHERE {RUNNING} AND l.to_on <= $1 AND l.to_on >= $2 AND l.ended_because IN ('{}', '{}') \
         AND NOT EXISTS (SELECT 1 FROM issue_responsibles n WHERE n.issue_id = i.id AND n.to_on IS NULL) \
         AND NOT EXISTS (SELECT 1 FROM issue_responsibles n WHERE n.issue_id = i.id AND n.id > l.id \
           AND n.ended_because IN ('{}', '{}')) \
         ORDER BY i.due_effective_on, i.id",
        unanswered::LEFT,
        unanswered::UNIT_ENDED,
        unanswered::LEFT,
        unanswered::UNIT_ENDED,
    );
    let rows: Vec<Lost> = diesel::sql_query(sql)
        .bind::<Date, _>(today)
        .bind::<Date, _>(since)
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.issue, row.lost)).collect())
}

/// Late ones below a unit, and those of them of which it has not reminded.
#[derive(Debug, QueryableByName)]
pub(super) struct LateBelow {
    #[diesel(sql_type = Text)]
    pub unit_id: UnitId,
    #[diesel(sql_type = BigInt)]
    pub late_open: i64,
    #[diesel(sql_type = BigInt)]
    pub not_reminded: i64,
}

/// Registered, open and late on `$today`: the deadline runs.
const LATE: &str = "i.status IN ('registered', 'in_progress', 'sent_back', 'reported_resolved') \
    AND i.due_effective_on < ";

/// A reminder by a superior since the issue became late.
const REMINDED: &str = "EXISTS (SELECT 1 FROM reminder_items t JOIN reminders r ON r.id = t.reminder_id \
    WHERE t.object_type = 'issue' AND t.object_id = i.id AND r.origin = 'superior' \
    AND r.on_day > i.due_effective_on AND r.by_unit_id = ";

/// Late issues below `root`, counted by the units directly below it.
pub(super) fn late_below(
    conn: &mut Db,
    root: &UnitId,
    today: NaiveDate,
) -> Outcome<Vec<LateBelow>> {
    let sql = format!(
        "SELECT up.unit_id, count(*) AS late_open, \
         CAST(sum(CASE WHEN {REMINDED} $1) THEN 0 ELSE 1 END) AS BIGINT) AS not_reminded \
         FROM unit_parents up JOIN unit_closure c ON c.ancestor_id = up.unit_id \
           AND c.valid_from <= $2 AND (c.valid_to IS NULL OR c.valid_to > $2) \
         JOIN issues i ON i.owning_unit_id = c.descendant_id \
         WHERE up.parent_id = $1 AND up.valid_from <= $2 AND (up.valid_to IS NULL OR up.valid_to > $2) \
         AND {LATE} $2 GROUP BY up.unit_id ORDER BY up.unit_id"
    );
    Ok(diesel::sql_query(sql)
        .bind::<Text, _>(root)
        .bind::<Date, _>(today)
        .load(conn)?)
}

/// The `most` oldest late issues below `root` of which it has not reminded.
pub(super) fn oldest_not_reminded(
    conn: &mut Db,
    root: &UnitId,
    today: NaiveDate,
    most: i64,
) -> Outcome<Vec<OpenIssue>> {
    let sql = format!(
        "{SELECT} WHERE {LATE} $1 AND NOT {REMINDED} $2) AND i.owning_unit_id <> $2 \
         AND i.owning_unit_id IN (SELECT c.descendant_id FROM unit_closure c WHERE c.ancestor_id = $2 \
           AND c.valid_from <= $1 AND (c.valid_to IS NULL OR c.valid_to > $1)) \
         ORDER BY i.due_effective_on, i.id LIMIT $3"
    );
    Ok(diesel::sql_query(sql)
        .bind::<Date, _>(today)
        .bind::<Text, _>(root)
        .bind::<BigInt, _>(most)
        .load(conn)?)
}
