//! Loads an issue within the caller's scope: out of it 404, then 403 when the
//! caller may see it but not do this.

use super::super::facts::readable;
use super::super::store::{self, IssueRow};
use crate::web::request::Versioned;
use lamtheo_db::{Outcome, Tx};
use lamtheo_domain::access::{
    Caller, IssueFacts, may_decide_issue, may_post_update, may_write_issue,
};
use lamtheo_domain::issue::IssueVerb;
use lamtheo_domain::kernel::{Class, ids::*};

/// An issue with its facts.
pub(in super::super) struct Record {
    pub row: IssueRow,
    pub facts: IssueFacts,
}

impl Versioned for Record {
    fn version(&self) -> i32 {
        self.row.version
    }
}

/// For reading.
pub(in super::super) fn load(tx: &mut Tx<'_>, caller: &Caller, id: &IssueId) -> Outcome<Record> {
    let row = store::issue(tx.conn, id)?;
    let facts = readable(tx.conn, caller, tx.at.today, &row)?;
    Ok(Record { row, facts })
}

/// For what the owner does.
pub(in super::super) fn load_for_writing(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &IssueId,
) -> Outcome<Record> {
    let record = load(tx, caller, id)?;
    may_write_issue(caller, &record.facts)?;
    Ok(record)
}

/// For withdrawing a draft: its author or the owner. Held until the end, for
/// what hangs on it goes too.
pub(in super::super) fn load_for_deletion(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &IssueId,
) -> Outcome<Record> {
    store::hold(tx.conn, id)?;
    let record = load(tx, caller, id)?;
    if record.row.entered_by != caller.user_id {
        may_write_issue(caller, &record.facts)?;
    }
    Ok(record)
}

/// For saying how things stand; held until the end, so that nobody decides on it
/// meanwhile.
pub(in super::super) fn load_for_update(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &IssueId,
) -> Outcome<Record> {
    store::hold(tx.conn, id)?;
    let record = load(tx, caller, id)?;
    may_post_update(caller, &record.facts)?;
    Ok(record)
}

/// For deciding. What the decision must cite is a rule and checked later.
pub(in super::super) fn load_for_decision(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &IssueId,
    verb: IssueVerb,
) -> Outcome<Record> {
    let record = load(tx, caller, id)?;
    may_decide_at_all(caller, &record.facts, verb)?;
    Ok(record)
}

/// For taking an issue off the list: the owner before it is registered, the
/// level above afterwards.
pub(in super::super) fn load_for_withdrawal(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &IssueId,
) -> Outcome<Record> {
    let record = load(tx, caller, id)?;
    if record.facts.registered {
        may_decide_at_all(caller, &record.facts, IssueVerb::Withdraw)?;
    } else {
        may_write_issue(caller, &record.facts)?;
    }
    Ok(record)
}

fn may_decide_at_all(caller: &Caller, facts: &IssueFacts, verb: IssueVerb) -> Outcome<()> {
    match may_decide_issue(caller, facts, verb, false) {
        Err(refusal) if refusal.class == Class::Forbidden => Err(refusal.into()),
        _ => Ok(()),
    }
}
