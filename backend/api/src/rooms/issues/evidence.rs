//! The evidence (minh chứng) on issues, their reports and updates.

use super::facts::readable;
use super::store;
use lamtheo_db::{Failure, Outcome, ReadTx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::{Class, ids::*};

/// Whether the caller may read the issue `id`.
pub fn may_read(tx: &mut ReadTx<'_>, caller: &Caller, id: &IssueId) -> Outcome<bool> {
    let seen = store::issue(tx.conn, id)
        .and_then(|row| readable(tx.conn, caller, tx.at.today, &row).map(drop));
    match seen {
        Ok(()) => Ok(true),
        Err(Failure::Refusal(refusal)) if refusal.class == Class::NotFound => Ok(false),
        Err(failure) => Err(failure),
    }
}
