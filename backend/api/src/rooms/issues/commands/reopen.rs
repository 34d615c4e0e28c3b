//! The level above reopens an issue that was confirmed too early; it is counted.

use super::super::requests::RemarkBody;
use super::{Record, Said, answer, cited, step};
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::issue_reports;
use lamtheo_db::{Outcome, Recorded, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::issue::{IssueVerb, check_remark};

/// Runs the reopening.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: Record,
    body: RemarkBody,
) -> Outcome<Recorded<StoredReply>> {
    let decision = cited(tx, caller, &record, IssueVerb::Reopen, body.decision)?;
    let comment = check_remark("/comment", &body.comment, true)?;
    diesel::update(
        issue_reports::table
            .filter(issue_reports::issue_id.eq(record.row.id.clone()))
            .filter(issue_reports::outcome.eq("confirmed")),
    )
    .set(issue_reports::outcome.eq("reopened"))
    .execute(tx.conn)?;
    let said = Said::comment(comment).citing(decision);
    let verb = IssueVerb::Reopen;
    let event = step(tx, caller, &mut record, verb, said, |row| {
        row.reopened_count += 1;
        row.confirmed_on = None;
    })?;
    answer(tx, caller, event, record)
}
