//! The owner begins.

use super::{Record, Said, answer, step};
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Outcome, Recorded, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::issue::IssueVerb;

/// Runs the beginning.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: Record,
) -> Outcome<Recorded<StoredReply>> {
    let verb = IssueVerb::Start;
    let event = step(tx, caller, &mut record, verb, Said::default(), |_| ())?;
    answer(tx, caller, event, record)
}
