//! Reading issues: one, and lists within the caller's scope.

use super::calendar;
use super::evidence;
use super::facts::{self, Facts, readable};
use super::names;
use super::store::{self, ActRow, IssueRow, ReportRow};
use super::views::{ExtensionView, IssueReportView, IssueView, NamedUnit};
use crate::rooms::files::{self, ObjectKind};
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::issues;
use lamtheo_db::{Db, Outcome, ReadTx, shown};
use lamtheo_domain::access::{
    Caller, IssueFacts, may_decide_issue, may_post_update, may_settle_extension, may_write_issue,
};
use lamtheo_domain::calendar::Calendar;
use lamtheo_domain::issue::{IssueStatus, IssueVerb, allowed_verbs, is_late};
use lamtheo_domain::kernel::{Class, ids::*};
use lamtheo_domain::registration::Warning;
use std::collections::HashMap;

/// The issue `id` as `caller` sees it.
pub(super) fn get(tx: &mut ReadTx<'_>, caller: &Caller, id: &IssueId) -> Outcome<IssueView> {
    let row = store::issue(tx.conn, id)?;
    readable(tx.conn, caller, tx.at.today, &row)?;
    view(tx.conn, caller, tx.at.today, row)
}

/// The full view of a row that the caller may read.
pub(super) fn view(
    conn: &mut Db,
    caller: &Caller,
    today: NaiveDate,
    row: IssueRow,
) -> Outcome<IssueView> {
    let id = row.id.clone();
    let mut view = views_of(conn, caller, today, vec![row])?
        .pop()
        .ok_or_else(|| lamtheo_db::Failure::defect("an issue has no view"))?;
    if view.evidence_count > 0 {
        let row = store::issue(conn, &id)?;
        view.evidence = evidence::shown(conn, caller, today, &row)?;
    }
    Ok(view)
}

/// The full views of rows that the caller may read, in their order.
pub(super) fn views_of(
    conn: &mut Db,
    caller: &Caller,
    today: NaiveDate,
    rows: Vec<IssueRow>,
) -> Outcome<Vec<IssueView>> {
    let calendar = calendar::load(conn)?;
    let mut around = Around::load(conn, &rows, today)?;
    let mut places = Facts::on(today);
    places.prepare(conn, &rows)?;
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let coordinating = around.coordinators.remove(&row.id).unwrap_or_default();
        let report = around.reports.remove(&row.id);
        let reported_by = report.as_ref().map(|r| &r.reported_by);
        let answered = around.answered.remove(&row.id).unwrap_or_default();
        let known = places.of(conn, &row, &coordinating, &answered, reported_by)?;
        views.push(around.view(caller, &known, &calendar, today, row, coordinating, report));
    }
    Ok(views)
}

/// What hangs on a page of issues.
struct Around {
    coordinators: HashMap<IssueId, Vec<UnitId>>,
    answered: HashMap<IssueId, Vec<PersonId>>,
    reports: HashMap<IssueId, ReportRow>,
    extensions: HashMap<IssueId, store::ExtensionRow>,
    milestones: HashMap<IssueId, (i32, i32)>,
    acts: HashMap<IssueId, Vec<ActRow>>,
    without_owner: std::collections::HashSet<IssueId>,
    carried_to: HashMap<IssueId, IssueId>,
    evidence: HashMap<String, i32>,
    units: HashMap<UnitId, String>,
    persons: HashMap<PersonId, String>,
    users: HashMap<UserId, String>,
}

impl Around {
    fn load(conn: &mut Db, rows: &[IssueRow], today: NaiveDate) -> Outcome<Self> {
        let ids: Vec<&IssueId> = rows.iter().map(|r| &r.id).collect();
        let coordinators = store::coordinators_of(conn, &ids)?;
        let reports = store::latest_reports(conn, &ids)?;
        let mut milestones: HashMap<IssueId, (i32, i32)> = HashMap::new();
        for milestone in store::milestones_of(conn, &ids)? {
            let counts = milestones.entry(milestone.issue_id).or_default();
            counts.0 += 1;
            counts.1 += i32::from(milestone.done_on.is_some());
        }
        let mut acts: HashMap<IssueId, Vec<ActRow>> = HashMap::new();
        for act in store::acts_of(conn, &ids)? {
            acts.entry(act.issue_id.clone()).or_default().push(act);
        }
        let carried_to: Vec<(Option<IssueId>, IssueId)> = issues::table
            .filter(issues::carried_from_id.is_not_null())
            .filter(
                issues::carried_from_id
                    .assume_not_null()
                    .eq_any(ids.iter().copied()),
            )
            .select((issues::carried_from_id, issues::id))
            .load(conn)?;
        let units: Vec<&UnitId> = rows
            .iter()
            .map(|r| &r.owning_unit_id)
            .chain(coordinators.values().flatten())
            .collect();
        let units = names::units(conn, units, today)?;
        let persons = rows.iter().filter_map(|r| r.responsible_person_id.as_ref());
        let persons = names::persons(conn, persons.collect())?;
        let users = rows
            .iter()
            .map(|r| &r.entered_by)
            .chain(reports.values().map(|r| &r.reported_by));
        let users = names::users(conn, users.collect())?;
        let named: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
        Ok(Self {
            evidence: files::evidence::counts(conn, ObjectKind::Issue, &named)?,
            without_owner: facts::without_owner(conn, rows, today)?,
            answered: store::answered_ever(conn, &ids)?,
            extensions: store::pending_extensions(conn, &ids)?,
            carried_to: carried_to
                .into_iter()
                .filter_map(|(from, to)| Some((from?, to)))
                .collect(),
            coordinators,
            reports,
            milestones,
            acts,
            units,
            persons,
            users,
        })
    }

    #[allow(clippy::too_many_arguments)]
    fn view(
        &mut self,
        caller: &Caller,
        known: &IssueFacts,
        calendar: &Calendar,
        today: NaiveDate,
        row: IssueRow,
        coordinating: Vec<UnitId>,
        report: Option<ReportRow>,
    ) -> IssueView {
        let acts = self.acts.remove(&row.id).unwrap_or_default();
        let extension = self.extensions.remove(&row.id);
        let (milestones_total, milestones_done) =
            self.milestones.remove(&row.id).unwrap_or_default();
        let missing = self.without_owner.contains(&row.id);
        let person = row.responsible_person_id.clone().filter(|_| !missing);
        let user = |id: &UserId| self.users.get(id).cloned().unwrap_or_default();
        let unit = |id: &UnitId| self.units.get(id).cloned().unwrap_or_default();
        let confirmed_at = report
            .as_ref()
            .filter(|r| r.outcome.as_deref() == Some("confirmed"))
            .and_then(|r| r.decided_at)
            .map(shown);
        IssueView {
            responsible_name: person.as_ref().and_then(|p| self.persons.get(p).cloned()),
            responsible_position: person
                .is_some()
                .then(|| row.responsible_position.clone())
                .filter(|text| !text.is_empty()),
            responsible_person_id: person,
            responsible_missing: missing,
            coordinating_units: coordinating
                .iter()
                .map(|id| NamedUnit {
                    id: id.clone(),
                    name: unit(id),
                })
                .collect(),
            coordinating_unit_ids: coordinating,
            owning_unit_name: unit(&row.owning_unit_id),
            overdue: is_late(row.status, row.due_effective_on, today),
            working_days_left: row
                .due_effective_on
                .filter(|_| row.status.is_open())
                .map(|due| calendar.days_left(today, due)),
            resolution: report.as_ref().map(|r| r.summary.clone()),
            report: report
                .as_ref()
                .map(|r| report_view(r, user(&r.reported_by))),
            confirmed_on: row.confirmed_on,
            confirmed_at,
            comment: acts.iter().rev().find_map(word),
            decision: registration_decision(&acts),
            warnings: warnings(&row, missing),
            allowed_actions: actions(caller, known, &row, extension.as_ref(), today),
            extension: extension.map(extension_view),
            evidence: Vec::new(),
            evidence_count: self.evidence.remove(row.id.as_str()).unwrap_or(0),
            milestones_total,
            milestones_done,
            entered_by_name: user(&row.entered_by),
            carried_to_id: self.carried_to.remove(&row.id),
            id: row.id,
            year: row.year,
            title: row.title,
            content: row.content,
            kind: row.kind,
            field: row.field,
            registering_level: row.registering_level,
            owning_unit_id: row.owning_unit_id,
            registered_on: row.registered_on,
            due_on: row.due_on,
            due_effective_on: row.due_effective_on,
            original_due_on: row.original_due_on,
            status: row.status,
            state_since: row.state_since,
            extensions_count: row.extensions_count,
            reopened_count: row.reopened_count,
            counted: row.counted,
            visibility: row.visibility,
            public_title: row.public_title,
            public_content: row.public_content,
            entered_by: row.entered_by,
            carried_from_id: row.carried_from_id,
            version: row.version,
            created_at: shown(row.created_at),
            updated_at: shown(row.updated_at),
        }
    }
}

/// The word of who decided: of the last return, sending back, refusal or reopening.
fn word(act: &ActRow) -> Option<String> {
    [
        "return",
        "send-back",
        "refuse-extension",
        "reopen",
        "confirm",
        "register",
    ]
    .contains(&act.verb.as_str())
    .then(|| act.comment.clone())
    .flatten()
}

fn registration_decision(acts: &[ActRow]) -> Option<lamtheo_domain::registration::Decision> {
    let act = acts.iter().rev().find(|act| act.verb == "register")?;
    store::decision(
        act.decision_body.as_ref(),
        act.decision_document_no.as_ref(),
        act.decision_on,
    )
}

fn report_view(row: &ReportRow, by_name: String) -> IssueReportView {
    IssueReportView {
        summary: row.summary.clone(),
        done_on: row.done_on,
        by: row.reported_by.clone(),
        by_name,
        at: shown(row.reported_at),
        outcome: row.outcome.clone(),
        comment: row.comment.clone(),
        decided_by: row.decided_by.clone(),
        decided_at: row.decided_at.map(shown),
        decision: store::decision(
            row.decision_body.as_ref(),
            row.decision_document_no.as_ref(),
            row.decision_on,
        ),
    }
}

fn extension_view(row: store::ExtensionRow) -> ExtensionView {
    ExtensionView {
        due_on: row.due_on,
        reason: row.reason,
        asked_by: row.asked_by,
        asked_at: shown(row.asked_at),
    }
}

fn warnings(row: &IssueRow, missing: bool) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if let Some((due, last)) = row.due_on.zip(row.due_effective_on)
        && due != last
    {
        warnings.push(Warning {
            code: "deadline_on_day_off",
            pointer: "/due_on".to_owned(),
            message: format!(
                "Thời hạn {} là ngày nghỉ; ngày cuối cùng được tính là ngày làm việc tiếp theo, {}",
                due.format("%d/%m/%Y"),
                last.format("%d/%m/%Y")
            ),
        });
    }
    if missing && row.status != IssueStatus::Draft {
        warnings.push(Warning {
            code: "responsible_missing",
            pointer: "/responsible_person_id".to_owned(),
            message: "Chưa có người chịu trách nhiệm: cần phân công người mới".to_owned(),
        });
    }
    warnings
}

/// What the caller may do with the issue now.
fn actions(
    caller: &Caller,
    known: &IssueFacts,
    row: &IssueRow,
    extension: Option<&store::ExtensionRow>,
    today: NaiveDate,
) -> Vec<&'static str> {
    use IssueVerb as V;
    let writes = may_write_issue(caller, known).is_ok();
    let mut known = known.clone();
    known.status = row.status;
    // A decision may cite a document: the button is offered, the form asks for it.
    let decides = |verb| match may_decide_issue(caller, &known, verb, true) {
        Ok(()) => true,
        Err(refusal) => refusal.class != Class::Forbidden,
    };
    let year_over = chrono::Datelike::year(&today) > row.year;
    let mut words: Vec<&'static str> = allowed_verbs(row.status)
        .filter(|verb| match verb {
            V::Edit | V::Assign | V::Submit | V::Start | V::ReportResolved => writes,
            V::Delete => writes || caller.user_id == row.entered_by,
            V::Extend => writes && extension.is_none(),
            V::GrantExtension | V::RefuseExtension => {
                let may = |asked: &store::ExtensionRow| {
                    may_settle_extension(caller, &asked.asked_by).is_ok()
                };
                extension.is_some_and(may) && decides(*verb)
            }
            V::CarryOver => year_over && decides(*verb),
            V::Withdraw => {
                if row.registered_on.is_some() {
                    decides(*verb)
                } else {
                    writes
                }
            }
            V::Register | V::Return | V::Confirm | V::SendBack | V::Reopen => decides(*verb),
        })
        .map(IssueVerb::as_str)
        .collect();
    if row.status != IssueStatus::Draft
        && !row.status.is_settled()
        && may_post_update(caller, &known).is_ok()
    {
        words.push("post-update");
    }
    words
}
