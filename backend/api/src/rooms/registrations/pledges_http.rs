//! `/api/v1/pledges`.

use super::commands;
use super::pledge_queries;
use super::requests::{CancelBody, PledgeListQuery, Remark, ReportBody, VerifyBody};
use super::views::PledgeView;
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, ListOf, PathId, Query, Reply};
use actix_web::{get, patch, post};
use lamtheo_domain::access::held::*;
use lamtheo_domain::kernel::ids::*;

pub use super::commands::EditPledge;

/// Pledges within the caller's scope.
#[utoipa::path(tag = "pledges", operation_id = "list_pledges", params(PledgeListQuery), responses((status = 200, body = ListOf<PledgeView>)))]
#[get("/api/v1/pledges")]
pub async fn list(call: Allowed<ReadRegistrations, Query<PledgeListQuery>>) -> Handled<Reply> {
    call.answer(pledge_queries::list).await
}

/// One pledge.
#[utoipa::path(tag = "pledges", operation_id = "get_pledge", params(("id" = PledgeId, Path)), responses((status = 200, body = PledgeView)))]
#[get("/api/v1/pledges/{id}")]
pub async fn get(id: PathId<PledgeId>, call: Allowed<ReadRegistrations>) -> Handled<Reply> {
    call.show(id, pledge_queries::get).await
}

/// Changes a pledge while its registration is a draft or returned. If-Match is the
/// pledge's own ETag; the registration gets a new version too.
#[utoipa::path(tag = "pledges", operation_id = "edit_pledge", params(("id" = PledgeId, Path), IfMatch), request_body = EditPledge, responses((status = 200, body = PledgeView)))]
#[patch("/api/v1/pledges/{id}")]
pub async fn edit(
    id: PathId<PledgeId>,
    call: Allowed<WriteRegistrations, Body<EditPledge>>,
) -> Handled<Reply> {
    call.act_with(
        id,
        commands::load_pledge_for_writing,
        commands::edit_pledge::run,
    )
    .await
}

/// Declares what became of a pledge.
#[utoipa::path(tag = "pledges", operation_id = "report_pledge", params(("id" = PledgeId, Path), IfMatch), request_body = ReportBody, responses((status = 200, body = PledgeView)))]
#[post("/api/v1/pledges/{id}/report")]
pub async fn report(
    id: PathId<PledgeId>,
    call: Allowed<ReportPledge, Body<ReportBody>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let id = id.get()?;
    let most = call.app.settings.files.most_per_record;
    call.change(
        move |tx, caller| commands::load_pledge_for_writing(tx, caller, &id),
        move |tx, caller, record| commands::report::run(tx, caller, record, body, most),
    )
    .await
}

/// Confirms a report.
#[utoipa::path(tag = "pledges", operation_id = "verify_pledge", params(("id" = PledgeId, Path), IfMatch), request_body = VerifyBody, responses((status = 200, body = PledgeView)))]
#[post("/api/v1/pledges/{id}/verify")]
pub async fn verify(
    id: PathId<PledgeId>,
    call: Allowed<VerifyPledge, Body<VerifyBody>>,
) -> Handled<Reply> {
    call.act_with(
        id,
        commands::load_pledge_for_decision,
        commands::verify::reply,
    )
    .await
}

/// Sends a report back with a comment.
#[utoipa::path(tag = "pledges", operation_id = "send_back_pledge", params(("id" = PledgeId, Path), IfMatch), request_body = Remark, responses((status = 200, body = PledgeView)))]
#[post("/api/v1/pledges/{id}/send-back")]
pub async fn send_back(
    id: PathId<PledgeId>,
    call: Allowed<SendBackPledge, Body<Remark>>,
) -> Handled<Reply> {
    call.act_with(
        id,
        commands::load_pledge_for_decision,
        commands::send_back::reply,
    )
    .await
}

/// Consents that a pledge is given up, with the reason.
#[utoipa::path(tag = "pledges", operation_id = "cancel_pledge", params(("id" = PledgeId, Path), IfMatch), request_body = CancelBody, responses((status = 200, body = PledgeView)))]
#[post("/api/v1/pledges/{id}/cancel")]
pub async fn cancel(
    id: PathId<PledgeId>,
    call: Allowed<CancelPledge, Body<CancelBody>>,
) -> Handled<Reply> {
    call.act_with(
        id,
        commands::load_pledge_for_decision,
        commands::cancel::run,
    )
    .await
}
