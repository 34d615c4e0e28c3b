//! `/api/v1/issues/{id}/evidence`.

use super::{commands, evidence};
use crate::rooms::files::{AttachBody, EvidenceView};
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, ListOf, PathId, PathIds, Reply};
use actix_web::{delete, get, post};
use lamtheo_domain::access::held::*;
use lamtheo_domain::kernel::ids::*;

/// What shows how an issue stands, its reports and updates included, oldest first.
#[utoipa::path(tag = "issues", operation_id = "list_issue_evidence", params(("id" = IssueId, Path)), responses((status = 200, body = ListOf<EvidenceView>)))]
#[get("/api/v1/issues/{id}/evidence")]
pub async fn list(id: PathId<IssueId>, call: Allowed<ReadIssues>) -> Handled<Reply> {
    let id = id.get()?;
    let list = call
        .read(move |tx, caller| evidence::list(tx, caller, &id))
        .await?;
    Ok(Reply::json(&list)?)
}

/// Hangs an own uploaded file on an issue.
#[utoipa::path(tag = "issues", operation_id = "add_issue_evidence", params(("id" = IssueId, Path)), request_body = AttachBody, responses((status = 201, body = EvidenceView)))]
#[post("/api/v1/issues/{id}/evidence")]
pub async fn attach(
    id: PathId<IssueId>,
    call: Allowed<PostIssueUpdates, Body<AttachBody>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let id = id.get()?;
    let most = call.app.settings.files.most_per_record;
    call.create(
        move |tx, caller| commands::load_for_update(tx, caller, &id),
        move |tx, caller, record| commands::evidence::attach(tx, caller, &record, &body, most),
    )
    .await
}

/// Takes evidence away that was not decided on.
#[utoipa::path(tag = "issues", operation_id = "remove_issue_evidence", params(("id" = IssueId, Path), ("evidence_id" = EvidenceId, Path), IfMatch), responses((status = 204)))]
#[delete("/api/v1/issues/{id}/evidence/{evidence_id}")]
pub async fn take_away(
    ids: PathIds<IssueId, EvidenceId>,
    call: Allowed<PostIssueUpdates>,
) -> Handled<Reply> {
    let (id, piece) = ids.get()?;
    call.change(
        move |tx, caller| commands::evidence::load(tx, caller, &id, &piece),
        |tx, _, (record, piece)| commands::evidence::remove(tx, &record, &piece),
    )
    .await
}
