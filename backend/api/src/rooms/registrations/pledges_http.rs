//! `/api/v1/pledges`.

use super::commands;
use super::http::{Remark, Year};
use super::pledge_queries;
use super::views::PledgeView;
use crate::web::list::AnyOf;
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, ListOf, PathId, Query, Reply};
use actix_web::{get, post};
use chrono::NaiveDate;
use lamtheo_domain::access::held::*;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::registration::{Decision, PledgeResult, PledgeStatus, SubjectKind};
use lamtheo_domain::roll::{Membership, PositionGroup};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Filters of the list; a comma is OR.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PledgeListQuery {
    /// From 1.
    #[param(value_type = Option<i32>)]
    pub page: Option<i64>,
    /// At most 200, 50 by default.
    #[param(value_type = Option<i32>)]
    pub per_page: Option<i64>,
    /// `updated_at`, `due_on`, `status`, `year`, `field`; `-` for descending.
    pub sort: Option<String>,
    /// Words of the content, with or without accents.
    pub q: Option<String>,
    /// Pledges of this unit and everything below it.
    pub unit: Option<UnitId>,
    /// Programme year.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub year: AnyOf<Year>,
    /// State in the life cycle.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub status: AnyOf<PledgeStatus>,
    /// Individual or collective.
    pub subject_kind: Option<SubjectKind>,
    /// Party member or not.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub membership: AnyOf<Membership>,
    /// Group of the position, frozen when handed in.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub position_group: AnyOf<PositionGroup>,
    /// Codes of the list `field`.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub field: AnyOf<super::pledge_queries::Field>,
    /// Deadline on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Deadline on this day or earlier.
    pub due_to: Option<NaiveDate>,
}

/// What became of a pledge, as its subject declares it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportBody {
    /// Completed, partly or not.
    pub result: PledgeResult,
    /// What was done; at most 4,000 characters.
    pub summary: String,
    /// The day it was done.
    pub done_on: NaiveDate,
    /// Evidence files.
    #[serde(default)]
    pub evidence_ids: Vec<String>,
}

/// A confirmation.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyBody {
    /// The result as found; may differ from the declared one.
    pub result: PledgeResult,
    /// A word to the subject.
    #[serde(default)]
    pub comment: Option<String>,
    /// What the decision cites.
    #[serde(default)]
    pub decision: Option<Decision>,
}

/// Why a pledge is given up.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelBody {
    /// Why it is given up.
    pub reason: String,
    /// What the decision cites.
    #[serde(default)]
    pub decision: Option<Decision>,
}

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

/// Declares what became of a pledge.
#[utoipa::path(tag = "pledges", operation_id = "report_pledge", params(("id" = PledgeId, Path)), request_body = ReportBody, responses((status = 200, body = PledgeView)))]
#[post("/api/v1/pledges/{id}/report")]
pub async fn report(
    id: PathId<PledgeId>,
    call: Allowed<ReportPledge, Body<ReportBody>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let id = id.get()?;
    call.change(
        move |tx, caller| commands::load_pledge_for_writing(tx, caller, &id),
        move |tx, caller, record| commands::report::run(tx, caller, record, body),
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
