//! Cancels a job: one that waits never begins, one that runs stops at its next step.

use super::super::store::{self, Job};
use super::super::views;
use crate::web::answer;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx, jobs};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::ids::JobId;
use serde_json::json;

/// The job within the caller's scope.
pub(in super::super) fn load(tx: &mut Tx<'_>, caller: &Caller, id: &JobId) -> Outcome<Job> {
    store::readable(tx.conn, caller, id)
}

/// Runs the cancellation.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    Job(row): Job,
) -> Outcome<Recorded<StoredReply>> {
    row.status.may_cancel()?;
    jobs::cancel(tx, &row)?;
    let job = store::readable(tx.conn, caller, &row.id)?;
    let event = Event::new("job.cancelled", "job", &row.id)
        .before(json!({ "status": row.status }))
        .after(json!({ "status": job.0.status }));
    let reply = answer::changed(&views::job(job))?;
    tx.record(event, reply)
}
