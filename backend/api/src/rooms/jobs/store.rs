//! A job within the caller's scope.

use crate::web::request::Versioned;
use diesel::prelude::*;
use lamtheo_db::jobs::JobRow;
use lamtheo_db::schema::jobs;
use lamtheo_db::{Db, Outcome};
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
    let administrator = caller
        .assignments
        .iter()
        .any(|a| a.role == Role::SystemAdmin);
    row.filter(|row| administrator || row.created_by.as_ref() == Some(&caller.user_id))
        .map(Job)
        .ok_or_else(|| Refusal::not_found().into())
}
