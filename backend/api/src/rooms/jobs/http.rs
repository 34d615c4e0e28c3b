//! `/api/v1/jobs`.

use super::requests::JobsQuery;
use super::views::JobView;
use super::{commands, queries};
use crate::web::problem::Handled;
use crate::web::{Allowed, IfMatch, ListOf, PathId, Query, Reply};
use actix_web::{get, post};
use lamtheo_domain::access::held::*;
use lamtheo_domain::kernel::ids::*;

/// Jobs that the caller began, newest first; all of them for a system administrator.
#[utoipa::path(tag = "jobs", operation_id = "list_jobs", params(JobsQuery), responses((status = 200, body = ListOf<JobView>)))]
#[get("/api/v1/jobs")]
pub async fn list(call: Allowed<UseJobs, Query<JobsQuery>>) -> Handled<Reply> {
    call.answer(queries::list).await
}

/// A job that the caller began, with its progress and its result.
#[utoipa::path(tag = "jobs", operation_id = "get_job", params(("id" = JobId, Path)), responses((status = 200, body = JobView)))]
#[get("/api/v1/jobs/{id}")]
pub async fn get(id: PathId<JobId>, call: Allowed<UseJobs>) -> Handled<Reply> {
    call.show(id, queries::get).await
}

/// Cancels a job that is not over.
#[utoipa::path(tag = "jobs", operation_id = "cancel_job", params(("id" = JobId, Path), IfMatch), responses((status = 200, body = JobView)))]
#[post("/api/v1/jobs/{id}/cancel")]
pub async fn cancel(id: PathId<JobId>, call: Allowed<UseJobs>) -> Handled<Reply> {
    call.act(id, commands::cancel::load, commands::cancel::run)
        .await
}
