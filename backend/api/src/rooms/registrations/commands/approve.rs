//! Passes a registration: its pledges begin and count.

use super::super::requests::Approval;
use super::super::store;
use super::{Record, answer_registration, cited, state_of};
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::pledges;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::ids::UserId;
use lamtheo_domain::programme::{ProgrammeStatus, year_closed};
use lamtheo_domain::registration::{Decision, PledgeStatus, RegistrationVerb, next_status};

/// Passes one and answers with it.
pub(in super::super) fn reply(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: Record,
    body: Approval,
) -> Outcome<Recorded<StoredReply>> {
    let mut event = pass(tx, caller, &mut record, body.decision)?;
    if let Some(comment) = body.comment {
        event = event.reason(comment);
    }
    answer_registration(tx, caller, event, &record)
}

/// Passes the registration and says what to record.
pub(in super::super) fn pass(
    tx: &mut Tx<'_>,
    caller: &Caller,
    record: &mut Record,
    decision: Option<Decision>,
) -> Outcome<Event> {
    let before = state_of(&record.row);
    let next = next_status(record.row.status, RegistrationVerb::Approve)?;
    let year = store::year_rules(tx.conn, record.row.year)?;
    if year.status == ProgrammeStatus::Closed {
        return Err(year_closed().into());
    }
    let decision = cited(tx, caller, &record.facts, decision)?;
    record.row.status = next.unwrap_or(record.row.status);
    record.row.cite(&decision);
    record.row.approval_step = None;
    record.row.returned_comment = None;
    record.row.approved_at = Some(stored(tx.at.business_now));
    record.row.approved_by = Some::<UserId>(caller.user_id.clone());
    store::save(tx, &mut record.row)?;
    diesel::update(pledges::table.filter(pledges::registration_id.eq(&record.row.id)))
        .set((
            pledges::status.eq(PledgeStatus::InProgress),
            pledges::counted.eq(true),
            pledges::version.eq(pledges::version + 1),
            pledges::updated_at.eq(stored(tx.at.now)),
        ))
        .execute(tx.conn)?;
    Ok(
        Event::new("registration.approved", "registration", &record.row.id)
            .unit(&record.row.unit_id)
            .before(before)
            .after(state_of(&record.row)),
    )
}
