//! The evidence (minh chứng) on pledges.

use super::facts::{readable, reads_pledge};
use super::store;
use lamtheo_db::{Failure, Outcome, ReadTx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::{Class, ids::*};

/// Whether the caller may read the pledge `id`: then whose it is, if a person's.
pub fn pledge_seen(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    id: &PledgeId,
) -> Outcome<Option<Option<PersonId>>> {
    match seen(tx, caller, id) {
        Err(Failure::Refusal(refusal)) if refusal.class == Class::NotFound => Ok(None),
        found => found,
    }
}

fn seen(tx: &mut ReadTx<'_>, caller: &Caller, id: &PledgeId) -> Outcome<Option<Option<PersonId>>> {
    let pledge = store::pledge(tx.conn, id)?;
    let registration = store::registration(tx.conn, &pledge.registration_id)?;
    let facts = readable(tx.conn, caller, tx.at.today, &registration)?;
    Ok(reads_pledge(caller, &facts, &pledge).then_some(registration.person_id))
}
