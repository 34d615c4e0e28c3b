//! Sends a registration back with what is to be improved.

use super::super::requests::Remark;
use super::super::store;
use super::{Record, answer_registration, cited, state_of};
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::registration::{Decision, RegistrationVerb, check_comment, next_status};

/// Returns one and answers with it.
pub(in super::super) fn reply(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: Record,
    body: Remark,
) -> Outcome<Recorded<StoredReply>> {
    let event = send(tx, caller, &mut record, &body.comment, body.decision)?;
    answer_registration(tx, caller, event, &record)
}

/// Returns the registration and says what to record.
pub(in super::super) fn send(
    tx: &mut Tx<'_>,
    caller: &Caller,
    record: &mut Record,
    comment: &str,
    decision: Option<Decision>,
) -> Outcome<Event> {
    let before = state_of(&record.row);
    let next = next_status(record.row.status, RegistrationVerb::Return)?;
    let comment = check_comment(comment)?;
    let decision = cited(tx, caller, &record.facts, decision)?;
    record.row.status = next.unwrap_or(record.row.status);
    record.row.cite(&decision);
    record.row.approval_step = None;
    record.row.returned_comment = Some(comment.clone());
    store::save(tx, &mut record.row)?;
    Ok(
        Event::new("registration.returned", "registration", &record.row.id)
            .unit(&record.row.unit_id)
            .reason(comment)
            .before(before)
            .after(state_of(&record.row)),
    )
}
