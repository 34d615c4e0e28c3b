//! Changes an issue: its texts and deadline before it is handed in; who answers,
//! who helps and what is shown as long as it is open.

use super::super::calendar;
use super::super::requests::EditIssue;
use super::super::store::IssueRow;
use super::{Record, Said, answer, assign, step};
use crate::rooms::programmes;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Outcome, Recorded, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::issue::{
    IssueDraft, IssueStatus, IssueVerb, check_deadline, check_draft, check_remark, next_status,
};
use lamtheo_domain::kernel::{FieldError, Refusal, ids::*};

/// Runs the change.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: Record,
    body: EditIssue,
) -> Outcome<Recorded<StoredReply>> {
    let verb = if rewrites(&body) {
        IssueVerb::Edit
    } else {
        IssueVerb::Assign
    };
    next_status(record.row.status, verb)?;
    let wanted = wanted(&record.row, &body);
    let draft = checked(tx, &record.row, wanted)?;
    let days = calendar::load(tx.conn)?;
    let deadline = match body.due_on {
        Some(Some(due)) => Some(check_deadline(&days, due, tx.at.today)?),
        Some(None) if record.row.status != IssueStatus::Draft => {
            return Err(needed(
                "/due_on",
                "deadline_required",
                "Vấn đề đã gửi phải luôn có thời hạn hoàn thành",
            )
            .into());
        }
        _ => None,
    };
    let person = body.responsible_person_id.clone();
    let reason = check_remark("/reason", body.reason.as_deref().unwrap_or_default(), false)?;
    let named = new_responsible(tx, &record.row, &body, person.clone())?;
    if let Some(units) = &body.coordinating_unit_ids {
        let owner = record.row.owning_unit_id.clone();
        assign::check_coordinators(tx, &owner, units)?;
        let id = record.row.id.clone();
        assign::write_coordinators(tx, &id, units)?;
        record.facts.coordinating.clone_from(units);
    }
    if person.is_some() || named.is_some() {
        assign::write_responsible(tx, &record.row, named.as_ref(), reason.as_deref())?;
    }
    let said = Said {
        comment: reason,
        due_on: deadline.map(|d| d.due_on),
        ..Said::default()
    };
    let event = step(tx, caller, &mut record, verb, said, |row| {
        row.search_key = draft.search_key();
        row.title = draft.title;
        row.content = draft.content;
        row.kind = draft.kind;
        row.field = draft.field;
        row.visibility = draft.visibility;
        row.public_title = draft.public_title;
        row.public_content = draft.public_content;
        if body.due_on.is_some() {
            row.due_on = deadline.map(|d| d.due_on);
            row.due_effective_on = deadline.map(|d| d.effective_on);
        }
        if let Some(named) = named {
            row.responsible_person_id = Some(named.person);
            row.responsible_position = named.position;
        } else if person == Some(None) {
            row.responsible_person_id = None;
            row.responsible_position = String::new();
        }
    })?;
    answer(tx, caller, event, record)
}

/// Whether the change touches what is registered.
fn rewrites(body: &EditIssue) -> bool {
    body.title.is_some()
        || body.content.is_some()
        || body.kind.is_some()
        || body.field.is_some()
        || body.due_on.is_some()
}

/// What has left draft keeps its who and its when.
fn needed(pointer: &str, code: &'static str, message: &'static str) -> Refusal {
    Refusal::invalid(code, message).field(FieldError::new(pointer, code, message))
}

fn wanted(row: &IssueRow, body: &EditIssue) -> IssueDraft {
    let keep = |new: &Option<String>, old: &String| new.clone().unwrap_or_else(|| old.clone());
    IssueDraft {
        title: keep(&body.title, &row.title),
        content: keep(&body.content, &row.content),
        kind: body.kind.unwrap_or(row.kind),
        field: keep(&body.field, &row.field),
        responsible_person_id: row.responsible_person_id.clone(),
        due_on: row.due_on,
        visibility: body.visibility.unwrap_or(row.visibility),
        public_title: body
            .public_title
            .clone()
            .unwrap_or_else(|| row.public_title.clone()),
        public_content: body
            .public_content
            .clone()
            .unwrap_or_else(|| row.public_content.clone()),
    }
}

/// A field that was taken out of the list may stay, not come in.
fn checked(tx: &mut Tx<'_>, row: &IssueRow, wanted: IssueDraft) -> Outcome<IssueDraft> {
    let fields = programmes::active_codes(tx.conn, "field")?;
    Ok(check_draft(wanted, |code| {
        code == row.field || fields.iter().any(|known| known == code)
    })?)
}

fn new_responsible(
    tx: &mut Tx<'_>,
    row: &IssueRow,
    body: &EditIssue,
    person: Option<Option<PersonId>>,
) -> Outcome<Option<assign::Named>> {
    let position = body.responsible_position.as_deref();
    // Else the one who answered could step aside and confirm the own report.
    let changes = matches!(&person, Some(wanted) if *wanted != row.responsible_person_id);
    if changes && row.status == IssueStatus::ReportedResolved {
        return Err(Refusal::conflict(
            "report_pending",
            "Vấn đề đang chờ cấp trên xác nhận kết quả nên chưa thể đổi người chịu trách nhiệm",
        )
        .into());
    }
    match person {
        Some(Some(person)) => assign::named(tx, &person, &row.owning_unit_id, position).map(Some),
        Some(None) if row.status != IssueStatus::Draft => Err(needed(
            "/responsible_person_id",
            "responsible_required",
            "Vấn đề đã gửi phải luôn có người chịu trách nhiệm",
        )
        .into()),
        None if position.is_some() => match row.responsible_person_id.clone() {
            Some(same) => assign::named(tx, &same, &row.owning_unit_id, position).map(Some),
            None => Ok(None),
        },
        _ => Ok(None),
    }
}
