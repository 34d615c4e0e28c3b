//! Jobs within the caller's scope.

use super::requests::JobsQuery;
use crate::web::list::Paging;
use crate::web::request::Versioned;
use diesel::prelude::*;
use lamtheo_db::jobs::JobRow;
use lamtheo_db::schema::jobs;
use lamtheo_db::{Db, Multi, Outcome};
use lamtheo_domain::access::{Caller, Role};
use lamtheo_domain::kernel::{Refusal, ids::*};

/// A job that the caller may see.
pub(super) struct Job(pub JobRow);

impl Versioned for Job {
    fn version(&self) -> i32 {
        self.0.version
    }
}

/// The job `id` of the caller, any job for a system administrator.
pub(super) fn readable(conn: &mut Db, caller: &Caller, id: &JobId) -> Outcome<Job> {
    let row: Option<JobRow> = jobs::table
        .find(id)
        .select(JobRow::as_select())
        .first(conn)
        .optional()?;
    row.filter(|row| administers(caller) || row.created_by.as_ref() == Some(&caller.user_id))
        .map(Job)
        .ok_or_else(|| Refusal::not_found().into())
}

fn administers(caller: &Caller) -> bool {
    let mut roles = caller.assignments.iter().map(|a| a.role);
    roles.any(|role| role == Role::SystemAdmin)
}

/// A page of the caller's jobs, of all jobs for a system administrator, newest
/// first, and how many there are.
pub(super) fn page(
    conn: &mut Db,
    caller: &Caller,
    query: &JobsQuery,
    paging: Paging,
) -> Outcome<(Vec<Job>, i64)> {
    let filtered = || -> jobs::BoxedQuery<'static, Multi> {
        let mut list = jobs::table.into_boxed();
        if !administers(caller) {
            let own = jobs::created_by.eq(caller.user_id.clone());
            list = list.filter(own.assume_not_null());
        }
        if !query.status.0.is_empty() {
            list = list.filter(jobs::status.eq_any(query.status.0.clone()));
        }
        if let Some(kind) = &query.kind {
            list = list.filter(jobs::kind.eq(kind.clone()));
        }
        list
    };
    let total = filtered().count().get_result(conn)?;
    let rows: Vec<JobRow> = filtered()
        .order((jobs::created_at.desc(), jobs::id.desc()))
        .limit(paging.per_page)
        .offset(paging.offset())
        .select(JobRow::as_select())
        .load(conn)?;
    Ok((rows.into_iter().map(Job).collect(), total))
}
