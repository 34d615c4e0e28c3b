//! Sends a report back with a comment; it can be reported again.

use super::super::requests::Remark;
use super::super::store;
use super::verify::decide_report;
use super::{PledgeRecord, answer_pledge, cited, pledge_state};
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::registration::{
    Decision, PledgeVerb, check_comment, check_work, next_pledge_status,
};

/// Sends one back and answers with it.
pub(in super::super) fn reply(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: PledgeRecord,
    body: Remark,
) -> Outcome<Recorded<StoredReply>> {
    let event = send(tx, caller, &mut record, &body.comment, body.decision)?;
    answer_pledge(tx, caller, event, &record)
}

/// Sends the report back and says what to record.
pub(in super::super) fn send(
    tx: &mut Tx<'_>,
    caller: &Caller,
    record: &mut PledgeRecord,
    comment: &str,
    decision: Option<Decision>,
) -> Outcome<Event> {
    let before = pledge_state(&record.pledge);
    let year = store::year_rules(tx.conn, record.row.year)?;
    check_work(record.row.status, year.status)?;
    let next = next_pledge_status(record.pledge.status, PledgeVerb::SendBack)?;
    let comment = check_comment(comment)?;
    let decision = cited(tx, caller, &record.facts, decision)?;
    record.pledge.status = next;
    store::save_pledge(tx, &mut record.pledge)?;
    decide_report(
        tx,
        caller,
        record,
        ("sent_back", None, Some(comment.clone())),
        &decision,
    )?;
    Ok(Event::new("pledge.sent_back", "pledge", &record.pledge.id)
        .unit(&record.row.unit_id)
        .reason(comment)
        .before(before)
        .after(pledge_state(&record.pledge)))
}
