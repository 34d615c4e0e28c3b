//! Someone else of the level above confirms a report, or sends it back.

use super::{Record, Said, cited, settle_extension, step};
use diesel::prelude::*;
use lamtheo_db::schema::issue_reports;
use lamtheo_db::{Event, Outcome, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::issue::{IssueVerb, check_remark};
use lamtheo_domain::registration::Decision;

/// Confirms the issue and says what to record.
pub(in super::super) fn confirm(
    tx: &mut Tx<'_>,
    caller: &Caller,
    record: &mut Record,
    comment: Option<&str>,
    decision: Option<Decision>,
) -> Outcome<Event> {
    let decision = cited(tx, caller, record, IssueVerb::Confirm, decision)?;
    let comment = check_remark("/comment", comment.unwrap_or_default(), false)?;
    decide_report(
        tx,
        caller,
        record,
        "confirmed",
        (comment.as_deref(), &decision),
    )?;
    settle_extension::lapse(tx, caller, record)?;
    let today = tx.at.today;
    let said = Said::comment(comment).citing(decision);
    step(tx, caller, record, IssueVerb::Confirm, said, |row| {
        row.confirmed_on = Some(today);
    })
}

/// Sends the report back and says what to record.
pub(in super::super) fn send_back(
    tx: &mut Tx<'_>,
    caller: &Caller,
    record: &mut Record,
    comment: &str,
    decision: Option<Decision>,
) -> Outcome<Event> {
    let decision = cited(tx, caller, record, IssueVerb::SendBack, decision)?;
    let comment = check_remark("/comment", comment, true)?;
    decide_report(
        tx,
        caller,
        record,
        "sent_back",
        (comment.as_deref(), &decision),
    )?;
    let said = Said::comment(comment).citing(decision);
    step(tx, caller, record, IssueVerb::SendBack, said, |_| ())
}

/// Writes the outcome on the report that waits.
fn decide_report(
    tx: &mut Tx<'_>,
    caller: &Caller,
    record: &Record,
    outcome: &str,
    (comment, decision): (Option<&str>, &Decision),
) -> Outcome<()> {
    diesel::update(
        issue_reports::table
            .filter(issue_reports::issue_id.eq(record.row.id.clone()))
            .filter(issue_reports::outcome.is_null()),
    )
    .set((
        issue_reports::outcome.eq(Some(outcome)),
        issue_reports::comment.eq(comment),
        issue_reports::decided_by.eq(Some(caller.user_id.clone())),
        issue_reports::decided_at.eq(Some(stored(tx.at.business_now))),
        issue_reports::decision_body.eq(decision.body.clone()),
        issue_reports::decision_document_no.eq(decision.document_no.clone()),
        issue_reports::decision_on.eq(decision.decided_on),
    ))
    .execute(tx.conn)?;
    Ok(())
}
