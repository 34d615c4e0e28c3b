//! What hangs on an issue: history, updates, milestones.

use super::requests::{DoneBody, EditMilestone, MilestoneBody, UpdateBody};
use super::views::{MilestoneView, TimelineView, UpdateView};
use super::{commands, updates};
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, ListOf, PathId, PathIds, Reply};
use actix_web::{delete, get, patch, post};
use lamtheo_domain::access::held::*;
use lamtheo_domain::kernel::ids::*;

/// The history of an issue, oldest first.
#[utoipa::path(tag = "issues", operation_id = "issue_timeline", params(("id" = IssueId, Path)), responses((status = 200, body = TimelineView)))]
#[get("/api/v1/issues/{id}/timeline")]
pub async fn timeline(id: PathId<IssueId>, call: Allowed<ReadIssues>) -> Handled<Reply> {
    let id = id.get()?;
    let view = call
        .read(move |tx, caller| updates::timeline(tx, caller, &id))
        .await?;
    Ok(Reply::json(&view)?)
}

/// What was said about an issue, oldest first.
#[utoipa::path(tag = "issues", operation_id = "list_issue_updates", params(("id" = IssueId, Path)), responses((status = 200, body = ListOf<UpdateView>)))]
#[get("/api/v1/issues/{id}/updates")]
pub async fn list_updates(id: PathId<IssueId>, call: Allowed<ReadIssues>) -> Handled<Reply> {
    let id = id.get()?;
    let list = call
        .read(move |tx, caller| updates::list(tx, caller, &id))
        .await?;
    Ok(Reply::json(&list)?)
}

/// Says how things stand: the owner, a unit that helps, who answers for it.
#[utoipa::path(tag = "issues", operation_id = "post_issue_update", params(("id" = IssueId, Path)), request_body = UpdateBody, responses((status = 201, body = UpdateView)))]
#[post("/api/v1/issues/{id}/updates")]
pub async fn post_update(
    id: PathId<IssueId>,
    call: Allowed<PostIssueUpdates, Body<UpdateBody>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let id = id.get()?;
    let most = call.app.settings.files.most_per_record;
    call.create(
        move |tx, caller| commands::load_for_update(tx, caller, &id),
        move |tx, caller, record| commands::post_update::run(tx, caller, record, body, most),
    )
    .await
}

/// The milestones of an issue, in order.
#[utoipa::path(tag = "issues", operation_id = "list_issue_milestones", params(("id" = IssueId, Path)), responses((status = 200, body = ListOf<MilestoneView>)))]
#[get("/api/v1/issues/{id}/milestones")]
pub async fn list_milestones(id: PathId<IssueId>, call: Allowed<ReadIssues>) -> Handled<Reply> {
    let id = id.get()?;
    let list = call
        .read(move |tx, caller| updates::milestones(tx, caller, &id))
        .await?;
    Ok(Reply::json(&list)?)
}

/// Adds a milestone.
#[utoipa::path(tag = "issues", operation_id = "add_issue_milestone", params(("id" = IssueId, Path)), request_body = MilestoneBody, responses((status = 201, body = MilestoneView)))]
#[post("/api/v1/issues/{id}/milestones")]
pub async fn add_milestone(
    id: PathId<IssueId>,
    call: Allowed<WriteIssues, Body<MilestoneBody>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let id = id.get()?;
    call.create(
        move |tx, caller| commands::load_for_writing(tx, caller, &id),
        move |tx, caller, record| commands::milestones::add(tx, caller, record, &body),
    )
    .await
}

/// Changes a milestone.
#[utoipa::path(tag = "issues", operation_id = "edit_issue_milestone", params(("id" = IssueId, Path), ("milestone_id" = MilestoneId, Path), IfMatch), request_body = EditMilestone, responses((status = 200, body = MilestoneView)))]
#[patch("/api/v1/issues/{id}/milestones/{milestone_id}")]
pub async fn edit_milestone(
    ids: PathIds<IssueId, MilestoneId>,
    call: Allowed<WriteIssues, Body<EditMilestone>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let (issue, id) = ids.get()?;
    call.change(
        move |tx, caller| commands::milestones::load(tx, caller, &issue, &id),
        move |tx, caller, milestone| commands::milestones::edit(tx, caller, milestone, &body),
    )
    .await
}

/// Marks a milestone as reached.
#[utoipa::path(tag = "issues", operation_id = "reach_issue_milestone", params(("id" = IssueId, Path), ("milestone_id" = MilestoneId, Path), IfMatch), request_body = DoneBody, responses((status = 200, body = MilestoneView)))]
#[post("/api/v1/issues/{id}/milestones/{milestone_id}/done")]
pub async fn reach_milestone(
    ids: PathIds<IssueId, MilestoneId>,
    call: Allowed<WriteIssues, Body<DoneBody>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let (issue, id) = ids.get()?;
    call.change(
        move |tx, caller| commands::milestones::load(tx, caller, &issue, &id),
        move |tx, caller, milestone| commands::milestones::done(tx, caller, milestone, &body),
    )
    .await
}

/// Takes a milestone away.
#[utoipa::path(tag = "issues", operation_id = "remove_issue_milestone", params(("id" = IssueId, Path), ("milestone_id" = MilestoneId, Path), IfMatch), responses((status = 204)))]
#[delete("/api/v1/issues/{id}/milestones/{milestone_id}")]
pub async fn remove_milestone(
    ids: PathIds<IssueId, MilestoneId>,
    call: Allowed<WriteIssues>,
) -> Handled<Reply> {
    let (issue, id) = ids.get()?;
    call.change(
        move |tx, caller| commands::milestones::load(tx, caller, &issue, &id),
        |tx, _, milestone| commands::milestones::remove(tx, milestone),
    )
    .await
}
