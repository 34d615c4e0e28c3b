//! Hands an issue in: rõ việc, rõ người, rõ thời gian.

use super::super::calendar;
use super::super::facts::without_owner;
use super::super::store::IssueRow;
use super::{Record, Said, answer, step};
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Outcome, Recorded, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::issue::{IssueDraft, IssueVerb, check_deadline, missing, next_status};

/// Runs the submission.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: Record,
) -> Outcome<Recorded<StoredReply>> {
    next_status(record.row.status, IssueVerb::Submit)?;
    let mut draft = draft_of(&record.row);
    let rows = std::slice::from_ref(&record.row);
    if !without_owner(tx.conn, rows, tx.at.today)?.is_empty() {
        draft.responsible_person_id = None;
    }
    missing(&draft)?;
    let days = calendar::load(tx.conn)?;
    let deadline = draft
        .due_on
        .map(|due| check_deadline(&days, due, tx.at.today))
        .transpose()?;
    let said = Said {
        due_on: draft.due_on,
        ..Said::default()
    };
    let event = step(tx, caller, &mut record, IssueVerb::Submit, said, |row| {
        row.due_effective_on = deadline.map(|d| d.effective_on);
    })?;
    answer(tx, caller, event, record)
}

fn draft_of(row: &IssueRow) -> IssueDraft {
    IssueDraft {
        title: row.title.clone(),
        content: row.content.clone(),
        kind: row.kind,
        field: row.field.clone(),
        responsible_person_id: row.responsible_person_id.clone(),
        due_on: row.due_on,
        visibility: row.visibility,
        public_title: row.public_title.clone(),
        public_content: row.public_content.clone(),
    }
}
