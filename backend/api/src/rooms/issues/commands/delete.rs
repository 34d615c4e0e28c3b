//! Withdraws a draft: it is gone, the audit log keeps that it was there.

use super::Record;
use super::step::state_of;
use crate::rooms::files::{Object, evidence};
use crate::web::answer;
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::{
    issue_acts, issue_coordinators, issue_milestones, issue_responsibles, issues,
};
use lamtheo_db::{Event, Outcome, Recorded, Tx};
use lamtheo_domain::issue::{IssueVerb, next_status};

/// Runs the withdrawal.
pub(in super::super) fn run(tx: &mut Tx<'_>, record: Record) -> Outcome<Recorded<StoredReply>> {
    let row = &record.row;
    next_status(row.status, IssueVerb::Delete)?;
    let id = row.id.clone();
    diesel::delete(issue_acts::table.filter(issue_acts::issue_id.eq(&id))).execute(tx.conn)?;
    diesel::delete(issue_coordinators::table.filter(issue_coordinators::issue_id.eq(&id)))
        .execute(tx.conn)?;
    diesel::delete(issue_milestones::table.filter(issue_milestones::issue_id.eq(&id)))
        .execute(tx.conn)?;
    diesel::delete(issue_responsibles::table.filter(issue_responsibles::issue_id.eq(&id)))
        .execute(tx.conn)?;
    evidence::remove_all(tx, &Object::issue(&id))?;
    let gone = diesel::delete(
        issues::table
            .filter(issues::id.eq(&id))
            .filter(issues::version.eq(row.version)),
    )
    .execute(tx.conn)?;
    Tx::one_row(gone)?;
    let event = Event::new("issue.deleted", "issue", &row.id)
        .unit(&row.owning_unit_id)
        .before(state_of(row));
    tx.record(event, answer::gone())
}
