//! `/api/v1/registrations`.

use super::commands;
use super::coverage::{CoverageQuery, CoverageView, of_unit};
use super::queries;
use super::requests::{Approval, ListQuery, Remark};
use super::views::{PledgeView, RegistrationView};
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, ListOf, PathId, Query, Reply};
use actix_web::{delete, get, patch, post};
use lamtheo_domain::access::held::*;
use lamtheo_domain::kernel::ids::*;

pub use super::commands::{CreateRegistration, EditRegistration, PledgeInput};

/// Registrations within the caller's scope.
#[utoipa::path(tag = "registrations", params(ListQuery), responses((status = 200, body = ListOf<RegistrationView>)))]
#[get("/api/v1/registrations")]
pub async fn list(call: Allowed<ReadRegistrations, Query<ListQuery>>) -> Handled<Reply> {
    call.answer(queries::list).await
}

/// Who of a unit's roll has registered for a year and who has not.
#[utoipa::path(tag = "registrations", params(CoverageQuery), responses((status = 200, body = CoverageView)))]
#[get("/api/v1/registrations/coverage")]
pub async fn coverage(call: Allowed<ReadRegistrations, Query<CoverageQuery>>) -> Handled<Reply> {
    call.answer(of_unit).await
}

/// Draws up a registration, own or on behalf.
#[utoipa::path(tag = "registrations", request_body = CreateRegistration, responses((status = 201, body = RegistrationView)))]
#[post("/api/v1/registrations")]
pub async fn create(call: Allowed<WriteRegistrations, Body<CreateRegistration>>) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let subject = body.subject();
    call.create(
        move |tx, caller| commands::create::scope(tx, caller, subject),
        move |tx, caller, facts| commands::create::run(tx, caller, facts, body),
    )
    .await
}

/// One registration with its pledges.
#[utoipa::path(tag = "registrations", params(("id" = RegistrationId, Path)), responses((status = 200, body = RegistrationView)))]
#[get("/api/v1/registrations/{id}")]
pub async fn get(id: PathId<RegistrationId>, call: Allowed<ReadRegistrations>) -> Handled<Reply> {
    call.show(id, queries::get).await
}

/// Changes a draft or a returned registration; pledges are given as the whole list.
#[utoipa::path(tag = "registrations", params(("id" = RegistrationId, Path), IfMatch), request_body = EditRegistration, responses((status = 200, body = RegistrationView)))]
#[patch("/api/v1/registrations/{id}")]
pub async fn edit(
    id: PathId<RegistrationId>,
    call: Allowed<WriteRegistrations, Body<EditRegistration>>,
) -> Handled<Reply> {
    call.act_with(id, commands::load_for_writing, commands::edit::run)
        .await
}

/// Withdraws a draft.
#[utoipa::path(tag = "registrations", params(("id" = RegistrationId, Path), IfMatch), responses((status = 204)))]
#[delete("/api/v1/registrations/{id}")]
pub async fn withdraw(
    id: PathId<RegistrationId>,
    call: Allowed<WriteRegistrations>,
) -> Handled<Reply> {
    call.act(id, commands::load_for_withdrawal, |tx, _, record| {
        commands::withdraw::run(tx, record)
    })
    .await
}

/// Hands a draft or a returned registration in.
#[utoipa::path(tag = "registrations", params(("id" = RegistrationId, Path), IfMatch), responses((status = 200, body = RegistrationView)))]
#[post("/api/v1/registrations/{id}/submit")]
pub async fn submit(
    id: PathId<RegistrationId>,
    call: Allowed<SubmitRegistration>,
) -> Handled<Reply> {
    call.act(id, commands::load_for_writing, commands::submit::run)
        .await
}

/// Passes a registration; its pledges begin.
#[utoipa::path(tag = "registrations", params(("id" = RegistrationId, Path), IfMatch), request_body = Approval, responses((status = 200, body = RegistrationView)))]
#[post("/api/v1/registrations/{id}/approve")]
pub async fn approve(
    id: PathId<RegistrationId>,
    call: Allowed<ApproveRegistration, Body<Approval>>,
) -> Handled<Reply> {
    call.act_with(id, commands::load_for_decision, commands::approve::reply)
        .await
}

/// Sends a registration back with what is to be improved.
#[utoipa::path(tag = "registrations", params(("id" = RegistrationId, Path), IfMatch), request_body = Remark, responses((status = 200, body = RegistrationView)))]
#[post("/api/v1/registrations/{id}/return")]
pub async fn send_back(
    id: PathId<RegistrationId>,
    call: Allowed<ReturnRegistration, Body<Remark>>,
) -> Handled<Reply> {
    call.act_with(id, commands::load_for_decision, commands::return_::reply)
        .await
}

/// Closes an approved registration at the end of its year.
#[utoipa::path(tag = "registrations", params(("id" = RegistrationId, Path), IfMatch), request_body = Approval, responses((status = 200, body = RegistrationView)))]
#[post("/api/v1/registrations/{id}/close")]
pub async fn close(
    id: PathId<RegistrationId>,
    call: Allowed<CloseRegistration, Body<Approval>>,
) -> Handled<Reply> {
    call.act_with(id, commands::load_for_decision, commands::close::run)
        .await
}

/// The pledges of a registration.
#[utoipa::path(tag = "registrations", params(("id" = RegistrationId, Path)), responses((status = 200, body = ListOf<PledgeView>)))]
#[get("/api/v1/registrations/{id}/pledges")]
pub async fn pledges(
    id: PathId<RegistrationId>,
    call: Allowed<ReadRegistrations>,
) -> Handled<Reply> {
    let id = id.get()?;
    let view = call
        .read(move |tx, caller| queries::get(tx, caller, &id))
        .await?;
    let total = i64::try_from(view.pledges.len()).unwrap_or(i64::MAX);
    Ok(Reply::json(&ListOf {
        items: view.pledges,
        page: 1,
        per_page: total.max(1),
        total,
    })?)
}
