//! Takes an issue off the list. What is withdrawn after its last day stays in
//! the denominator.

use super::super::requests::WithdrawBody;
use super::{Record, Said, answer, cited, settle_extension, step};
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Outcome, Recorded, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::issue::{IssueVerb, check_remark, counts_after_withdrawal, next_status};
use lamtheo_domain::registration::Decision;

/// Runs the withdrawal.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: Record,
    body: WithdrawBody,
) -> Outcome<Recorded<StoredReply>> {
    let verb = IssueVerb::Withdraw;
    next_status(record.row.status, verb)?;
    let decision = if record.facts.registered {
        cited(tx, caller, &record, verb, body.decision)?
    } else {
        Decision::default()
    };
    let reason = check_remark("/reason", &body.reason, true)?;
    settle_extension::lapse(tx, caller, &record)?;
    let today = tx.at.today;
    let said = Said::comment(reason).citing(decision);
    let event = step(tx, caller, &mut record, verb, said, |row| {
        row.counted = counts_after_withdrawal(row.counted, row.due_effective_on, today);
    })?;
    answer(tx, caller, event, record)
}
