//! The dated roll over HTTP.

use super::commands::change_membership::MembershipChange;
use super::commands::exempt::Exemption;
use super::commands::transfer::Transfer;
use super::commands::{
    Belonging, add_membership, change_membership, end_membership, exempt as exemption,
    load_membership, transfer as transferring,
};
use super::queries::memberships::{self as queries, Wanted};
use super::views::MembershipView;
use crate::web::answer::{as_changed, created};
use crate::web::list::AnyOf;
use crate::web::patch::given;
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, ListOf, Paging, PathId, Query, Reply};
use actix_web::{get, patch, post};
use chrono::NaiveDate;
use lamtheo_domain::access::held::{ReadRoll, WriteRoll};
use lamtheo_domain::kernel::ids::{MembershipId, PersonId, UnitId};
use lamtheo_domain::roll::{EndReason, ExemptionReason, MemberKind, PositionGroup};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Filters of the roll.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct RollFilter {
    /// Of this unit and everything below it.
    unit: Option<UnitId>,
    /// With `unit`: of exactly that unit.
    #[serde(default)]
    direct: bool,
    /// Of this person: the whole history unless a day is asked for.
    person_id: Option<PersonId>,
    /// The roll of this day; today unless said.
    as_of: Option<NaiveDate>,
    /// Kinds; a comma is OR.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    member_kind: AnyOf<MemberKind>,
    /// Position groups; a comma is OR.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    position_group: AnyOf<PositionGroup>,
    /// Part of the name, accents do not matter; the exact spelling comes first.
    q: Option<String>,
    /// Page, from 1.
    #[param(value_type = Option<i32>)]
    page: Option<i64>,
    /// Records on a page, at most 200.
    #[param(value_type = Option<i32>)]
    per_page: Option<i64>,
}

/// A person to be put on the roll of a unit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateMembership {
    /// The person.
    person_id: PersonId,
    /// The unit.
    unit_id: UnitId,
    /// Official, probationary, not a member.
    member_kind: MemberKind,
    /// Position; may be empty.
    position: Option<String>,
    /// Group of the position; `none` unless said.
    position_group: Option<PositionGroup>,
    /// The committee that manages the cadre.
    managed_by_unit_id: Option<UnitId>,
    /// First day; today unless said.
    valid_from: Option<NaiveDate>,
    /// First day on which it no longer holds, when that is known.
    valid_to: Option<NaiveDate>,
}

/// What was typed wrongly; absent fields stay, null clears.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchMembership {
    /// Official, probationary, not a member.
    member_kind: Option<MemberKind>,
    /// Position.
    position: Option<String>,
    /// Group of the position.
    position_group: Option<PositionGroup>,
    /// The committee that manages the cadre.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<UnitId>)]
    managed_by_unit_id: Option<Option<UnitId>>,
    /// First day.
    valid_from: Option<NaiveDate>,
}

/// A new unit, position or kind from a day on; absent fields stay (the position
/// only within the same unit).
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransferMembership {
    /// The unit moved to; the same unless said.
    unit_id: Option<UnitId>,
    /// Official, probationary, not a member.
    member_kind: Option<MemberKind>,
    /// Position.
    position: Option<String>,
    /// Group of the position.
    position_group: Option<PositionGroup>,
    /// The committee that manages the cadre.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<UnitId>)]
    managed_by_unit_id: Option<Option<UnitId>>,
    /// First day there; today unless said.
    valid_from: Option<NaiveDate>,
}

/// An exemption from registering.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExemptMembership {
    /// Why.
    reason: ExemptionReason,
    /// Remark.
    note: Option<String>,
    /// First day; today unless said.
    valid_from: Option<NaiveDate>,
    /// First day on which it no longer holds; open unless said.
    valid_to: Option<NaiveDate>,
}

/// The end of an exemption.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndExemption {
    /// First day on which it no longer holds; today unless said.
    valid_to: Option<NaiveDate>,
}

/// The end of a membership.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndMembership {
    /// First day that no longer belongs to it; today unless said.
    valid_to: Option<NaiveDate>,
    /// Why.
    reason: EndReason,
}

/// The roll of a day within the caller's reach, by given name, with who is
/// obliged to register.
#[utoipa::path(tag = "people", params(RollFilter), responses((status = 200, body = ListOf<MembershipView>)))]
#[get("/api/v1/memberships")]
pub async fn list(call: Allowed<ReadRoll, Query<RollFilter>>) -> Handled<Reply> {
    let (call, Query(filter)) = call.split();
    let paging = Paging::of(filter.page, filter.per_page)?;
    let wanted = Wanted {
        subtree: filter.unit,
        direct: filter.direct,
        person: filter.person_id,
        member_kind: filter.member_kind,
        position_group: filter.position_group,
        q: filter.q,
        as_of: filter.as_of,
    };
    let view = call
        .read(move |tx, caller| queries::list(tx.conn, caller, &wanted, paging, tx.at.today))
        .await?;
    Ok(Reply::json(&view)?)
}

/// One line of the roll.
#[utoipa::path(tag = "people", params(("id" = MembershipId, Path)), responses((status = 200, body = MembershipView)))]
#[get("/api/v1/memberships/{id}")]
pub async fn get(id: PathId<MembershipId>, call: Allowed<ReadRoll>) -> Handled<Reply> {
    call.show(id, |tx, caller, id| {
        queries::get(tx.conn, caller, id, tx.at.today)
    })
    .await
}

/// Puts a person who belongs nowhere on these days on the roll of a unit.
#[utoipa::path(tag = "people", request_body = CreateMembership, responses((status = 201, body = MembershipView)))]
#[post("/api/v1/memberships")]
pub async fn add(call: Allowed<WriteRoll, Body<CreateMembership>>) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let app = call.app.clone();
    let (person, unit) = (body.person_id.clone(), body.unit_id.clone());
    let reply = call
        .create(
            move |tx, caller| add_membership::load(tx, caller, &person, &unit),
            move |tx, caller, ()| {
                let belonging = Belonging {
                    unit_id: body.unit_id,
                    member_kind: body.member_kind,
                    position: body.position.unwrap_or_default(),
                    position_group: body.position_group.unwrap_or(PositionGroup::None),
                    managed_by_unit_id: body.managed_by_unit_id,
                    valid_from: body.valid_from.unwrap_or(tx.at.today),
                    valid_to: body.valid_to,
                };
                let (id, recorded) = add_membership::run(tx, body.person_id, belonging)?;
                let view = queries::get(tx.conn, caller, &id, tx.at.today)?;
                let reply = created(format!("/api/v1/memberships/{id}"), &view)?;
                Ok(recorded.map(|()| reply))
            },
        )
        .await?;
    app.callers.clear();
    Ok(reply)
}

/// Corrects a line of the roll. A change in life is a transfer.
#[utoipa::path(tag = "people", params(("id" = MembershipId, Path), IfMatch), request_body = PatchMembership, responses((status = 200, body = MembershipView)))]
#[patch("/api/v1/memberships/{id}")]
pub async fn edit(
    id: PathId<MembershipId>,
    call: Allowed<WriteRoll, Body<PatchMembership>>,
) -> Handled<Reply> {
    let app = call.app.clone();
    let reply = call
        .act_with(id, load_membership, |tx, caller, row, body| {
            let id = row.id.clone();
            let change = MembershipChange {
                member_kind: body.member_kind,
                position: body.position,
                position_group: body.position_group,
                managed_by_unit_id: body.managed_by_unit_id,
                valid_from: body.valid_from,
            };
            let recorded = change_membership::run(tx, row, change)?;
            as_changed(recorded, &queries::get(tx.conn, caller, &id, tx.at.today)?)
        })
        .await?;
    app.callers.clear();
    Ok(reply)
}

/// Moves a person to another unit, position or kind from a day on. The line
/// ends and the next one begins: 201 with the new line.
#[utoipa::path(tag = "people", params(("id" = MembershipId, Path), IfMatch), request_body = TransferMembership, responses((status = 201, body = MembershipView)))]
#[post("/api/v1/memberships/{id}/transfer")]
pub async fn transfer(
    id: PathId<MembershipId>,
    call: Allowed<WriteRoll, Body<TransferMembership>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let app = call.app.clone();
    let id = id.get()?;
    let wanted = Transfer {
        unit_id: body.unit_id,
        member_kind: body.member_kind,
        position: body.position,
        position_group: body.position_group,
        managed_by_unit_id: body.managed_by_unit_id,
        valid_from: body.valid_from,
    };
    let reply = call
        .change(
            move |tx, caller| transferring::load(tx, caller, &id, wanted),
            |tx, caller, loaded| {
                let (id, recorded) = transferring::run(tx, loaded)?;
                let view = queries::get(tx.conn, caller, &id, tx.at.today)?;
                let reply = created(format!("/api/v1/memberships/{id}"), &view)?;
                Ok(recorded.map(|()| reply))
            },
        )
        .await?;
    app.callers.clear();
    Ok(reply)
}

/// Exempts someone from registering for a time.
#[utoipa::path(tag = "people", params(("id" = MembershipId, Path), IfMatch), request_body = ExemptMembership, responses((status = 200, body = MembershipView)))]
#[post("/api/v1/memberships/{id}/exempt")]
pub async fn exempt(
    id: PathId<MembershipId>,
    call: Allowed<WriteRoll, Body<ExemptMembership>>,
) -> Handled<Reply> {
    call.act_with(id, load_membership, |tx, caller, row, body| {
        let id = row.id.clone();
        let wanted = Exemption {
            reason: body.reason,
            note: body.note,
            valid_from: body.valid_from,
            valid_to: body.valid_to,
        };
        let recorded = exemption::run(tx, row, wanted)?;
        as_changed(recorded, &queries::get(tx.conn, caller, &id, tx.at.today)?)
    })
    .await
}

/// Ends an exemption from registering.
#[utoipa::path(tag = "people", params(("id" = MembershipId, Path), IfMatch), request_body = EndExemption, responses((status = 200, body = MembershipView)))]
#[post("/api/v1/memberships/{id}/end-exemption")]
pub async fn end_exemption(
    id: PathId<MembershipId>,
    call: Allowed<WriteRoll, Body<EndExemption>>,
) -> Handled<Reply> {
    call.act_with(id, load_membership, |tx, caller, row, body| {
        let id = row.id.clone();
        let recorded = exemption::end(tx, row, body.valid_to)?;
        as_changed(recorded, &queries::get(tx.conn, caller, &id, tx.at.today)?)
    })
    .await
}

/// Takes a person off the roll of a unit from a day on.
#[utoipa::path(tag = "people", params(("id" = MembershipId, Path), IfMatch), request_body = EndMembership, responses((status = 200, body = MembershipView)))]
#[post("/api/v1/memberships/{id}/end")]
pub async fn end(
    id: PathId<MembershipId>,
    call: Allowed<WriteRoll, Body<EndMembership>>,
) -> Handled<Reply> {
    let app = call.app.clone();
    let reply = call
        .act_with(id, load_membership, |tx, caller, row, body| {
            let id = row.id.clone();
            let recorded = end_membership::run(tx, row, body.valid_to, body.reason)?;
            as_changed(recorded, &queries::get(tx.conn, caller, &id, tx.at.today)?)
        })
        .await?;
    app.callers.clear();
    Ok(reply)
}
