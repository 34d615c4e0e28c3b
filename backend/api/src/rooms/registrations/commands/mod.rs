//! What can be done with a registration and its pledges, one file a verb.

pub(super) mod approve;
pub(super) mod cancel;
mod cited;
pub(super) mod close;
pub(super) mod create;
pub(super) mod edit;
pub(super) mod edit_pledge;
pub(super) mod evidence;
mod input;
mod load;
pub(super) mod report;
pub(super) mod return_;
pub(super) mod send_back;
pub(super) mod submit;
pub(super) mod verify;
pub(super) mod withdraw;

pub(super) use cited::cited;
pub use input::{CreateRegistration, EditPledge, EditRegistration, PledgeInput};
pub(super) use load::{
    PledgeRecord, Record, load_for_decision, load_for_withdrawal, load_for_writing,
    load_pledge_for_decision, load_pledge_for_writing,
};

use super::store::{self, PledgeRow, RegistrationRow};
use super::views::PledgeView;
use super::{names, queries};
use crate::web::answer;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx};
use lamtheo_domain::access::Caller;
use serde_json::{Value, json};

/// What the audit log keeps of a registration's state; no texts of persons.
fn state_of(row: &RegistrationRow) -> Value {
    json!({
        "status": row.status, "late": row.late, "version": row.version,
        "decision_document_no": row.decision_document_no, "decision_meeting_id": row.decision_meeting_id,
    })
}

/// What the audit log keeps of a pledge's state.
fn pledge_state(row: &PledgeRow) -> Value {
    json!({
        "status": row.status, "declared": row.declared_result, "verified": row.verified_result,
        "counted": row.counted, "version": row.version,
    })
}

/// Records `event` on a changed registration and answers with its view.
fn answer_registration(
    tx: &mut Tx<'_>,
    caller: &Caller,
    event: Event,
    record: &Record,
) -> Outcome<Recorded<StoredReply>> {
    let mut facts = record.facts.clone();
    facts.status = record.row.status;
    facts.visibility = super::facts::effective_visibility(&record.row);
    let view = queries::view(tx.conn, caller, tx.at.today, &record.row, &facts)?;
    let reply = answer::changed(&view)?;
    tx.record(event, reply)
}

/// Records `event` on a changed pledge and answers with its view.
fn answer_pledge(
    tx: &mut Tx<'_>,
    caller: &Caller,
    event: Event,
    record: &PledgeRecord,
) -> Outcome<Recorded<StoredReply>> {
    let reply = answer::changed(&pledge_view(tx, caller, record)?)?;
    tx.record(event, reply)
}

fn pledge_view(tx: &mut Tx<'_>, caller: &Caller, record: &PledgeRecord) -> Outcome<PledgeView> {
    let year = store::year_rules(tx.conn, record.pledge.year)?;
    let report = store::latest_reports(tx.conn, &[&record.pledge.id])?.pop();
    let rows = [(record.pledge.clone(), report)];
    let mut facts = record.facts.clone();
    facts.visibility = record.pledge.visibility;
    let names = names::beside(tx.conn, &record.row, tx.at.today)?;
    let mut view = queries::pledge_views(caller, &facts, year.status, &names, &rows)
        .pop()
        .ok_or_else(|| lamtheo_db::Failure::defect("a changed pledge has no view"))?;
    super::evidence::show(tx.conn, caller, &facts, &mut view)?;
    Ok(view)
}
