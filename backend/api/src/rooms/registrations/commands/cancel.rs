//! The approver consents that a pledge is given up. Before the report window
//! opens it leaves the denominator, afterwards it stays in it.

use super::super::requests::CancelBody;
use super::super::store;
use super::{PledgeRecord, answer_pledge, cited, pledge_state};
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::registration::{
    PledgeVerb, check_reason, check_work, counts, next_pledge_status,
};

/// Runs the cancellation.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: PledgeRecord,
    body: CancelBody,
) -> Outcome<Recorded<StoredReply>> {
    let before = pledge_state(&record.pledge);
    let year = store::year_rules(tx.conn, record.row.year)?;
    check_work(record.row.status, year.status)?;
    let next = next_pledge_status(record.pledge.status, PledgeVerb::Cancel)?;
    let reason = check_reason(&body.reason)?;
    cited(tx, caller, &record.facts, body.decision)?;
    let today = tx.at.today;
    record.pledge.status = next;
    record.pledge.cancel_reason = Some(reason.clone());
    record.pledge.cancelled_on = Some(today);
    record.pledge.counted = counts(record.row.status, Some(today), year.windows.report_opens_on);
    store::save_pledge(tx, &mut record.pledge)?;
    let event = Event::new("pledge.cancelled", "pledge", &record.pledge.id)
        .unit(&record.row.unit_id)
        .reason(reason)
        .before(before)
        .after(pledge_state(&record.pledge));
    answer_pledge(tx, caller, event, &record)
}
