//! One step in the life of an issue: state, history, audit and answer.

use super::super::queries;
use super::super::store::{self, ActRow, IssueRow};
use super::Record;
use crate::web::answer as replies;
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::issue_acts;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::{Caller, may_decide_issue};
use lamtheo_domain::issue::{IssueVerb, next_status};
use lamtheo_domain::kernel::{FieldError, Refusal, ids::*};
use lamtheo_domain::registration::Decision;
use serde_json::{Value, json};

/// What is said with a step.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Said {
    /// The comment or reason.
    pub comment: Option<String>,
    /// The deadline that is named, asked for or granted.
    pub due_on: Option<NaiveDate>,
    /// What the decision cites.
    pub decision: Decision,
}

impl Said {
    /// A step with a comment or reason.
    pub fn comment(comment: Option<String>) -> Self {
        Self {
            comment,
            ..Self::default()
        }
    }

    /// The same with what the decision cites.
    pub fn citing(mut self, decision: Decision) -> Self {
        self.decision = decision;
        self
    }
}

/// The event of a verb.
const fn event_of(verb: IssueVerb) -> &'static str {
    match verb {
        IssueVerb::Edit => "issue.edited",
        IssueVerb::Assign => "issue.assigned",
        IssueVerb::Delete => "issue.deleted",
        IssueVerb::Submit => "issue.submitted",
        IssueVerb::Register => "issue.registered",
        IssueVerb::Return => "issue.returned",
        IssueVerb::Start => "issue.started",
        IssueVerb::ReportResolved => "issue.reported_resolved",
        IssueVerb::Confirm => "issue.confirmed",
        IssueVerb::SendBack => "issue.sent_back",
        IssueVerb::Extend => "issue.extension_asked",
        IssueVerb::GrantExtension => "issue.extension_granted",
        IssueVerb::RefuseExtension => "issue.extension_refused",
        IssueVerb::Reopen => "issue.reopened",
        IssueVerb::Withdraw => "issue.withdrawn",
        IssueVerb::CarryOver => "issue.carried_over",
    }
}

/// What the audit log keeps of an issue's state.
pub(in super::super) fn state_of(row: &IssueRow) -> Value {
    json!({
        "status": row.status, "due_on": row.due_on, "responsible_person_id": row.responsible_person_id,
        "extensions_count": row.extensions_count, "reopened_count": row.reopened_count,
        "counted": row.counted, "version": row.version,
    })
}

/// Carries `verb` out: `change` writes what the verb means into the row, the
/// state follows the table, the step goes into the history.
pub(in super::super) fn step(
    tx: &mut Tx<'_>,
    caller: &Caller,
    record: &mut Record,
    verb: IssueVerb,
    said: Said,
    change: impl FnOnce(&mut IssueRow),
) -> Outcome<Event> {
    let before = state_of(&record.row);
    let next = next_status(record.row.status, verb)?.unwrap_or(record.row.status);
    change(&mut record.row);
    if next != record.row.status {
        record.row.status = next;
        record.row.state_since = tx.at.today;
    }
    store::save(tx, &mut record.row)?;
    write_act(tx, caller, &record.row, verb, &said)?;
    record.facts.status = record.row.status;
    record.facts.registered = record.row.registered_on.is_some();
    record.facts.visibility = record.row.visibility;
    record
        .facts
        .responsible_person_id
        .clone_from(&record.row.responsible_person_id);
    let event = Event::new(event_of(verb), "issue", &record.row.id)
        .unit(&record.row.owning_unit_id)
        .before(before)
        .after(state_of(&record.row));
    Ok(match said.comment {
        Some(comment) => event.reason(comment),
        None => event,
    })
}

/// Writes one step into the issue's history.
pub(in super::super) fn write_act(
    tx: &mut Tx<'_>,
    caller: &Caller,
    row: &IssueRow,
    verb: IssueVerb,
    said: &Said,
) -> Outcome<()> {
    let act = ActRow {
        id: RowId::new(tx.at.now),
        issue_id: row.id.clone(),
        verb: verb.as_str().to_owned(),
        status: row.status,
        user_id: caller.user_id.clone(),
        at: stored(tx.at.business_now),
        day: tx.at.today,
        due_on: said.due_on,
        comment: said.comment.clone(),
        decision_body: said.decision.body.clone(),
        decision_document_no: said.decision.document_no.clone(),
        decision_on: said.decision.decided_on,
    };
    diesel::insert_into(issue_acts::table)
        .values(&act)
        .execute(tx.conn)?;
    Ok(())
}

/// The cleaned decision; refused when the caller may not decide with it.
pub(in super::super) fn cited(
    tx: &Tx<'_>,
    caller: &Caller,
    record: &Record,
    verb: IssueVerb,
    decision: Option<Decision>,
) -> Outcome<Decision> {
    // The state first: an illegal transition is told before a missing document.
    next_status(record.row.status, verb)?;
    let decision = decision.unwrap_or_default().check(tx.at.today)?;
    if decision.meeting_id.is_some() {
        return Err(Refusal::fields(vec![FieldError::new(
            "/decision/meeting_id",
            "not_applicable",
            "Quyết định về vấn đề ghi cơ quan ban hành, số và ngày văn bản, không ghi buổi sinh hoạt chi bộ",
        )])
        .into());
    }
    may_decide_issue(caller, &record.facts, verb, decision.is_documented())?;
    Ok(decision)
}

/// Records `event` on a changed issue and answers with its view.
pub(in super::super) fn answer(
    tx: &mut Tx<'_>,
    caller: &Caller,
    event: Event,
    record: Record,
) -> Outcome<Recorded<StoredReply>> {
    let view = queries::view(tx.conn, caller, tx.at.today, record.row)?;
    let reply = replies::changed(&view)?;
    tx.record(event, reply)
}
