//! The evidence (minh chứng) on issues, their reports and updates. Who may say
//! how things stand hangs files on an issue; what was decided on keeps them.

use super::facts::readable;
use super::store::{self, IssueRow};
use crate::rooms::files::{EvidencePart, EvidenceView, Object, evidence};
use crate::web::ListOf;
use chrono::NaiveDate;
use lamtheo_db::{Db, Failure, Outcome, ReadTx};
use lamtheo_domain::access::{Caller, IssueFacts, may_post_update, may_write_issue};
use lamtheo_domain::file::{evidence_closed, evidence_kept};
use lamtheo_domain::issue::IssueStatus;
use lamtheo_domain::kernel::{Class, Refusal, ids::*};
use lamtheo_domain::labels;
use std::collections::HashMap;

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

/// Everything that hangs on an issue, its reports and updates, oldest first.
pub(super) fn list(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    id: &IssueId,
) -> Outcome<ListOf<EvidenceView>> {
    let row = store::issue(tx.conn, id)?;
    let facts = readable(tx.conn, caller, tx.at.today, &row)?;
    let pieces = with_actions(tx.conn, caller, &facts, &row)?;
    Ok(super::updates::whole(pieces))
}

/// The same with each file once, for an issue that the caller may read.
pub(super) fn shown(
    conn: &mut Db,
    caller: &Caller,
    today: NaiveDate,
    row: &IssueRow,
) -> Outcome<Vec<EvidenceView>> {
    let coordinating = store::coordinators_of(conn, &[&row.id])?.remove(&row.id);
    let coordinating = coordinating.unwrap_or_default();
    let facts = super::facts::Facts::on(today).of(conn, row, &coordinating, &[], None)?;
    let pieces = with_actions(conn, caller, &facts, row)?;
    Ok(evidence::each_once(pieces))
}

fn with_actions(
    conn: &mut Db,
    caller: &Caller,
    facts: &IssueFacts,
    row: &IssueRow,
) -> Outcome<Vec<EvidenceView>> {
    let mut pieces = evidence::of(conn, &Object::issue(&row.id))?;
    let waiting = waiting_report(conn, row)?;
    for piece in &mut pieces {
        let place = (piece.part, piece.part_id.as_str());
        let kept = stays(row.status, place, waiting.as_ref()).is_err();
        if !kept && may_remove(caller, facts, &piece.added_by).is_ok() {
            piece.allowed_actions.push("delete");
        }
    }
    Ok(pieces)
}

/// What hangs on each report and each update of an issue.
pub(super) fn of_parts(conn: &mut Db, id: &IssueId) -> Outcome<HashMap<String, Vec<EvidenceView>>> {
    let mut parts: HashMap<String, Vec<EvidenceView>> = HashMap::new();
    for piece in evidence::of(conn, &Object::issue(id))? {
        parts.entry(piece.part_id.clone()).or_default().push(piece);
    }
    Ok(parts)
}

/// The report that waits for a decision.
pub(super) fn waiting_report(conn: &mut Db, row: &IssueRow) -> Outcome<Option<RowId>> {
    if row.status != IssueStatus::ReportedResolved {
        return Ok(None);
    }
    let latest = store::latest_reports(conn, &[&row.id])?.remove(&row.id);
    Ok(latest.map(|report| report.id))
}

/// Whether the issue takes and gives evidence in its state.
pub(super) fn open(status: IssueStatus) -> Result<(), Refusal> {
    if status.is_settled() {
        let state = labels::label("issue.status", status.as_str());
        return Err(evidence_closed(state));
    }
    Ok(())
}

/// Whether a piece may go: not from what is confirmed, nor from a report that
/// was decided on.
pub(super) fn stays(
    status: IssueStatus,
    (part, part_id): (EvidencePart, &str),
    waiting: Option<&RowId>,
) -> Result<(), Refusal> {
    let decided = part == EvidencePart::Report && waiting.map(RowId::as_str) != Some(part_id);
    if status == IssueStatus::Confirmed || decided {
        return Err(evidence_kept());
    }
    open(status)
}

/// The owner takes anything away, others what they added.
pub(super) fn may_remove(
    caller: &Caller,
    facts: &IssueFacts,
    added_by: &UserId,
) -> Result<(), Refusal> {
    if *added_by == caller.user_id {
        return may_post_update(caller, facts);
    }
    may_write_issue(caller, facts)
}
