//! Rows of issues and of what hangs on them, loading and compare-and-set.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::Text;
use lamtheo_db::schema::{
    issue_acts, issue_coordinators, issue_extensions, issue_milestones, issue_reports,
    issue_responsibles, issue_updates, issues,
};
use lamtheo_db::{Db, Outcome, Tx, dialect};
use lamtheo_domain::issue::{IssueKind, IssueStatus, RegisteringLevel};
use lamtheo_domain::kernel::{Refusal, ids::*};
use lamtheo_domain::registration::{Decision, Visibility};
use std::collections::HashMap;

/// An issue as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = issues, treat_none_as_null = true)]
pub(super) struct IssueRow {
    pub id: IssueId,
    pub year: i32,
    pub title: String,
    pub content: String,
    pub kind: IssueKind,
    pub field: String,
    pub registering_level: RegisteringLevel,
    pub owning_unit_id: UnitId,
    pub responsible_person_id: Option<PersonId>,
    pub responsible_position: String,
    pub registered_on: Option<NaiveDate>,
    pub due_on: Option<NaiveDate>,
    pub due_effective_on: Option<NaiveDate>,
    pub original_due_on: Option<NaiveDate>,
    pub status: IssueStatus,
    pub state_since: NaiveDate,
    pub extensions_count: i32,
    pub reopened_count: i32,
    pub counted: bool,
    pub confirmed_on: Option<NaiveDate>,
    pub visibility: Visibility,
    pub public_title: Option<String>,
    pub public_content: Option<String>,
    pub entered_by: UserId,
    pub carried_from_id: Option<IssueId>,
    pub source: String,
    pub external_id: Option<String>,
    pub search_key: String,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

/// Who answered for an issue, and when.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = issue_responsibles)]
pub(super) struct ResponsibleRow {
    pub id: RowId,
    pub issue_id: IssueId,
    pub person_id: PersonId,
    pub unit_id: UnitId,
    pub position: String,
    pub from_on: NaiveDate,
    pub to_on: Option<NaiveDate>,
    pub ended_because: Option<String>,
}

/// One report that an issue is resolved, with what became of it.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = issue_reports)]
pub(super) struct ReportRow {
    pub id: RowId,
    pub issue_id: IssueId,
    pub summary: String,
    pub done_on: NaiveDate,
    pub reported_by: UserId,
    pub reported_at: NaiveDateTime,
    pub outcome: Option<String>,
    pub comment: Option<String>,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<NaiveDateTime>,
    pub decision_body: Option<String>,
    pub decision_document_no: Option<String>,
    pub decision_on: Option<NaiveDate>,
}

/// One request for more time.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = issue_extensions)]
pub(super) struct ExtensionRow {
    pub id: RowId,
    pub issue_id: IssueId,
    pub due_on: NaiveDate,
    pub reason: String,
    pub asked_by: UserId,
    pub asked_at: NaiveDateTime,
    pub outcome: Option<String>,
    pub comment: Option<String>,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<NaiveDateTime>,
    pub decision_body: Option<String>,
    pub decision_document_no: Option<String>,
    pub decision_on: Option<NaiveDate>,
}

/// One step in the life of an issue.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = issue_acts)]
pub(super) struct ActRow {
    pub id: RowId,
    pub issue_id: IssueId,
    pub verb: String,
    pub status: IssueStatus,
    pub user_id: UserId,
    pub at: NaiveDateTime,
    pub day: NaiveDate,
    pub due_on: Option<NaiveDate>,
    pub comment: Option<String>,
    pub decision_body: Option<String>,
    pub decision_document_no: Option<String>,
    pub decision_on: Option<NaiveDate>,
}

/// A milestone.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = issue_milestones, treat_none_as_null = true)]
pub(super) struct MilestoneRow {
    pub id: MilestoneId,
    pub issue_id: IssueId,
    pub ordinal: i32,
    pub title: String,
    pub due_on: NaiveDate,
    pub due_effective_on: NaiveDate,
    pub done_on: Option<NaiveDate>,
    pub done_by: Option<UserId>,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

/// How things stood.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = issue_updates)]
pub(super) struct UpdateRow {
    pub id: RowId,
    pub issue_id: IssueId,
    pub unit_id: Option<UnitId>,
    pub text: String,
    pub posted_by: UserId,
    pub posted_at: NaiveDateTime,
}

/// The decision in three columns; `None` when nothing is cited.
pub(super) fn decision(
    body: Option<&String>,
    document_no: Option<&String>,
    decided_on: Option<NaiveDate>,
) -> Option<Decision> {
    let decision = Decision {
        body: body.cloned(),
        document_no: document_no.cloned(),
        decided_on,
        meeting_id: None,
    };
    (decision != Decision::default()).then_some(decision)
}

/// The issue `id`, whoever may see it; the caller's scope is checked on its facts.
pub(super) fn issue(conn: &mut Db, id: &IssueId) -> Outcome<IssueRow> {
    issues::table
        .find(id)
        .select(IssueRow::as_select())
        .first(conn)
        .optional()?
        .ok_or_else(|| Refusal::not_found().into())
}

/// Holds the issue until the end of the transaction, so that nobody changes it meanwhile.
pub(super) fn hold(conn: &mut Db, id: &IssueId) -> Outcome<()> {
    let sql = format!(
        "SELECT id FROM issues WHERE id = $1{}",
        dialect::row_lock(conn)
    );
    diesel::sql_query(sql).bind::<Text, _>(id).execute(conn)?;
    Ok(())
}

/// Stores `row` over the version it was read at; a race loses with 412.
pub(super) fn save(tx: &mut Tx<'_>, row: &mut IssueRow) -> Outcome<()> {
    let read_at = row.version;
    row.version += 1;
    row.updated_at = lamtheo_db::stored(tx.at.now);
    let changed = diesel::update(issues::table)
        .filter(issues::id.eq(row.id.clone()))
        .filter(issues::version.eq(read_at))
        .set(row.clone())
        .execute(tx.conn)?;
    Tx::one_row(changed)
}

/// The units that help with each of these issues.
pub(super) fn coordinators_of(
    conn: &mut Db,
    ids: &[&IssueId],
) -> Outcome<HashMap<IssueId, Vec<UnitId>>> {
    let rows: Vec<(IssueId, UnitId)> = issue_coordinators::table
        .filter(issue_coordinators::issue_id.eq_any(ids.iter().copied()))
        .order((issue_coordinators::issue_id, issue_coordinators::unit_id))
        .select((issue_coordinators::issue_id, issue_coordinators::unit_id))
        .load(conn)?;
    let mut grouped: HashMap<IssueId, Vec<UnitId>> = HashMap::new();
    for (issue, unit) in rows {
        grouped.entry(issue).or_default().push(unit);
    }
    Ok(grouped)
}

/// Everybody who answers or ever answered for each of these issues.
pub(super) fn answered_ever(
    conn: &mut Db,
    ids: &[&IssueId],
) -> Outcome<HashMap<IssueId, Vec<PersonId>>> {
    let rows: Vec<(IssueId, PersonId)> = issue_responsibles::table
        .filter(issue_responsibles::issue_id.eq_any(ids.iter().copied()))
        .order((issue_responsibles::issue_id, issue_responsibles::id))
        .select((issue_responsibles::issue_id, issue_responsibles::person_id))
        .load(conn)?;
    let mut grouped: HashMap<IssueId, Vec<PersonId>> = HashMap::new();
    for (issue, person) in rows {
        grouped.entry(issue).or_default().push(person);
    }
    Ok(grouped)
}

/// The latest report of each of these issues.
pub(super) fn latest_reports(
    conn: &mut Db,
    ids: &[&IssueId],
) -> Outcome<HashMap<IssueId, ReportRow>> {
    let rows: Vec<ReportRow> = issue_reports::table
        .filter(issue_reports::issue_id.eq_any(ids.iter().copied()))
        .order((issue_reports::reported_at, issue_reports::id))
        .select(ReportRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(|r| (r.issue_id.clone(), r)).collect())
}

/// The request for more time that each of these issues waits on, if any.
pub(super) fn pending_extensions(
    conn: &mut Db,
    ids: &[&IssueId],
) -> Outcome<HashMap<IssueId, ExtensionRow>> {
    let rows: Vec<ExtensionRow> = issue_extensions::table
        .filter(issue_extensions::issue_id.eq_any(ids.iter().copied()))
        .filter(issue_extensions::outcome.is_null())
        .order((issue_extensions::asked_at, issue_extensions::id))
        .select(ExtensionRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(|r| (r.issue_id.clone(), r)).collect())
}

/// The milestones of these issues, in order.
pub(super) fn milestones_of(conn: &mut Db, ids: &[&IssueId]) -> Outcome<Vec<MilestoneRow>> {
    Ok(issue_milestones::table
        .filter(issue_milestones::issue_id.eq_any(ids.iter().copied()))
        .order((issue_milestones::issue_id, issue_milestones::ordinal))
        .select(MilestoneRow::as_select())
        .load(conn)?)
}

/// Every step in the life of these issues, oldest first.
pub(super) fn acts_of(conn: &mut Db, ids: &[&IssueId]) -> Outcome<Vec<ActRow>> {
    Ok(issue_acts::table
        .filter(issue_acts::issue_id.eq_any(ids.iter().copied()))
        .order((issue_acts::at, issue_acts::id))
        .select(ActRow::as_select())
        .load(conn)?)
}

/// Everybody who answered for the issue, oldest first.
pub(super) fn responsibles_of(conn: &mut Db, id: &IssueId) -> Outcome<Vec<ResponsibleRow>> {
    Ok(issue_responsibles::table
        .filter(issue_responsibles::issue_id.eq(id))
        .order((
            issue_responsibles::from_on,
            issue_responsibles::to_on.is_null(),
            issue_responsibles::to_on,
            issue_responsibles::id,
        ))
        .select(ResponsibleRow::as_select())
        .load(conn)?)
}

/// What was said about the issue, oldest first.
pub(super) fn updates_of(conn: &mut Db, id: &IssueId) -> Outcome<Vec<UpdateRow>> {
    Ok(issue_updates::table
        .filter(issue_updates::issue_id.eq(id))
        .order((issue_updates::posted_at, issue_updates::id))
        .select(UpdateRow::as_select())
        .load(conn)?)
}

/// When each report on an issue was handed in.
pub(super) fn reports_of(conn: &mut Db, id: &IssueId) -> Outcome<Vec<(RowId, NaiveDateTime)>> {
    Ok(issue_reports::table
        .filter(issue_reports::issue_id.eq(id))
        .select((issue_reports::id, issue_reports::reported_at))
        .load(conn)?)
}
