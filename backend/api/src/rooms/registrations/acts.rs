//! What a branch meeting passes in one act: each record on its own, with the
//! same rules as one by one; a refused one leaves no trace and holds up none.

use super::commands::{self, approve, return_, send_back, verify};
use super::facts::readable;
use super::{names, store};
use lamtheo_db::{Event, Failure, Outcome, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::{Refusal, ids::*};
use lamtheo_domain::registration::{Decision, PledgeResult};

/// One item of an act.
#[derive(Debug, Clone)]
pub enum Act {
    /// Pass a registration.
    Approve(RegistrationId),
    /// Return a registration with a comment.
    Return(RegistrationId, String),
    /// Confirm a report with the result as found, or as declared.
    Verify(PledgeId, Option<PledgeResult>, Option<String>),
    /// Send a report back with a comment.
    SendBack(PledgeId, String),
}

/// Carries out one item at `version` and says what to record with the record's new version.
pub fn carry_out(
    tx: &mut Tx<'_>,
    caller: &Caller,
    act: &Act,
    version: i32,
    decision: &Decision,
) -> Outcome<(Event, i32)> {
    let cited = Some(decision.clone());
    match act {
        Act::Approve(id) => {
            let mut record = commands::load_for_decision(tx, caller, id)?;
            same(record.row.version, version)?;
            let event = approve::pass(tx, caller, &mut record, cited)?;
            Ok((event, record.row.version))
        }
        Act::Return(id, comment) => {
            let mut record = commands::load_for_decision(tx, caller, id)?;
            same(record.row.version, version)?;
            let event = return_::send(tx, caller, &mut record, comment, cited)?;
            Ok((event, record.row.version))
        }
        Act::Verify(id, result, comment) => {
            let mut record = commands::load_pledge_for_decision(tx, caller, id)?;
            same(record.pledge.version, version)?;
            let result = result
                .or(record.pledge.declared_result)
                .unwrap_or(PledgeResult::NotCompleted);
            let event =
                verify::confirm(tx, caller, &mut record, result, comment.as_deref(), cited)?;
            Ok((event, record.pledge.version))
        }
        Act::SendBack(id, comment) => {
            let mut record = commands::load_pledge_for_decision(tx, caller, id)?;
            same(record.pledge.version, version)?;
            let event = send_back::send(tx, caller, &mut record, comment, cited)?;
            Ok((event, record.pledge.version))
        }
    }
}

/// Whose record an item is about, when the caller may know.
pub fn subject_of(tx: &mut Tx<'_>, caller: &Caller, act: &Act) -> Outcome<Option<String>> {
    let id = match act {
        Act::Approve(id) | Act::Return(id, _) => id.clone(),
        Act::Verify(id, ..) | Act::SendBack(id, _) => match store::pledge(tx.conn, id) {
            Ok(pledge) => pledge.registration_id,
            Err(failure) => return nobody(failure),
        },
    };
    let row = match store::registration(tx.conn, &id) {
        Ok(row) => row,
        Err(failure) => return nobody(failure),
    };
    if let Err(failure) = readable(tx.conn, caller, tx.at.today, &row) {
        return nobody(failure);
    }
    let names = names::beside(tx.conn, &row, tx.at.today)?;
    Ok(Some(names.person.unwrap_or(names.unit)))
}

fn nobody(failure: Failure) -> Outcome<Option<String>> {
    match failure {
        Failure::Refusal(_) => Ok(None),
        broken @ Failure::Database(_) => Err(broken),
    }
}

fn same(read: i32, wanted: i32) -> Outcome<()> {
    if read == wanted {
        Ok(())
    } else {
        Err(Refusal::stale().into())
    }
}
