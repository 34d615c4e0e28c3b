//! Puts checked issues into the tables, each with its history and its trace.

use super::IssueItem;
use crate::import::Written;
use crate::rows::{
    IssueActRow, IssueCoordinatorRow, IssueReportRow, IssueResponsibleRow, IssueRow,
};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use diesel::prelude::*;
use lamtheo_db::schema::issues;
use lamtheo_db::{Event, Outcome, Recorded, Tx, bulk, stored};
use lamtheo_domain::issue::{
    IssueStatus as S, IssueVerb as V, counts_after_withdrawal, is_counted,
};
use lamtheo_domain::kernel::ids::{IssueId, RowId};
use serde_json::json;
use std::collections::HashMap;

#[derive(Default)]
struct Batch {
    issues: Vec<IssueRow>,
    coordinators: Vec<IssueCoordinatorRow>,
    responsibles: Vec<IssueResponsibleRow>,
    reports: Vec<IssueReportRow>,
    acts: Vec<IssueActRow>,
}

pub(super) fn write(
    tx: &mut Tx<'_>,
    items: Vec<IssueItem>,
    by: &Written,
) -> Outcome<Recorded<usize>> {
    let stamp = bulk::instant(stored(tx.at.now));
    let mut origins = origins(tx, &items, by)?;
    let mut batch = Batch::default();
    let mut events = Vec::with_capacity(items.len());
    let count = items.len();
    for item in items {
        let id = IssueId::new(tx.at.now);
        let after = json!({
            "source": by.source, "external_id": item.external_id, "year": item.year(), "status": item.status,
        });
        events.push(
            Event::new("issue.imported", "issue", &id)
                .unit(&item.owner)
                .after(after),
        );
        let origin = item
            .carried_from
            .as_ref()
            .and_then(|code| origins.get(code));
        let origin = origin.cloned();
        origins.insert(item.external_id.clone(), id.to_string());
        parts(tx, &id, &item, by, &mut batch);
        history(tx, &id, &item, by, &mut batch);
        batch.issues.push(issue_row(&id, item, origin, by, &stamp));
    }
    bulk::insert(tx.conn, &batch.issues, 1_000)?;
    bulk::insert(tx.conn, &batch.coordinators, 1_000)?;
    bulk::insert(tx.conn, &batch.responsibles, 1_000)?;
    bulk::insert(tx.conn, &batch.reports, 1_000)?;
    bulk::insert(tx.conn, &batch.acts, 1_000)?;
    tx.record_all(events, count)
}

/// The issues of earlier years that came in before, by their codes.
fn origins(tx: &mut Tx<'_>, items: &[IssueItem], by: &Written) -> Outcome<HashMap<String, String>> {
    let codes: Vec<&String> = items
        .iter()
        .filter_map(|i| i.carried_from.as_ref())
        .collect();
    if codes.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Option<String>, IssueId)> = issues::table
        .filter(issues::source.eq(&by.source))
        .filter(issues::external_id.is_not_null())
        .filter(issues::external_id.assume_not_null().eq_any(codes))
        .select((issues::external_id, issues::id))
        .load(tx.conn)?;
    let known = rows.into_iter();
    Ok(known
        .filter_map(|(code, id)| Some((code?, id.to_string())))
        .collect())
}

/// Noon of a day in Viet Nam: a sheet knows the day only.
fn noon(day: NaiveDate) -> NaiveDateTime {
    NaiveDateTime::new(day, NaiveTime::MIN) + TimeDelta::hours(5)
}

fn issue_row(
    id: &IssueId,
    item: IssueItem,
    carried_from_id: Option<String>,
    by: &Written,
    stamp: &str,
) -> IssueRow {
    let past = &item.past;
    let due_on = item.deadline.map(|deadline| deadline.due_on);
    let last_day = item.deadline.map(|deadline| deadline.effective_on);
    let counted = is_counted(past.registered_on, item.carried_from.is_some());
    let counted = match &past.withdrawn {
        Some((_, on)) => counts_after_withdrawal(counted, last_day, *on),
        None => counted,
    };
    IssueRow {
        id: id.to_string(),
        year: item.year(),
        search_key: item.draft.search_key(),
        kind: item.draft.kind.as_str(),
        registering_level: item.level.as_str(),
        owning_unit_id: item.owner.to_string(),
        responsible_person_id: item.responsible.as_ref().map(|r| r.person.to_string()),
        responsible_position: item.responsible.map(|r| r.position).unwrap_or_default(),
        registered_on: past.registered_on,
        due_on,
        due_effective_on: last_day,
        original_due_on: past.registered_on.and(past.original_due_on.or(due_on)),
        status: item.status.as_str(),
        state_since: since(past, item.today),
        extensions_count: past.extensions,
        reopened_count: past.reopened,
        counted,
        confirmed_on: past.confirmed_on,
        visibility: item.draft.visibility.as_str(),
        title: item.draft.title,
        content: item.draft.content,
        field: item.draft.field.into(),
        public_title: item.draft.public_title,
        public_content: item.draft.public_content,
        entered_by: by.user_id.clone(),
        carried_from_id,
        source: by.source.clone().into(),
        external_id: Some(item.external_id),
        version: 1,
        created_at: stamp.to_owned(),
        updated_at: stamp.to_owned(),
    }
}

/// The last day on which something is known to have happened.
fn since(past: &super::Past, today: NaiveDate) -> NaiveDate {
    let withdrawn = past.withdrawn.as_ref().map(|(_, on)| *on);
    let reported = past.report.as_ref().map(|(_, on)| *on);
    withdrawn
        .or(past.confirmed_on)
        .or(reported)
        .or(past.registered_on)
        .unwrap_or(today)
}

fn parts(tx: &Tx<'_>, id: &IssueId, item: &IssueItem, by: &Written, batch: &mut Batch) {
    let row_id = || RowId::new(tx.at.now).to_string();
    for unit in &item.coordinating {
        batch.coordinators.push(IssueCoordinatorRow {
            issue_id: id.to_string(),
            unit_id: unit.to_string(),
        });
    }
    batch
        .responsibles
        .extend(item.responsible.as_ref().map(|r| IssueResponsibleRow {
            id: row_id(),
            issue_id: id.to_string(),
            person_id: r.person.to_string(),
            unit_id: r.unit.to_string(),
            position: r.position.clone(),
            from_on: item.past.registered_on.unwrap_or(item.today),
            to_on: None,
            ended_because: None,
        }));
    let Some((summary, done_on)) = &item.past.report else {
        return;
    };
    let decided_on = item.past.confirmed_on;
    batch.reports.push(IssueReportRow {
        id: row_id(),
        issue_id: id.to_string(),
        summary: summary.clone(),
        done_on: *done_on,
        reported_by: by.user_id.clone(),
        reported_at: bulk::instant(noon(*done_on)),
        outcome: match item.status {
            S::Confirmed => Some("confirmed"),
            S::SentBack => Some("sent_back"),
            _ => None,
        },
        comment: None,
        decided_by: decided_on.map(|_| by.user_id.clone()),
        decided_at: decided_on.map(|on| bulk::instant(noon(on))),
        decision_body: None,
        decision_document_no: None,
        decision_on: None,
    });
}

/// The steps that lead to the state, as far as a sheet knows them.
fn history(tx: &Tx<'_>, id: &IssueId, item: &IssueItem, by: &Written, batch: &mut Batch) {
    let past = &item.past;
    let reported_on = past.report.as_ref().map(|(_, on)| *on);
    let withdrawn_on = past.withdrawn.as_ref().map(|(_, on)| *on);
    let entered = past.registered_on.or(withdrawn_on).unwrap_or(item.today);
    let is = |status: &[S]| status.contains(&item.status);
    let steps = [
        (
            V::Submit,
            S::Submitted,
            (!is(&[S::Draft])).then_some(entered),
        ),
        (
            V::Return,
            S::Returned,
            is(&[S::Returned]).then_some(entered),
        ),
        (V::Register, S::Registered, past.registered_on),
        (
            V::Start,
            S::InProgress,
            past.registered_on
                .filter(|_| !is(&[S::Registered, S::Withdrawn])),
        ),
        (V::ReportResolved, S::ReportedResolved, reported_on),
        (
            V::SendBack,
            S::SentBack,
            reported_on.filter(|_| is(&[S::SentBack])),
        ),
        (V::Confirm, S::Confirmed, past.confirmed_on),
        (V::Withdraw, S::Withdrawn, withdrawn_on),
        (
            V::CarryOver,
            S::CarriedOver,
            past.registered_on.filter(|_| is(&[S::CarriedOver])),
        ),
    ];
    let steps = steps
        .into_iter()
        .filter_map(|(verb, status, on)| Some((verb, status, on?)));
    for (minutes, (verb, status, on)) in (0i64..).zip(steps) {
        let decision = past.decision.as_ref().filter(|_| verb == V::Register);
        let reason = past.withdrawn.as_ref().filter(|_| verb == V::Withdraw);
        batch.acts.push(IssueActRow {
            id: RowId::new(tx.at.now).to_string(),
            issue_id: id.to_string(),
            verb: verb.as_str(),
            status: status.as_str(),
            user_id: by.user_id.clone(),
            at: bulk::instant(noon(on) + TimeDelta::minutes(minutes)),
            day: on,
            due_on: matches!(verb, V::Submit | V::Register)
                .then_some(item.draft.due_on)
                .flatten(),
            comment: reason.map(|(reason, _)| reason.clone().into()),
            decision_body: decision.map(|d| d.body.clone()),
            decision_document_no: decision.map(|d| d.document_no.clone()),
            decision_on: decision.map(|d| d.on),
        });
    }
}
