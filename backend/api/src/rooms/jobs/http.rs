//! `/api/v1/jobs`.

use super::views::JobView;
use super::{commands, queries};
use crate::web::problem::Handled;
use crate::web::{Allowed, PathId, Reply};
use actix_web::{get, post};
use lamtheo_domain::access::held::*;
use lamtheo_domain::kernel::ids::*;

/// A job that the caller began, with its progress and its result.
#[utoipa::path(tag = "jobs", operation_id = "get_job", params(("id" = JobId, Path)), responses((status = 200, body = JobView)))]
#[get("/api/v1/jobs/{id}")]
pub async fn get(id: PathId<JobId>, call: Allowed<UseJobs>) -> Handled<Reply> {
    let id = id.get()?;
    let view = call
        .read(move |tx, caller| queries::get(tx, caller, &id))
        .await?;
    Ok(Reply::entity(&view)?)
}

/// Cancels a job that is not over.
#[utoipa::path(tag = "jobs", operation_id = "cancel_job", params(("id" = JobId, Path)), responses((status = 200, body = JobView)))]
#[post("/api/v1/jobs/{id}/cancel")]
pub async fn cancel(id: PathId<JobId>, call: Allowed<UseJobs>) -> Handled<Reply> {
    let id = id.get()?;
    call.change(
        move |tx, caller| commands::cancel::load(tx, caller, &id),
        commands::cancel::run,
    )
    .await
}
