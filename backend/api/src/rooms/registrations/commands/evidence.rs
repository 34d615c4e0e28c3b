//! Hangs evidence on a pledge and takes it away.

use super::super::evidence::{open, stays, waiting_report};
use super::super::store;
use super::{PledgeRecord, load_pledge_for_writing};
use crate::rooms::files::evidence::{self, Piece};
use crate::rooms::files::{AttachBody, EvidencePart, EvidenceView, Object};
use crate::web::answer;
use crate::web::request::Versioned;
use diesel::prelude::*;
use diesel::sql_types::Text;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx, dialect};
use lamtheo_domain::access::Caller;
use lamtheo_domain::file::evidence_kept;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::registration::{PledgeResult, PledgeStatus, check_work};
use serde_json::json;

impl Versioned for (PledgeRecord, Piece) {
    fn version(&self) -> i32 {
        self.1.version()
    }
}

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

/// The pledge, held until the end: nobody decides on it meanwhile.
pub(in super::super) fn load_held(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &PledgeId,
) -> Outcome<PledgeRecord> {
    let sql = format!(
        "SELECT id FROM pledges WHERE id = $1{}",
        dialect::row_lock(tx.conn)
    );
    diesel::sql_query(sql)
        .bind::<Text, _>(id)
        .execute(tx.conn)?;
    load_pledge_for_writing(tx, caller, id)
}

/// A piece of evidence that the caller may take away.
pub(in super::super) fn load(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &PledgeId,
    piece: &EvidenceId,
) -> Outcome<(PledgeRecord, Piece)> {
    let record = load_held(tx, caller, id)?;
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
    keeps_enough(tx, record, piece)?;
    let before = evidence::remove(tx, piece)?;
    let event = Event::new("pledge.evidence_removed", "pledge", &record.pledge.id)
        .unit(&record.row.unit_id)
        .before(before);
    tx.record(event, answer::gone())
}

/// Where the year asks for evidence, a report that waits keeps one piece.
fn keeps_enough(tx: &mut Tx<'_>, record: &PledgeRecord, piece: &Piece) -> Outcome<()> {
    let year = store::year_rules(tx.conn, record.row.year)?;
    let (part, _) = piece.place();
    let reported = record.pledge.status == PledgeStatus::Reported && part == EvidencePart::Report;
    if !(year.evidence_required && reported) {
        return Ok(());
    }
    let waiting = store::latest_reports(tx.conn, &[&record.pledge.id])?.pop();
    let undone = waiting.is_some_and(|report| report.result == PledgeResult::NotCompleted);
    let left = evidence::of(tx.conn, &Object::pledge(&record.pledge.id))?;
    let same = |one: &&EvidenceView| (one.part, one.part_id.as_str()) == piece.place();
    if !undone && left.iter().filter(same).count() < 2 {
        return Err(evidence_kept().into());
    }
    Ok(())
}

fn may_change(tx: &mut Tx<'_>, record: &PledgeRecord) -> Outcome<()> {
    let year = store::year_rules(tx.conn, record.row.year)?;
    check_work(record.row.status, year.status)?;
    Ok(open(record.pledge.status)?)
}
