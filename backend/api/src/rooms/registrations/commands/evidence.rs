//! Hangs evidence on a pledge and takes it away.

use super::super::evidence::{open, stays, waiting_report};
use super::super::store;
use super::{PledgeRecord, load_pledge_for_writing};
use crate::rooms::files::evidence::{self, Piece};
use crate::rooms::files::{AttachBody, Object};
use crate::web::answer;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::registration::check_work;
use serde_json::json;

/// Hangs one file on the pledge itself.
pub(in super::super) fn attach(
    tx: &mut Tx<'_>,
    caller: &Caller,
    record: &PledgeRecord,
    body: &AttachBody,
    most: usize,
) -> Outcome<Recorded<StoredReply>> {
    may_change(tx, record)?;
    let object = Object::pledge(&record.pledge.id);
    let wanted = (body.file_id.as_str(), body.note.as_deref());
    let mut view = evidence::attach_one(tx, caller, &object, wanted, most)?;
    view.allowed_actions.push("delete");
    let event = Event::new("pledge.evidence_added", "pledge", &record.pledge.id)
        .unit(&record.row.unit_id)
        .after(json!({ "evidence": view.id, "file": view.file.id }));
    let location = format!("/api/v1/pledges/{}/evidence", record.pledge.id);
    let reply = answer::created(location, &view)?;
    tx.record(event, reply)
}

/// A piece of evidence that the caller may take away.
pub(in super::super) fn load(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &PledgeId,
    piece: &EvidenceId,
) -> Outcome<(PledgeRecord, Piece)> {
    let record = load_pledge_for_writing(tx, caller, id)?;
    let piece = evidence::find(tx.conn, &Object::pledge(id), piece)?;
    Ok((record, piece))
}

/// Takes it away.
pub(in super::super) fn remove(
    tx: &mut Tx<'_>,
    record: &PledgeRecord,
    piece: &Piece,
) -> Outcome<Recorded<StoredReply>> {
    let (id, status) = (&record.pledge.id, record.pledge.status);
    let waiting = waiting_report(tx.conn, id, status)?;
    stays(status, piece.place(), waiting.as_ref())?;
    may_change(tx, record)?;
    let before = evidence::remove(tx, piece)?;
    let event = Event::new("pledge.evidence_removed", "pledge", &record.pledge.id)
        .unit(&record.row.unit_id)
        .before(before);
    tx.record(event, answer::gone())
}

fn may_change(tx: &mut Tx<'_>, record: &PledgeRecord) -> Outcome<()> {
    let year = store::year_rules(tx.conn, record.row.year)?;
    check_work(record.row.status, year.status)?;
    Ok(open(record.pledge.status)?)
}
