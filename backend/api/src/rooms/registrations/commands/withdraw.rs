//! Withdraws a draft: it is gone, the audit log keeps that it was there.

use super::{Record, state_of};
use crate::web::answer;
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::{pledges, registrations};
use lamtheo_db::{Event, Outcome, Recorded, Tx};
use lamtheo_domain::registration::{RegistrationVerb, next_status};

/// Runs the withdrawal.
pub(in super::super) fn run(tx: &mut Tx<'_>, record: Record) -> Outcome<Recorded<StoredReply>> {
    let row = &record.row;
    next_status(row.status, RegistrationVerb::Withdraw)?;
    diesel::delete(pledges::table.filter(pledges::registration_id.eq(&row.id))).execute(tx.conn)?;
    let gone = diesel::delete(
        registrations::table
            .filter(registrations::id.eq(&row.id))
            .filter(registrations::version.eq(row.version)),
    )
    .execute(tx.conn)?;
    Tx::one_row(gone)?;
    let event = Event::new("registration.withdrawn", "registration", &row.id)
        .unit(&row.unit_id)
        .before(state_of(row));
    tx.record(event, answer::gone())
}
