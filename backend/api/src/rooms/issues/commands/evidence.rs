//! Hangs evidence on an issue and takes it away.

use super::super::evidence::{may_remove, open, stays, waiting_report};
use super::super::store;
use super::Record;
use crate::rooms::files::evidence::{self, Piece};
use crate::rooms::files::{AttachBody, Object};
use crate::web::answer;
use crate::web::request::Versioned;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::ids::*;
use serde_json::json;

impl Versioned for (Record, Piece) {
    fn version(&self) -> i32 {
        self.1.version()
    }
}

/// Hangs one file on the issue itself.
pub(in super::super) fn attach(
    tx: &mut Tx<'_>,
    caller: &Caller,
    record: &Record,
    body: &AttachBody,
    most: usize,
) -> Outcome<Recorded<StoredReply>> {
    open(record.row.status)?;
    let object = Object::issue(&record.row.id);
    let wanted = (body.file_id.as_str(), body.note.as_deref());
    let mut view = evidence::attach_one(tx, caller, &object, wanted, most)?;
    view.allowed_actions.push("delete");
    let event = Event::new("issue.evidence_added", "issue", &record.row.id)
        .unit(&record.row.owning_unit_id)
        .after(json!({ "evidence": view.id, "file": view.file.id }));
    let location = format!("/api/v1/issues/{}/evidence", record.row.id);
    let reply = answer::created(location, &view)?;
    tx.record(event, reply)
}

/// A piece of evidence that the caller may take away.
pub(in super::super) fn load(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &IssueId,
    piece: &EvidenceId,
) -> Outcome<(Record, Piece)> {
    store::hold(tx.conn, id)?;
    let record = super::load(tx, caller, id)?;
    let piece = evidence::find(tx.conn, &Object::issue(id), piece)?;
    may_remove(caller, &record.facts, piece.added_by())?;
    Ok((record, piece))
}

/// Takes it away.
pub(in super::super) fn remove(
    tx: &mut Tx<'_>,
    record: &Record,
    piece: &Piece,
) -> Outcome<Recorded<StoredReply>> {
    let waiting = waiting_report(tx.conn, &record.row)?;
    stays(record.row.status, piece.place(), waiting.as_ref())?;
    let before = evidence::remove(tx, piece)?;
    let event = Event::new("issue.evidence_removed", "issue", &record.row.id)
        .unit(&record.row.owning_unit_id)
        .before(before);
    tx.record(event, answer::gone())
}
