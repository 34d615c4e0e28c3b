//! The subject declares what became of a pledge.

use super::super::requests::ReportBody;
use super::super::store::{self, ReportRow};
use super::{PledgeRecord, answer_pledge, pledge_state};
use crate::rooms::files::{EvidencePart, Object, evidence};
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::pledge_reports;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::registration::{
    PledgeReport, PledgeVerb, check_report, check_work, next_pledge_status,
};

/// Runs the report.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: PledgeRecord,
    body: ReportBody,
    most_files: usize,
) -> Outcome<Recorded<StoredReply>> {
    let before = pledge_state(&record.pledge);
    let year = store::year_rules(tx.conn, record.row.year)?;
    check_work(record.row.status, year.status)?;
    let next = next_pledge_status(record.pledge.status, PledgeVerb::Report)?;
    let id = RowId::new(tx.at.now);
    let object = Object::pledge(&record.pledge.id);
    let place = (EvidencePart::Report, id.as_str());
    evidence::attach(tx, caller, &object, place, &body.evidence_ids, most_files)?;
    let pieces = evidence::counts(tx.conn, object.kind, &[object.id])?;
    let pieces = usize::try_from(pieces.get(object.id).copied().unwrap_or(0)).unwrap_or(0);
    let report = PledgeReport {
        result: body.result,
        summary: body.summary,
        done_on: body.done_on,
    };
    let report = check_report(
        report,
        record.row.year,
        tx.at.today,
        (year.evidence_required, pieces),
    )?;
    record.pledge.status = next;
    record.pledge.declared_result = Some(report.result);
    record.pledge.verified_result = None;
    store::save_pledge(tx, &mut record.pledge)?;
    let row = ReportRow {
        id,
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
