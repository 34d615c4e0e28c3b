//! Reading jobs.

use super::requests::JobsQuery;
use super::store;
use super::views::{self, JobView};
use crate::web::ListOf;
use crate::web::list::Paging;
use lamtheo_db::{Outcome, ReadTx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::ids::*;

/// The job `id` as `caller` sees it.
pub(super) fn get(tx: &mut ReadTx<'_>, caller: &Caller, id: &JobId) -> Outcome<JobView> {
    Ok(views::job(store::readable(tx.conn, caller, id)?))
}

/// A page of the jobs that `caller` may see, newest first.
pub(super) fn list(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    query: &JobsQuery,
) -> Outcome<ListOf<JobView>> {
    let paging = Paging::of(query.page, query.per_page)?;
    let (rows, total) = store::page(tx.conn, caller, query, paging)?;
    Ok(paging.list(rows.into_iter().map(views::job).collect(), total))
}
