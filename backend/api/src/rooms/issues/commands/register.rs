//! The level above puts an issue on the list, or returns it.

use super::{Record, Said, cited, step};
use chrono::Datelike;
use lamtheo_db::{Event, Outcome, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::issue::{IssueVerb, check_registrable, check_remark, is_counted};
use lamtheo_domain::registration::Decision;

/// Puts the issue on the list and says what to record.
pub(in super::super) fn register(
    tx: &mut Tx<'_>,
    caller: &Caller,
    record: &mut Record,
    comment: Option<&str>,
    decision: Option<Decision>,
) -> Outcome<Event> {
    let decision = cited(tx, caller, record, IssueVerb::Register, decision)?;
    let comment = check_remark("/comment", comment.unwrap_or_default(), false)?;
    let today = tx.at.today;
    if let Some(last) = record.row.due_effective_on {
        check_registrable(last, today)?;
    }
    let said = Said {
        comment,
        due_on: record.row.due_on,
        decision,
    };
    step(tx, caller, record, IssueVerb::Register, said, |row| {
        row.registered_on = Some(today);
        row.year = today.year();
        row.original_due_on = row.due_on;
        row.counted = is_counted(row.registered_on, row.carried_from_id.is_some());
    })
}

/// Returns the issue and says what to record.
pub(in super::super) fn send(
    tx: &mut Tx<'_>,
    caller: &Caller,
    record: &mut Record,
    comment: &str,
    decision: Option<Decision>,
) -> Outcome<Event> {
    let decision = cited(tx, caller, record, IssueVerb::Return, decision)?;
    let comment = check_remark("/comment", comment, true)?;
    let said = Said::comment(comment).citing(decision);
    step(tx, caller, record, IssueVerb::Return, said, |_| ())
}
