//! The evidence (minh chứng) on pledges and their reports. Who may report hangs
//! files on a pledge; what was decided on keeps them.

use super::facts::{readable, reads_pledge};
use super::pledge_queries;
use super::store;
use super::views::PledgeView;
use crate::rooms::files::{EvidencePart, EvidenceView, Object, evidence};
use crate::web::ListOf;
use lamtheo_db::{Db, Failure, Outcome, ReadTx};
use lamtheo_domain::access::{Caller, RecordFacts, may_write};
use lamtheo_domain::file::{evidence_closed, evidence_kept};
use lamtheo_domain::kernel::{Class, Refusal, ids::*};
use lamtheo_domain::labels;
use lamtheo_domain::registration::PledgeStatus;

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

/// Everything that hangs on a pledge and its reports, oldest first.
pub(super) fn list(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    id: &PledgeId,
) -> Outcome<ListOf<EvidenceView>> {
    let pledge = pledge_queries::get(tx, caller, id)?;
    let registration = store::registration(tx.conn, &pledge.registration_id)?;
    let facts = readable(tx.conn, caller, tx.at.today, &registration)?;
    let items = with_actions(tx.conn, caller, &facts, id, pledge.status)?;
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(ListOf {
        items,
        page: 1,
        per_page: total.max(1),
        total,
    })
}

/// Fills in what hangs on a pledge that the caller may read.
pub(super) fn show(
    conn: &mut Db,
    caller: &Caller,
    facts: &RecordFacts,
    view: &mut PledgeView,
) -> Outcome<()> {
    let pieces = with_actions(conn, caller, facts, &view.id, view.status)?;
    view.evidence = evidence::each_once(pieces);
    view.evidence_count = i32::try_from(view.evidence.len()).ok();
    Ok(())
}

fn with_actions(
    conn: &mut Db,
    caller: &Caller,
    facts: &RecordFacts,
    id: &PledgeId,
    status: PledgeStatus,
) -> Outcome<Vec<EvidenceView>> {
    let mut pieces = evidence::of(conn, &Object::pledge(id))?;
    if pieces.is_empty() || may_write(caller, facts).is_err() {
        return Ok(pieces);
    }
    let waiting = waiting_report(conn, id, status)?;
    for piece in &mut pieces {
        let place = (piece.part, piece.part_id.as_str());
        if stays(status, place, waiting.as_ref()).is_ok() {
            piece.allowed_actions.push("delete");
        }
    }
    Ok(pieces)
}

/// The report that waits for a decision.
pub(super) fn waiting_report(
    conn: &mut Db,
    id: &PledgeId,
    status: PledgeStatus,
) -> Outcome<Option<RowId>> {
    if status != PledgeStatus::Reported {
        return Ok(None);
    }
    let latest = store::latest_reports(conn, &[id])?.pop();
    Ok(latest.map(|report| report.id))
}

/// Whether the pledge takes and gives evidence in its state.
pub(super) fn open(pledge: PledgeStatus) -> Result<(), Refusal> {
    use PledgeStatus as S;
    if matches!(pledge, S::InProgress | S::Reported | S::SentBack) {
        return Ok(());
    }
    let state = labels::label("pledge.status", pledge.as_str());
    Err(evidence_closed(state))
}

/// Whether a piece may go: not from what is confirmed, nor from a report that
/// was decided on.
pub(super) fn stays(
    status: PledgeStatus,
    (part, part_id): (EvidencePart, &str),
    waiting: Option<&RowId>,
) -> Result<(), Refusal> {
    let decided = part == EvidencePart::Report && waiting.map(RowId::as_str) != Some(part_id);
    if status == PledgeStatus::Verified || decided {
        return Err(evidence_kept());
    }
    open(status)
}
