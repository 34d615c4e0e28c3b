//! `/api/v1/pledges`.

use super::commands;
use super::pledge_queries;
use super::requests::{CancelBody, PledgeListQuery, Remark, ReportBody, VerifyBody};
use super::views::PledgeView;
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, ListOf, PathId, Query, Reply};
use actix_web::{get, patch, post};
use lamtheo_domain::access::held::*;
use lamtheo_domain::kernel::ids::*;

pub use super::commands::EditPledge;

/// Pledges within the caller's scope.
#[utoipa::path(tag = "pledges", operation_id = "list_pledges", params(PledgeListQuery), responses((status = 200, body = ListOf<PledgeView>)))]
#[get("/api/v1/pledges")]
pub async fn list(call: Allowed<ReadRegistrations, Query<PledgeListQuery>>) -> Handled<Reply> {
    let (call, Query(query)) = call.split();
    let list = call
        .read(move |tx, caller| pledge_queries::list(tx, caller, &query))
        .await?;
    Ok(Reply::json(&list)?)
}

/// One pledge.
#[utoipa::path(tag = "pledges", operation_id = "get_pledge", params(("id" = PledgeId, Path)), responses((status = 200, body = PledgeView)))]
#[get("/api/v1/pledges/{id}")]
pub async fn get(id: PathId<PledgeId>, call: Allowed<ReadRegistrations>) -> Handled<Reply> {
    let id = id.get()?;
    let view = call
        .read(move |tx, caller| pledge_queries::get(tx, caller, &id))
        .await?;
    Ok(Reply::entity(&view)?)
}

/// Changes a pledge while its registration is a draft or returned. If-Match is the
/// pledge's own ETag; the registration gets a new version too.
#[utoipa::path(tag = "pledges", operation_id = "edit_pledge", params(("id" = PledgeId, Path)), request_body = EditPledge, responses((status = 200, body = PledgeView)))]
#[patch("/api/v1/pledges/{id}")]
pub async fn edit(
    id: PathId<PledgeId>,
    call: Allowed<WriteRegistrations, Body<EditPledge>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let id = id.get()?;
    call.change(
        move |tx, caller| commands::load_pledge_for_writing(tx, caller, &id),
        move |tx, caller, record| commands::edit_pledge::run(tx, caller, record, body),
    )
    .await
}

/// Declares what became of a pledge.
#[utoipa::path(tag = "pledges", operation_id = "report_pledge", params(("id" = PledgeId, Path)), request_body = ReportBody, responses((status = 200, body = PledgeView)))]
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
#[utoipa::path(tag = "pledges", operation_id = "verify_pledge", params(("id" = PledgeId, Path)), request_body = VerifyBody, responses((status = 200, body = PledgeView)))]
#[post("/api/v1/pledges/{id}/verify")]
pub async fn verify(
    id: PathId<PledgeId>,
    call: Allowed<VerifyPledge, Body<VerifyBody>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let id = id.get()?;
    call.change(
        move |tx, caller| commands::load_pledge_for_decision(tx, caller, &id),
        move |tx, caller, record| commands::verify::reply(tx, caller, record, body),
    )
    .await
}

/// Sends a report back with a comment.
#[utoipa::path(tag = "pledges", operation_id = "send_back_pledge", params(("id" = PledgeId, Path)), request_body = Remark, responses((status = 200, body = PledgeView)))]
#[post("/api/v1/pledges/{id}/send-back")]
pub async fn send_back(
    id: PathId<PledgeId>,
    call: Allowed<SendBackPledge, Body<Remark>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let id = id.get()?;
    call.change(
        move |tx, caller| commands::load_pledge_for_decision(tx, caller, &id),
        move |tx, caller, record| commands::send_back::reply(tx, caller, record, body),
    )
    .await
}

/// Consents that a pledge is given up, with the reason.
#[utoipa::path(tag = "pledges", operation_id = "cancel_pledge", params(("id" = PledgeId, Path)), request_body = CancelBody, responses((status = 200, body = PledgeView)))]
#[post("/api/v1/pledges/{id}/cancel")]
pub async fn cancel(
    id: PathId<PledgeId>,
    call: Allowed<CancelPledge, Body<CancelBody>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let id = id.get()?;
    call.change(
        move |tx, caller| commands::load_pledge_for_decision(tx, caller, &id),
        move |tx, caller, record| commands::cancel::run(tx, caller, record, body),
    )
    .await
}
