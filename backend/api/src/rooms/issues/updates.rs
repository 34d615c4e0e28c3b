//! Reading what hangs on an issue: updates, milestones, history.

use super::evidence;
use super::facts::readable;
use super::names;
use super::store::{self, MilestoneRow, UpdateRow};
use super::views::{MilestoneView, TimelineEntry, TimelineView, UpdateView};
use crate::rooms::files::EvidenceView;
use crate::web::ListOf;
use chrono::NaiveDate;
use lamtheo_db::{Outcome, ReadTx, shown};
use lamtheo_domain::access::{Caller, IssueFacts, may_write_issue};
use lamtheo_domain::issue::{IssueStatus, IssueVerb, next_status};
use lamtheo_domain::kernel::clock::local_day;
use lamtheo_domain::kernel::ids::*;
use std::collections::HashMap;

/// The act with which a report is handed in.
const REPORT: &str = IssueVerb::ReportResolved.as_str();

/// What was said about an issue, oldest first.
pub(super) fn list(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    id: &IssueId,
) -> Outcome<ListOf<UpdateView>> {
    let row = store::issue(tx.conn, id)?;
    readable(tx.conn, caller, tx.at.today, &row)?;
    let rows = store::updates_of(tx.conn, id)?;
    let users = names::users(tx.conn, rows.iter().map(|r| &r.posted_by).collect())?;
    let units = rows.iter().filter_map(|r| r.unit_id.as_ref()).collect();
    let units = names::units(tx.conn, units, tx.at.today)?;
    let mut pieces = evidence::of_parts(tx.conn, id)?;
    let items: Vec<UpdateView> = rows
        .into_iter()
        .map(|r| {
            let evidence = pieces.remove(r.id.as_str()).unwrap_or_default();
            view(r, evidence, &users, &units)
        })
        .collect();
    Ok(whole(items))
}

/// One update.
pub(super) fn view(
    row: UpdateRow,
    evidence: Vec<EvidenceView>,
    users: &HashMap<UserId, String>,
    units: &HashMap<UnitId, String>,
) -> UpdateView {
    UpdateView {
        unit_name: row.unit_id.as_ref().and_then(|id| units.get(id).cloned()),
        posted_by_name: users.get(&row.posted_by).cloned().unwrap_or_default(),
        id: row.id,
        text: row.text,
        unit_id: row.unit_id,
        posted_by: row.posted_by,
        posted_at: shown(row.posted_at),
        evidence,
        version: 1,
    }
}

/// The milestones of an issue, in order.
pub(super) fn milestones(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    id: &IssueId,
) -> Outcome<ListOf<MilestoneView>> {
    let row = store::issue(tx.conn, id)?;
    let facts = readable(tx.conn, caller, tx.at.today, &row)?;
    let rows = store::milestones_of(tx.conn, &[id])?;
    let items: Vec<MilestoneView> = rows
        .into_iter()
        .map(|m| milestone(m, &facts, row.status, caller, tx.at.today))
        .collect();
    Ok(whole(items))
}

/// One milestone.
pub(super) fn milestone(
    row: MilestoneRow,
    facts: &IssueFacts,
    status: IssueStatus,
    caller: &Caller,
    today: NaiveDate,
) -> MilestoneView {
    let open = next_status(status, IssueVerb::Assign).is_ok();
    let mut allowed_actions = Vec::new();
    if open && may_write_issue(caller, facts).is_ok() {
        allowed_actions.extend(["edit", "delete"]);
        if row.done_on.is_none() {
            allowed_actions.push("done");
        }
    }
    MilestoneView {
        overdue: open && row.done_on.is_none() && row.due_effective_on < today,
        id: row.id,
        ordinal: row.ordinal,
        title: row.title,
        due_on: row.due_on,
        due_effective_on: row.due_effective_on,
        done_on: row.done_on,
        version: row.version,
        allowed_actions,
        created_at: shown(row.created_at),
        updated_at: shown(row.updated_at),
    }
}

/// The history of an issue, oldest first: acts, updates, milestones reached and
/// everybody who answered for it.
pub(super) fn timeline(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    id: &IssueId,
) -> Outcome<TimelineView> {
    let row = store::issue(tx.conn, id)?;
    readable(tx.conn, caller, tx.at.today, &row)?;
    let acts = store::acts_of(tx.conn, &[id])?;
    let updates = store::updates_of(tx.conn, id)?;
    let milestones = store::milestones_of(tx.conn, &[id])?;
    let responsibles = store::responsibles_of(tx.conn, id)?;
    let persons = responsibles.iter().map(|r| &r.person_id).collect();
    let persons = names::persons(tx.conn, persons)?;
    let users = acts
        .iter()
        .map(|a| &a.user_id)
        .chain(updates.iter().map(|u| &u.posted_by))
        .chain(milestones.iter().filter_map(|m| m.done_by.as_ref()))
        .chain([&row.entered_by]);
    let users = names::users(tx.conn, users.collect())?;
    let mut items = vec![created(&row)];
    items.extend(acts.into_iter().map(act));
    let mut pieces = evidence::of_parts(tx.conn, id)?;
    for update in updates {
        let evidence = pieces.remove(update.id.as_str()).unwrap_or_default();
        items.push(said(update, evidence));
    }
    let reports = store::reports_of(tx.conn, id)?;
    for (report, at) in reports {
        let evidence = pieces.remove(report.as_str()).unwrap_or_default();
        let act = items
            .iter_mut()
            .find(|item| item.verb.as_deref() == Some(REPORT) && item.at == shown(at));
        if let Some(act) = act {
            act.evidence = evidence;
        }
    }
    items.extend(milestones.into_iter().filter_map(reached));
    items.extend(responsibles.into_iter().map(|r| answers(r, &persons, &row)));
    for item in &mut items {
        item.by_name = item.by.as_ref().and_then(|by| users.get(by).cloned());
    }
    // Drafted on the real clock, everything else on the business day's.
    if let Some(first) = items.iter().map(|item| item.at).min() {
        items[0].at = first;
        items[0].day = local_day(first);
    }
    items.sort_by_key(|item| item.at);
    Ok(TimelineView { items })
}

fn entry(at: chrono::NaiveDateTime, what: &'static str) -> TimelineEntry {
    TimelineEntry {
        at: shown(at),
        day: local_day(shown(at)),
        what,
        verb: None,
        status: None,
        by: None,
        by_name: None,
        text: None,
        person_id: None,
        person_name: None,
        due_on: None,
        evidence: Vec::new(),
        decision: None,
    }
}

fn created(row: &store::IssueRow) -> TimelineEntry {
    TimelineEntry {
        verb: Some("create".to_owned()),
        status: Some(IssueStatus::Draft),
        by: Some(row.entered_by.clone()),
        ..entry(row.created_at, "act")
    }
}

fn act(row: store::ActRow) -> TimelineEntry {
    TimelineEntry {
        day: row.day,
        decision: store::decision(
            row.decision_body.as_ref(),
            row.decision_document_no.as_ref(),
            row.decision_on,
        ),
        verb: Some(row.verb),
        status: Some(row.status),
        by: Some(row.user_id),
        text: row.comment,
        due_on: row.due_on,
        ..entry(row.at, "act")
    }
}

fn said(row: UpdateRow, evidence: Vec<EvidenceView>) -> TimelineEntry {
    TimelineEntry {
        evidence,
        by: Some(row.posted_by),
        text: Some(row.text),
        ..entry(row.posted_at, "update")
    }
}

fn reached(row: MilestoneRow) -> Option<TimelineEntry> {
    let day = row.done_on?;
    Some(TimelineEntry {
        day,
        by: row.done_by,
        text: Some(row.title),
        due_on: Some(row.due_on),
        ..entry(day.and_hms_opt(12, 0, 0)?, "milestone")
    })
}

fn answers(
    row: store::ResponsibleRow,
    persons: &HashMap<PersonId, String>,
    issue: &store::IssueRow,
) -> TimelineEntry {
    let at = row.from_on.and_hms_opt(0, 0, 1).unwrap_or(issue.created_at);
    TimelineEntry {
        day: row.from_on,
        text: Some(row.position),
        person_name: persons.get(&row.person_id).cloned(),
        person_id: Some(row.person_id),
        ..entry(at, "responsible")
    }
}

/// A list that is always whole.
pub(super) fn whole<T>(items: Vec<T>) -> ListOf<T> {
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    ListOf {
        items,
        page: 1,
        per_page: total.max(1),
        total,
    }
}
