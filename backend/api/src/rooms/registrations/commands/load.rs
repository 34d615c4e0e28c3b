//! Loads a record within the caller's scope: out of it 404, then 403 when the
//! caller may see it but not do this.

use super::super::facts::readable;
use super::super::store::{self, PledgeRow, RegistrationRow};
use crate::web::request::Versioned;
use lamtheo_db::{Outcome, Tx};
use lamtheo_domain::access::{
    Caller, Citation, RecordFacts, may_decide, may_delete_draft, may_write,
};
use lamtheo_domain::kernel::{Class, ids::*};

/// A registration with its facts.
pub(in super::super) struct Record {
    pub row: RegistrationRow,
    pub facts: RecordFacts,
}

impl Versioned for Record {
    fn version(&self) -> i32 {
        self.row.version
    }
}

/// A pledge with its registration's facts.
pub(in super::super) struct PledgeRecord {
    pub pledge: PledgeRow,
    pub row: RegistrationRow,
    pub facts: RecordFacts,
}

impl Versioned for PledgeRecord {
    fn version(&self) -> i32 {
        self.pledge.version
    }
}

fn load(tx: &mut Tx<'_>, caller: &Caller, id: &RegistrationId) -> Outcome<Record> {
    let row = store::registration(tx.conn, id)?;
    let facts = readable(tx.conn, caller, tx.at.today, &row)?;
    Ok(Record { row, facts })
}

fn load_pledge(tx: &mut Tx<'_>, caller: &Caller, id: &PledgeId) -> Outcome<PledgeRecord> {
    let pledge = store::pledge(tx.conn, id)?;
    let Record { row, mut facts } = load(tx, caller, &pledge.registration_id)?;
    facts.reported_by = store::latest_reports(tx.conn, &[id])?
        .pop()
        .map(|r| r.reported_by);
    Ok(PledgeRecord { pledge, row, facts })
}

/// For editing, submitting.
pub(in super::super) fn load_for_writing(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &RegistrationId,
) -> Outcome<Record> {
    let record = load(tx, caller, id)?;
    may_write(caller, &record.facts)?;
    Ok(record)
}

/// For withdrawing a draft.
pub(in super::super) fn load_for_withdrawal(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &RegistrationId,
) -> Outcome<Record> {
    let record = load(tx, caller, id)?;
    may_delete_draft(caller, &record.facts)?;
    Ok(record)
}

/// For deciding. What the decision must cite is a rule and checked later.
pub(in super::super) fn load_for_decision(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &RegistrationId,
) -> Outcome<Record> {
    let record = load(tx, caller, id)?;
    may_decide_at_all(caller, &record.facts)?;
    Ok(record)
}

/// For reporting.
pub(in super::super) fn load_pledge_for_writing(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &PledgeId,
) -> Outcome<PledgeRecord> {
    let record = load_pledge(tx, caller, id)?;
    may_write(caller, &record.facts)?;
    Ok(record)
}

/// For verifying, sending back, cancelling.
pub(in super::super) fn load_pledge_for_decision(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &PledgeId,
) -> Outcome<PledgeRecord> {
    let record = load_pledge(tx, caller, id)?;
    may_decide_at_all(caller, &record.facts)?;
    Ok(record)
}

fn may_decide_at_all(caller: &Caller, facts: &RecordFacts) -> Outcome<()> {
    match may_decide(caller, facts, Citation::default()) {
        Err(refusal) if refusal.class == Class::Forbidden => Err(refusal.into()),
        _ => Ok(()),
    }
}
