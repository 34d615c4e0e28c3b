//! `/api/v1/pledges/{id}/evidence`.

use super::{commands, evidence};
use crate::rooms::files::{AttachBody, EvidenceView};
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, ListOf, PathId, PathIds, Reply};
use actix_web::{delete, get, post};
use lamtheo_domain::access::held::*;
use lamtheo_domain::kernel::ids::*;

/// What shows what became of a pledge, its reports included, oldest first.
#[utoipa::path(tag = "pledges", operation_id = "list_pledge_evidence", params(("id" = PledgeId, Path)), responses((status = 200, body = ListOf<EvidenceView>)))]
#[get("/api/v1/pledges/{id}/evidence")]
pub async fn list(id: PathId<PledgeId>, call: Allowed<ReadRegistrations>) -> Handled<Reply> {
    let id = id.get()?;
    let list = call
        .read(move |tx, caller| evidence::list(tx, caller, &id))
        .await?;
    Ok(Reply::json(&list)?)
}

/// Hangs an own uploaded file on a pledge.
#[utoipa::path(tag = "pledges", operation_id = "add_pledge_evidence", params(("id" = PledgeId, Path)), request_body = AttachBody, responses((status = 201, body = EvidenceView)))]
#[post("/api/v1/pledges/{id}/evidence")]
pub async fn attach(
    id: PathId<PledgeId>,
    call: Allowed<ReportPledge, Body<AttachBody>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let id = id.get()?;
    let most = call.app.settings.files.most_per_record;
    call.create(
        move |tx, caller| commands::evidence::load_held(tx, caller, &id),
        move |tx, caller, record| commands::evidence::attach(tx, caller, &record, &body, most),
    )
    .await
}

/// Takes evidence away that was not decided on.
#[utoipa::path(tag = "pledges", operation_id = "remove_pledge_evidence", params(("id" = PledgeId, Path), ("evidence_id" = EvidenceId, Path), IfMatch), responses((status = 204)))]
#[delete("/api/v1/pledges/{id}/evidence/{evidence_id}")]
pub async fn take_away(
    ids: PathIds<PledgeId, EvidenceId>,
    call: Allowed<ReportPledge>,
) -> Handled<Reply> {
    let (id, piece) = ids.get()?;
    call.change(
        move |tx, caller| commands::evidence::load(tx, caller, &id, &piece),
        |tx, _, (record, piece)| commands::evidence::remove(tx, &record, &piece),
    )
    .await
}
