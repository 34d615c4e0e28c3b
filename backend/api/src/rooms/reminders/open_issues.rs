//! Issues whose deadline runs, as reminders need them.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Date, Integer, Nullable, Text};
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
}

/// With the person who answers for it on `$1`: still in the unit for which the
/// person was named.
const SELECT: &str = "SELECT i.id, i.title, i.year, i.owning_unit_id AS unit_id, \
    p.id AS person_id, p.full_name AS person_name, \
    i.responsible_position AS position, i.due_effective_on AS due_on, i.status \
    FROM issues i LEFT JOIN people p ON p.id = i.responsible_person_id AND EXISTS (\
      SELECT 1 FROM memberships m WHERE m.person_id = i.responsible_person_id \
      AND m.valid_from <= $1 AND (m.valid_to IS NULL OR m.valid_to > $1) \
      AND NOT EXISTS (SELECT 1 FROM issue_responsibles a WHERE a.issue_id = i.id \
        AND a.to_on IS NULL AND a.person_id = m.person_id AND a.unit_id <> m.unit_id)) ";

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
            responsible: (section == Section::IssueBelow).then(|| self.responsible()),
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

/// Registered ones of a subtree on `today`, due on `until` or earlier, oldest first.
pub(super) fn below(
    conn: &mut Db,
    root: &UnitId,
    today: NaiveDate,
    until: NaiveDate,
) -> Outcome<Vec<OpenIssue>> {
    let sql = format!(
        "{SELECT} WHERE {RUNNING} AND i.status <> 'submitted' AND i.due_effective_on <= $2 \
         AND i.owning_unit_id IN (SELECT c.descendant_id FROM unit_closure c WHERE c.ancestor_id = $3 \
           AND c.valid_from <= $1 AND (c.valid_to IS NULL OR c.valid_to > $1)) \
         ORDER BY i.due_effective_on, i.id"
    );
    Ok(diesel::sql_query(sql)
        .bind::<Date, _>(today)
        .bind::<Date, _>(until)
        .bind::<Text, _>(root)
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
/// answers for elsewhere.
pub(super) fn of_person(
    conn: &mut Db,
    root: &UnitId,
    today: NaiveDate,
    person: &PersonId,
) -> Outcome<Vec<OpenIssue>> {
    let sql = format!(
        "{SELECT} WHERE {RUNNING} AND i.status <> 'submitted' AND p.id = $2 \
         AND i.owning_unit_id IN (SELECT c.descendant_id FROM unit_closure c WHERE c.ancestor_id = $3 \
           AND c.valid_from <= $1 AND (c.valid_to IS NULL OR c.valid_to > $1)) \
         ORDER BY i.due_effective_on, i.id"
    );
    Ok(diesel::sql_query(sql)
        .bind::<Date, _>(today)
        .bind::<Text, _>(person)
        .bind::<Text, _>(root)
        .load(conn)?)
}
