//! Delegations over HTTP.

use super::commands::delegate::NewDelegation;
use super::commands::{delegate, end_delegation};
use super::queries::delegations::{self as queries, Wanted};
use super::views::DelegationView;
use crate::web::answer::{as_changed, created};
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, ListOf, Paging, PathId, Query, Reply};
use actix_web::{get, post};
use chrono::NaiveDate;
use lamtheo_domain::access::held::{ReadDelegations, WriteDelegations};
use lamtheo_domain::kernel::ids::{DelegationId, PersonId, UnitId};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Filters of a list of delegations.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct DelegationFilter {
    /// Of this unit and everything below it.
    unit: Option<UnitId>,
    /// Only those that hold on this day.
    as_of: Option<NaiveDate>,
    /// Page, from 1.
    #[param(value_type = Option<i32>)]
    page: Option<i64>,
    /// Records on a page, at most 200.
    #[param(value_type = Option<i32>)]
    per_page: Option<i64>,
}

/// A deputy to be named for a time.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateDelegation {
    /// The chi bộ.
    unit_id: UnitId,
    /// For whom: the secretary.
    from_person_id: PersonId,
    /// Who acts: a member of the chi bộ.
    to_person_id: PersonId,
    /// Number of the document.
    document_no: Option<String>,
    /// Reason.
    reason: Option<String>,
    /// First day.
    valid_from: NaiveDate,
    /// First day on which it no longer holds.
    valid_to: NaiveDate,
}

/// The end of a delegation before its time.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndDelegation {
    /// First day on which it no longer holds; today unless said.
    valid_to: Option<NaiveDate>,
}

/// Delegations within the caller's reach, the latest first.
#[utoipa::path(tag = "people", params(DelegationFilter), responses((status = 200, body = ListOf<DelegationView>)))]
#[get("/api/v1/delegations")]
pub async fn list(call: Allowed<ReadDelegations, Query<DelegationFilter>>) -> Handled<Reply> {
    let (call, Query(filter)) = call.split();
    let paging = Paging::of(filter.page, filter.per_page)?;
    let wanted = Wanted {
        subtree: filter.unit,
        as_of: filter.as_of,
    };
    let view = call
        .read(move |tx, caller| queries::list(tx.conn, caller, &wanted, paging, tx.at.today))
        .await?;
    Ok(Reply::json(&view)?)
}

/// One delegation.
#[utoipa::path(tag = "people", params(("id" = DelegationId, Path)), responses((status = 200, body = DelegationView)))]
#[get("/api/v1/delegations/{id}")]
pub async fn get(id: PathId<DelegationId>, call: Allowed<ReadDelegations>) -> Handled<Reply> {
    call.show(id, |tx, caller, id| {
        queries::get(tx.conn, caller, id, tx.at.today)
    })
    .await
}

/// Names a deputy who decides for the secretary of a chi bộ for a time.
#[utoipa::path(tag = "people", request_body = CreateDelegation, responses((status = 201, body = DelegationView)))]
#[post("/api/v1/delegations")]
pub async fn add(call: Allowed<WriteDelegations, Body<CreateDelegation>>) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let app = call.app.clone();
    let unit = body.unit_id.clone();
    let reply = call
        .create(
            move |tx, caller| delegate::load(tx, caller, &unit),
            move |tx, caller, place| {
                let wanted = NewDelegation {
                    unit_id: body.unit_id,
                    from_person_id: body.from_person_id,
                    to_person_id: body.to_person_id,
                    document_no: body.document_no,
                    reason: body.reason,
                    valid_from: body.valid_from,
                    valid_to: body.valid_to,
                };
                let (id, recorded) = delegate::run(tx, caller, &place, wanted)?;
                let view = queries::get(tx.conn, caller, &id, tx.at.today)?;
                let reply = created(format!("/api/v1/delegations/{id}"), &view)?;
                Ok(recorded.map(|()| reply))
            },
        )
        .await?;
    app.callers.clear();
    Ok(reply)
}

/// Ends a delegation before its time; on its first day it then never held.
#[utoipa::path(tag = "people", params(("id" = DelegationId, Path), IfMatch), request_body = EndDelegation, responses((status = 200, body = DelegationView)))]
#[post("/api/v1/delegations/{id}/end")]
pub async fn end(
    id: PathId<DelegationId>,
    call: Allowed<WriteDelegations, Body<EndDelegation>>,
) -> Handled<Reply> {
    let app = call.app.clone();
    let reply = call
        .act_with(id, end_delegation::load, |tx, caller, row, body| {
            let id = row.id.clone();
            let recorded = end_delegation::run(tx, row, body.valid_to)?;
            as_changed(recorded, &queries::get(tx.conn, caller, &id, tx.at.today)?)
        })
        .await?;
    app.callers.clear();
    Ok(reply)
}
