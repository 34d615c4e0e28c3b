//! Checks what a decision cites, and that the caller may decide on it.

use crate::rooms::org_units;
use diesel::prelude::*;
use lamtheo_db::schema::branch_meetings;
use lamtheo_db::{Outcome, Tx};
use lamtheo_domain::access::{Caller, Citation, RecordFacts, may_decide};
use lamtheo_domain::kernel::{FieldError, Refusal, ids::*};
use lamtheo_domain::registration::Decision;

/// The cleaned decision; refused when the caller may not decide with it.
pub(in super::super) fn cited(
    tx: &mut Tx<'_>,
    caller: &Caller,
    facts: &RecordFacts,
    decision: Option<Decision>,
) -> Outcome<Decision> {
    let decision = decision.unwrap_or_default().check(tx.at.today)?;
    if let Some(meeting) = &decision.meeting_id {
        check_meeting(tx, facts, meeting)?;
    }
    let citation = Citation {
        meeting: decision.meeting_id.is_some(),
        document: decision.is_documented(),
    };
    may_decide(caller, facts, citation)?;
    Ok(decision)
}

/// The meeting must be the record's own unit's (or its approving unit's).
fn check_meeting(tx: &mut Tx<'_>, facts: &RecordFacts, meeting: &MeetingId) -> Outcome<()> {
    let unit: Option<UnitId> = branch_meetings::table
        .find(meeting)
        .select(branch_meetings::unit_id)
        .first(tx.conn)
        .optional()?;
    let known = match unit {
        Some(unit) => {
            let exists = org_units::place(tx.conn, &unit, tx.at.today)?.is_some();
            exists && facts.place.is_here_or_parent(&unit)
        }
        None => false,
    };
    if known {
        return Ok(());
    }
    Err(Refusal::fields(vec![FieldError::new(
        "/decision/meeting_id",
        "unknown_meeting",
        "Không có buổi sinh hoạt này của chi bộ",
    )])
    .into())
}
