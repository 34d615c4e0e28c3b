//! Puts checked registrations into the tables.

use super::{Decided, PledgeItem, RegistrationItem};
use crate::import::Written;
use crate::rows::{PledgeRow, RegistrationRow, ReportRow};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use lamtheo_db::{Event, Outcome, Recorded, Tx, bulk, stored};
use lamtheo_domain::kernel::ids::{PledgeId, RegistrationId, RowId};
use lamtheo_domain::kernel::text::search_key;
use lamtheo_domain::registration::{PledgeResult, PledgeStatus, RegistrationStatus, Visibility};
use serde_json::json;

pub(super) fn write(
    tx: &mut Tx<'_>,
    items: Vec<RegistrationItem>,
    by: &Written,
) -> Outcome<Recorded<usize>> {
    let stamp = bulk::instant(stored(tx.at.now));
    let (mut registrations, mut pledges, mut reports) = (vec![], vec![], vec![]);
    let mut events = Vec::with_capacity(items.len());
    let count = items.len();
    for item in items {
        let id = RegistrationId::new(tx.at.now);
        let after = json!({
            "source": by.source, "external_id": item.external_id, "year": item.year, "status": item.status,
            "pledges": item.pledges.len(),
        });
        events.push(
            Event::new("registration.imported", "registration", &id)
                .unit(&item.unit_id)
                .after(after),
        );
        for (index, pledge) in item.pledges.iter().enumerate() {
            let row = pledge_row(tx, &id, &item, index, pledge, &stamp);
            reports.extend(report_row(tx, &row.id, pledge, item.decision.as_ref(), by));
            pledges.push(row);
        }
        registrations.push(registration_row(&id, item, by, &stamp));
    }
    bulk::insert(tx.conn, &registrations, 1_000)?;
    bulk::insert(tx.conn, &pledges, 1_000)?;
    bulk::insert(tx.conn, &reports, 1_000)?;
    tx.record_all(events, count)
}

/// Noon of a day in Viet Nam: a sheet knows the day only.
fn noon(day: NaiveDate) -> NaiveDateTime {
    NaiveDateTime::new(day, NaiveTime::MIN) + TimeDelta::hours(5)
}

fn registration_row(
    id: &RegistrationId,
    item: RegistrationItem,
    by: &Written,
    stamp: &str,
) -> RegistrationRow {
    let decision = item.decision;
    let widest = item
        .pledges
        .iter()
        .map(|p| p.draft.visibility)
        .max()
        .unwrap_or(Visibility::Internal);
    RegistrationRow {
        id: id.to_string(),
        year: item.year,
        subject_kind: item.subject_kind.as_str(),
        subject_key: item.subject_key,
        on_behalf: item.person_id.is_some(),
        person_id: item.person_id.map(|person| person.to_string()),
        unit_id: item.unit_id.to_string(),
        membership: item.membership.map(|m| m.as_str()),
        position: item.position,
        position_group: item.group.as_str(),
        entered_by: by.user_id.clone(),
        paper_signed: item.paper_signed,
        status: item.status.as_str(),
        visibility: widest.as_str(),
        late: item.late,
        approval_step: (item.status == RegistrationStatus::Submitted).then_some(1),
        submitted_at: item.submitted_on.map(|day| bulk::instant(noon(day))),
        submitted_by: item.submitted_on.map(|_| by.user_id.clone()),
        approved_at: decision.as_ref().map(|d| bulk::instant(noon(d.on))),
        approved_by: decision.as_ref().map(|_| by.user_id.clone()),
        returned_comment: None,
        decision_on: decision.as_ref().map(|d| d.on),
        decision_body: decision.as_ref().map(|d| d.body.clone()),
        decision_document_no: decision.map(|d| d.document_no),
        decision_meeting_id: None,
        source: by.source.clone().into(),
        external_id: Some(item.external_id),
        version: 1,
        created_at: stamp.to_owned(),
        updated_at: stamp.to_owned(),
    }
}

fn pledge_row(
    tx: &Tx<'_>,
    registration: &RegistrationId,
    item: &RegistrationItem,
    index: usize,
    pledge: &PledgeItem,
    stamp: &str,
) -> PledgeRow {
    let counted = matches!(
        item.status,
        RegistrationStatus::Approved | RegistrationStatus::Closed
    );
    let status = match (counted, &pledge.report, pledge.verified) {
        (false, ..) => PledgeStatus::Draft,
        (true, None, _) => PledgeStatus::InProgress,
        (true, Some(_), None) => PledgeStatus::Reported,
        (true, Some(_), Some(_)) => PledgeStatus::Verified,
    };
    let draft = pledge.draft.clone();
    PledgeRow {
        id: PledgeId::new(tx.at.now).to_string(),
        registration_id: registration.to_string(),
        unit_id: item.unit_id.to_string(),
        year: item.year,
        subject_kind: item.subject_kind.as_str(),
        membership: item.membership.map(|m| m.as_str()),
        position_group: item.group.as_str(),
        ordinal: i32::try_from(index + 1).unwrap_or(i32::MAX),
        search_key: search_key(&draft.content),
        content: draft.content,
        measure: draft.measure,
        solution: draft.solution,
        field: draft.field.into(),
        due_on: draft.due_on,
        duty: draft.duty,
        topic_id: None,
        weakness: draft.weakness,
        visibility: draft.visibility.as_str(),
        status: status.as_str(),
        declared_result: pledge.report.as_ref().map(|r| r.result.as_str()),
        verified_result: pledge.verified.map(PledgeResult::as_str),
        disputed: false,
        counted,
        cancel_reason: None,
        cancelled_on: None,
        version: 1,
        created_at: stamp.to_owned(),
        updated_at: stamp.to_owned(),
    }
}

fn report_row(
    tx: &Tx<'_>,
    pledge_id: &str,
    pledge: &PledgeItem,
    decision: Option<&Decided>,
    by: &Written,
) -> Option<ReportRow> {
    let report = pledge.report.as_ref()?;
    let verified = decision.filter(|_| pledge.verified.is_some());
    Some(ReportRow {
        id: RowId::new(tx.at.now).to_string(),
        pledge_id: pledge_id.to_owned(),
        result: report.result.as_str(),
        summary: report.summary.clone(),
        done_on: report.done_on,
        reported_by: by.user_id.clone(),
        reported_at: bulk::instant(noon(report.done_on)),
        outcome: pledge.verified.map(|_| "verified"),
        verified_result: pledge.verified.map(PledgeResult::as_str),
        comment: None,
        decided_by: verified.map(|_| by.user_id.clone()),
        decided_at: verified.map(|d| bulk::instant(noon(report.done_on.max(d.on)))),
        decision_body: verified.map(|d| d.body.clone()),
        decision_document_no: verified.map(|d| d.document_no.clone()),
        decision_on: verified.map(|d| d.on),
        decision_meeting_id: None,
    })
}
