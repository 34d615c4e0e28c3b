//! Rows of registrations and pledges, loading and compare-and-set.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use lamtheo_db::schema::{people, pledge_reports, pledges, programme_years, registrations, users};
use lamtheo_db::{Db, Outcome, Tx};
use lamtheo_domain::kernel::text::search_key;
use lamtheo_domain::kernel::{Refusal, ids::*};
use lamtheo_domain::programme::{Limits, ProgrammeStatus, Windows};
use lamtheo_domain::registration::{
    Decision, PledgeDraft, PledgeResult, PledgeRules, PledgeStatus, RegistrationStatus,
    SubjectKind, Visibility,
};
use lamtheo_domain::roll::{Membership, PositionGroup};
use std::collections::HashMap;

/// A registration as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = registrations, treat_none_as_default_value = false, treat_none_as_null = true)]
pub(super) struct RegistrationRow {
    pub id: RegistrationId,
    pub year: i32,
    pub subject_kind: SubjectKind,
    pub subject_key: String,
    pub person_id: Option<PersonId>,
    pub unit_id: UnitId,
    pub membership: Option<Membership>,
    pub position: String,
    pub position_group: PositionGroup,
    pub entered_by: UserId,
    pub on_behalf: bool,
    pub paper_signed: bool,
    pub status: RegistrationStatus,
    pub visibility: Visibility,
    pub late: bool,
    pub approval_step: Option<i32>,
    pub submitted_at: Option<NaiveDateTime>,
    pub submitted_by: Option<UserId>,
    pub approved_at: Option<NaiveDateTime>,
    pub approved_by: Option<UserId>,
    pub returned_comment: Option<String>,
    pub decision_body: Option<String>,
    pub decision_document_no: Option<String>,
    pub decision_on: Option<NaiveDate>,
    pub decision_meeting_id: Option<MeetingId>,
    pub source: String,
    pub external_id: Option<String>,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

impl RegistrationRow {
    /// What the last decision cited.
    pub fn decision(&self) -> Option<Decision> {
        let decision = Decision {
            body: self.decision_body.clone(),
            document_no: self.decision_document_no.clone(),
            decided_on: self.decision_on,
            meeting_id: self.decision_meeting_id.clone(),
        };
        (decision != Decision::default()).then_some(decision)
    }

    /// Takes over what a decision cites.
    pub fn cite(&mut self, decision: &Decision) {
        self.decision_body.clone_from(&decision.body);
        self.decision_document_no.clone_from(&decision.document_no);
        self.decision_on = decision.decided_on;
        self.decision_meeting_id.clone_from(&decision.meeting_id);
    }
}

/// A pledge as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = pledges, treat_none_as_default_value = false, treat_none_as_null = true)]
pub(super) struct PledgeRow {
    pub id: PledgeId,
    pub registration_id: RegistrationId,
    pub unit_id: UnitId,
    pub year: i32,
    pub subject_kind: SubjectKind,
    pub membership: Option<Membership>,
    pub position_group: PositionGroup,
    pub ordinal: i32,
    pub content: String,
    pub measure: String,
    pub solution: String,
    pub field: String,
    pub due_on: NaiveDate,
    pub duty: Option<String>,
    pub topic_id: Option<TopicId>,
    pub weakness: Option<String>,
    pub visibility: Visibility,
    pub status: PledgeStatus,
    pub declared_result: Option<PledgeResult>,
    pub verified_result: Option<PledgeResult>,
    pub disputed: bool,
    pub counted: bool,
    pub cancel_reason: Option<String>,
    pub cancelled_on: Option<NaiveDate>,
    pub search_key: String,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

impl PledgeRow {
    /// The form as it is written.
    pub fn draft(&self) -> PledgeDraft {
        PledgeDraft {
            content: self.content.clone(),
            measure: self.measure.clone(),
            solution: self.solution.clone(),
            field: self.field.clone(),
            due_on: self.due_on,
            duty: self.duty.clone(),
            topic_id: self.topic_id.clone(),
            weakness: self.weakness.clone(),
            visibility: self.visibility,
        }
    }

    /// Takes over what is written in the form.
    pub fn write(&mut self, draft: PledgeDraft) {
        self.search_key = search_key(&draft.content);
        self.content = draft.content;
        self.measure = draft.measure;
        self.solution = draft.solution;
        self.field = draft.field;
        self.due_on = draft.due_on;
        self.duty = draft.duty;
        self.topic_id = draft.topic_id;
        self.weakness = draft.weakness;
        self.visibility = draft.visibility;
    }
}

/// One report on a pledge with what became of it.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = pledge_reports, treat_none_as_default_value = false)]
pub(super) struct ReportRow {
    pub id: RowId,
    pub pledge_id: PledgeId,
    pub result: PledgeResult,
    pub summary: String,
    pub done_on: NaiveDate,
    pub reported_by: UserId,
    pub reported_at: NaiveDateTime,
    pub outcome: Option<String>,
    pub verified_result: Option<PledgeResult>,
    pub comment: Option<String>,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<NaiveDateTime>,
    pub decision_body: Option<String>,
    pub decision_document_no: Option<String>,
    pub decision_on: Option<NaiveDate>,
    pub decision_meeting_id: Option<MeetingId>,
}

/// What the rules need of a programme year.
#[derive(Debug, Clone)]
pub(super) struct YearRules {
    pub status: ProgrammeStatus,
    pub windows: Windows,
    pub limits: Limits,
    pub evidence_required: bool,
}

/// The registration `id`, whoever may see it; the caller's scope is checked on its facts.
pub(super) fn registration(conn: &mut Db, id: &RegistrationId) -> Outcome<RegistrationRow> {
    registrations::table
        .find(id)
        .select(RegistrationRow::as_select())
        .first(conn)
        .optional()?
        .ok_or_else(|| Refusal::not_found().into())
}

/// The registrations with these ids, in the order of the ids.
pub(super) fn in_order(conn: &mut Db, ids: &[RegistrationId]) -> Outcome<Vec<RegistrationRow>> {
    let mut rows: HashMap<RegistrationId, RegistrationRow> = registrations::table
        .filter(registrations::id.eq_any(ids))
        .select(RegistrationRow::as_select())
        .load(conn)?
        .into_iter()
        .map(|row: RegistrationRow| (row.id.clone(), row))
        .collect();
    Ok(ids.iter().filter_map(|id| rows.remove(id)).collect())
}

/// The pledge `id`.
pub(super) fn pledge(conn: &mut Db, id: &PledgeId) -> Outcome<PledgeRow> {
    pledges::table
        .find(id)
        .select(PledgeRow::as_select())
        .first(conn)
        .optional()?
        .ok_or_else(|| Refusal::not_found().into())
}

/// The pledges of these registrations, in their order.
pub(super) fn pledges_of(conn: &mut Db, ids: &[&RegistrationId]) -> Outcome<Vec<PledgeRow>> {
    Ok(pledges::table
        .filter(pledges::registration_id.eq_any(ids.iter().copied()))
        .order((pledges::registration_id, pledges::ordinal))
        .select(PledgeRow::as_select())
        .load(conn)?)
}

/// The pledges of one registration, each with its latest report.
pub(super) fn pledges_with_reports(
    conn: &mut Db,
    id: &RegistrationId,
) -> Outcome<Vec<(PledgeRow, Option<ReportRow>)>> {
    let rows: Vec<(PledgeRow, Option<ReportRow>)> = pledges::table
        .left_join(pledge_reports::table.on(pledge_reports::pledge_id.eq(pledges::id)))
        .filter(pledges::registration_id.eq(id))
        .order(pledges::ordinal)
        .select((PledgeRow::as_select(), Option::<ReportRow>::as_select()))
        .load(conn)?;
    let mut latest: Vec<(PledgeRow, Option<ReportRow>)> = Vec::with_capacity(rows.len());
    for (pledge, report) in rows {
        match latest.last_mut().filter(|(last, _)| last.id == pledge.id) {
            None => latest.push((pledge, report)),
            Some((_, kept)) => {
                if report.as_ref().map(rank) < kept.as_ref().map(rank) {
                    *kept = report;
                }
            }
        }
    }
    Ok(latest)
}

/// Reports of one pledge in the order in which they tell its state: the open or
/// confirmed one, of which a pledge has one at most, else the one sent back last.
fn rank(report: &ReportRow) -> (bool, std::cmp::Reverse<NaiveDateTime>) {
    let sent_back = report.outcome.as_deref() == Some("sent_back");
    (sent_back, std::cmp::Reverse(report.reported_at))
}

/// The latest report of each of these pledges.
pub(super) fn latest_reports(conn: &mut Db, ids: &[&PledgeId]) -> Outcome<Vec<ReportRow>> {
    let mut rows: Vec<ReportRow> = pledge_reports::table
        .filter(pledge_reports::pledge_id.eq_any(ids.iter().copied()))
        .select(ReportRow::as_select())
        .load(conn)?;
    rows.sort_by_cached_key(|r| (r.pledge_id.clone(), rank(r)));
    rows.dedup_by(|later, first| later.pledge_id == first.pledge_id);
    Ok(rows)
}

/// What a view shows of a programme year.
#[derive(Debug, Clone, Copy)]
pub(super) struct YearShown {
    pub status: ProgrammeStatus,
    pub pledge_limit: i32,
}

/// What stands around a registration in its view.
#[derive(Debug)]
pub(super) struct Heading {
    pub person: Option<String>,
    pub entered_by: String,
    pub year: YearShown,
}

/// The names and the year of a registration, in one statement.
pub(super) fn heading(conn: &mut Db, id: &RegistrationId) -> Outcome<Heading> {
    let (person, entered_by, status, pledge_limit) = registrations::table
        .inner_join(users::table.on(users::id.eq(registrations::entered_by)))
        .inner_join(programme_years::table.on(programme_years::year.eq(registrations::year)))
        .left_join(people::table.on(people::id.nullable().eq(registrations::person_id)))
        .filter(registrations::id.eq(id))
        .select((
            people::full_name.nullable(),
            users::display_name,
            programme_years::status,
            programme_years::pledge_limit,
        ))
        .first(conn)?;
    Ok(Heading {
        person,
        entered_by,
        year: YearShown {
            status,
            pledge_limit,
        },
    })
}

/// All programme years, for lists.
pub(super) fn years(conn: &mut Db) -> Outcome<HashMap<i32, YearShown>> {
    use programme_years as py;
    let rows = py::table
        .select((py::year, py::status, py::pledge_limit))
        .load::<(i32, ProgrammeStatus, i32)>(conn)?;
    let shown = |(year, status, pledge_limit)| {
        let shown = YearShown {
            status,
            pledge_limit,
        };
        (year, shown)
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// The rules of `year`; an unknown year is refused as a field.
pub(super) fn year_rules(conn: &mut Db, year: i32) -> Outcome<YearRules> {
    use programme_years as py;
    let found = py::table
        .filter(py::year.eq(year))
        .select((
            py::status,
            (
                py::registration_opens_on,
                py::registration_closes_on,
                py::mid_year_on,
                py::report_opens_on,
                py::year_end_on,
                py::report_due_on,
            ),
            (py::pledge_limit, py::pledge_maximum, py::evidence_required),
        ))
        .first::<(
            ProgrammeStatus,
            (
                NaiveDate,
                NaiveDate,
                NaiveDate,
                NaiveDate,
                NaiveDate,
                NaiveDate,
            ),
            (i32, i32, bool),
        )>(conn)
        .optional()?;
    let Some((status, days, (pledge_limit, pledge_maximum, evidence_required))) = found else {
        return Err(
            Refusal::invalid("unknown_year", "Chưa có năm thực hiện này trong hệ thống").into(),
        );
    };
    let windows = Windows {
        registration_opens_on: days.0,
        registration_closes_on: days.1,
        mid_year_on: days.2,
        report_opens_on: days.3,
        year_end_on: days.4,
        report_due_on: days.5,
    };
    Ok(YearRules {
        status,
        windows,
        limits: Limits {
            pledge_limit,
            pledge_maximum,
        },
        evidence_required,
    })
}

/// What the form of `row` is held to.
pub(super) fn pledge_rules(row: &RegistrationRow, year: &YearRules) -> PledgeRules {
    PledgeRules {
        year: row.year,
        limit: year.limits.pledge_limit,
        maximum: year.limits.pledge_maximum,
        subject_kind: row.subject_kind,
        position_group: row.position_group,
    }
}

/// Stores `row` over the version it was read at; a race loses with 412.
pub(super) fn save(tx: &mut Tx<'_>, row: &mut RegistrationRow) -> Outcome<()> {
    let read_at = row.version;
    row.version += 1;
    row.updated_at = lamtheo_db::stored(tx.at.now);
    let changed = diesel::update(registrations::table)
        .filter(registrations::id.eq(row.id.clone()))
        .filter(registrations::version.eq(read_at))
        .set(row.clone())
        .execute(tx.conn)?;
    Tx::one_row(changed)
}

/// Stores `row` over the version it was read at; a race loses with 412.
pub(super) fn save_pledge(tx: &mut Tx<'_>, row: &mut PledgeRow) -> Outcome<()> {
    let read_at = row.version;
    row.version += 1;
    row.updated_at = lamtheo_db::stored(tx.at.now);
    let changed = diesel::update(pledges::table)
        .filter(pledges::id.eq(row.id.clone()))
        .filter(pledges::version.eq(read_at))
        .set(row.clone())
        .execute(tx.conn)?;
    Tx::one_row(changed)
}
