//! The subject declares what became of a pledge.

use super::super::requests::ReportBody;
use super::super::store::{self, ReportRow};
use super::{PledgeRecord, answer_pledge, pledge_state};
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::pledge_reports;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::{FieldError, Refusal, ids::*};
use lamtheo_domain::registration::{
    PledgeReport, PledgeVerb, check_report, check_work, next_pledge_status,
};

/// Runs the report.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: PledgeRecord,
    body: ReportBody,
) -> Outcome<Recorded<StoredReply>> {
    let before = pledge_state(&record.pledge);
    let year = store::year_rules(tx.conn, record.row.year)?;
    check_work(record.row.status, year.status)?;
    let next = next_pledge_status(record.pledge.status, PledgeVerb::Report)?;
    if !body.evidence_ids.is_empty() {
        return Err(unknown_evidence().into());
    }
    let report = PledgeReport {
        result: body.result,
        summary: body.summary,
        done_on: body.done_on,
    };
    let report = check_report(
        report,
        record.row.year,
        tx.at.today,
        (year.evidence_required, 0),
    )?;
    record.pledge.status = next;
    record.pledge.declared_result = Some(report.result);
    record.pledge.verified_result = None;
    store::save_pledge(tx, &mut record.pledge)?;
    let row = ReportRow {
        id: RowId::new(tx.at.now),
        pledge_id: record.pledge.id.clone(),
        result: report.result,
        summary: report.summary,
        done_on: report.done_on,
        reported_by: caller.user_id.clone(),
        reported_at: stored(tx.at.business_now),
        outcome: None,
        verified_result: None,
        comment: None,
        decided_by: None,
        decided_at: None,
        decision_body: None,
        decision_document_no: None,
        decision_on: None,
        decision_meeting_id: None,
    };
    diesel::insert_into(pledge_reports::table)
        .values(&row)
        .execute(tx.conn)?;
    let event = Event::new("pledge.reported", "pledge", &record.pledge.id)
        .unit(&record.row.unit_id)
        .before(before)
        .after(pledge_state(&record.pledge));
    answer_pledge(tx, caller, event, &record)
}

fn unknown_evidence() -> Refusal {
    Refusal::fields(vec![FieldError::new(
        "/evidence_ids",
        "unknown_file",
        "Không có tệp minh chứng này",
    )])
}
