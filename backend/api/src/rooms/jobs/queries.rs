//! Reading a job.

use super::store;
use super::views::{self, JobView};
use lamtheo_db::{Outcome, ReadTx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::ids::*;

/// The job `id` as `caller` sees it.
pub(super) fn get(tx: &mut ReadTx<'_>, caller: &Caller, id: &JobId) -> Outcome<JobView> {
    Ok(views::job(store::readable(tx.conn, caller, id)?))
}
