//! The owner declares an issue resolved.

use super::super::requests::ResolvedBody;
use super::super::store::ReportRow;
use super::{Record, Said, answer, step};
use crate::rooms::files::{EvidencePart, Object, evidence};
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::issue_reports;
use lamtheo_db::{Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::issue::{IssueVerb, check_report, next_status};
use lamtheo_domain::kernel::ids::*;

/// Runs the report.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: Record,
    body: ResolvedBody,
    most_files: usize,
) -> Outcome<Recorded<StoredReply>> {
    next_status(record.row.status, IssueVerb::ReportResolved)?;
    let registered = record.row.registered_on;
    let summary = check_report(&body.summary, body.done_on, registered, tx.at.today)?;
    let report = ReportRow {
        id: RowId::new(tx.at.now),
        issue_id: record.row.id.clone(),
        summary: summary.clone(),
        done_on: body.done_on,
        reported_by: caller.user_id.clone(),
        reported_at: stored(tx.at.business_now),
        outcome: None,
        comment: None,
        decided_by: None,
        decided_at: None,
        decision_body: None,
        decision_document_no: None,
        decision_on: None,
    };
    diesel::insert_into(issue_reports::table)
        .values(&report)
        .execute(tx.conn)?;
    evidence::attach(
        tx,
        caller,
        &Object::issue(&record.row.id),
        (EvidencePart::Report, report.id.as_str()),
        &body.evidence_ids,
        most_files,
    )?;
    let said = Said::comment(Some(summary));
    let verb = IssueVerb::ReportResolved;
    let event = step(tx, caller, &mut record, verb, said, |_| ())?;
    answer(tx, caller, event, record)
}
