//! The room's operations.

use super::commands::change::UnitChange;
use super::commands::create::NewUnit;
use super::commands::{self, add_code, change, create};
use super::queries::{self, UnitSort, Wanted};
use super::views::{Lineage, TreeNode, UnitView};
use crate::web::answer::{as_changed, created};
use crate::web::list::{AnyOf, sort_keys};
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, ListOf, Paging, PathId, Query, Reply};
use actix_web::{get, patch, post};
use chrono::NaiveDate;
use lamtheo_domain::access::held::{ReadUnits, WriteUnits};
use lamtheo_domain::kernel::ids::UnitId;
use lamtheo_domain::kernel::{FieldError, Refusal};
use lamtheo_domain::unit::{ReportingMode, UnitKind, UnitLevel, UnitProfile};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

/// The room's operations.
pub fn routes(api: &mut ServiceConfig<'_>) {
    api.service(list)
        .service(get)
        .service(tree)
        .service(lineage)
        .service(add)
        .service(edit)
        .service(give_code);
}

/// Deepest tree given at once.
const DEEPEST: i32 = 5;

/// Filters of a list of units.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct UnitFilter {
    /// Only top units.
    #[serde(default)]
    roots: bool,
    /// Only units directly below this one.
    parent_id: Option<UnitId>,
    /// This unit and everything below it.
    unit: Option<UnitId>,
    /// Part of the name, accents do not matter; the exact spelling comes first.
    q: Option<String>,
    /// Levels; a comma is OR.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    level: AnyOf<UnitLevel>,
    /// Kinds; a comma is OR.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    kind: AnyOf<UnitKind>,
    /// An official code.
    code: Option<String>,
    /// The tree of this day; today unless said.
    as_of: Option<NaiveDate>,
    /// `name`, `valid_from`; `-` descending.
    sort: Option<String>,
    /// Page, from 1.
    #[param(value_type = Option<i32>)]
    page: Option<i64>,
    /// Records on a page, at most 200.
    #[param(value_type = Option<i32>)]
    per_page: Option<i64>,
}

/// The day of reading.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct AsOf {
    /// The tree of this day; today unless said.
    as_of: Option<NaiveDate>,
}

/// The day and the depth of a tree.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct TreeOf {
    /// The tree of this day; today unless said.
    as_of: Option<NaiveDate>,
    /// Levels below the unit, 1 to 5; 1 unless said.
    depth: Option<i32>,
}

/// A code of a new unit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCode {
    /// The system that gives the code.
    system: String,
    /// The code.
    code: String,
}

/// A unit to be created below another.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateUnit {
    /// The unit above.
    parent_id: UnitId,
    /// `Đảng bộ …`, `Chi bộ …`.
    name: String,
    /// `… ủy`; the name unless said.
    committee_name: Option<String>,
    /// For narrow places; the name unless said.
    short_name: Option<String>,
    /// Kind.
    kind: UnitKind,
    /// Level.
    level: UnitLevel,
    /// `records` unless said.
    reporting_mode: Option<ReportingMode>,
    /// For a body outside the Party: the committee of its level; the unit above unless said.
    party_unit_id: Option<UnitId>,
    /// Official codes.
    #[serde(default)]
    codes: Vec<NewCode>,
    /// Where the unit comes from; `manual` unless said.
    source: Option<String>,
    /// Its id there; a second unit with the same source and id is refused with 409.
    external_id: Option<String>,
    /// First day; today unless said.
    valid_from: Option<NaiveDate>,
}

/// What changes from a date on; absent fields stay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchUnit {
    /// New name.
    name: Option<String>,
    /// New name of the committee.
    committee_name: Option<String>,
    /// New short name.
    short_name: Option<String>,
    /// New kind.
    kind: Option<UnitKind>,
    /// New level.
    level: Option<UnitLevel>,
    /// Records or totals only.
    reporting_mode: Option<ReportingMode>,
    /// New unit above; the whole subtree moves.
    parent_id: Option<UnitId>,
    /// New committee of a body outside the Party.
    party_unit_id: Option<UnitId>,
    /// First day of the change; today unless said. The day of the latest change corrects it.
    effective_on: Option<NaiveDate>,
}

/// A code from a date on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddCode {
    /// The system that gives the code.
    system: String,
    /// The code.
    code: String,
    /// First day; today unless said.
    valid_from: Option<NaiveDate>,
}

/// Units of the dated tree; everyone signed in reads it.
#[utoipa::path(tag = "units", params(UnitFilter), responses((status = 200, body = ListOf<UnitView>)))]
#[get("/api/v1/units")]
pub async fn list(call: Allowed<ReadUnits, Query<UnitFilter>>) -> Handled<Reply> {
    let (call, Query(filter)) = call.split();
    let paging = Paging::of(filter.page, filter.per_page)?;
    let wanted = Wanted {
        roots: filter.roots,
        parent: filter.parent_id,
        subtree: filter.unit,
        level: filter.level,
        kind: filter.kind,
        code: filter.code,
        q: filter.q,
        sort: sort_keys::<UnitSort>(filter.sort.as_deref())?,
    };
    let view = call
        .read(move |tx, caller| {
            let day = filter.as_of.unwrap_or(tx.at.today);
            queries::list(tx.conn, caller, &wanted, paging, day)
        })
        .await?;
    Ok(Reply::json(&view)?)
}

/// One unit with its names, codes and the units above it.
#[utoipa::path(tag = "units", params(("id" = UnitId, Path), AsOf), responses((status = 200, body = UnitView)))]
#[get("/api/v1/units/{id}")]
pub async fn get(id: PathId<UnitId>, call: Allowed<ReadUnits, Query<AsOf>>) -> Handled<Reply> {
    let (call, Query(query)) = call.split();
    let id = id.get()?;
    let view = call
        .read(move |tx, caller| {
            let day = query.as_of.unwrap_or(tx.at.today);
            queries::get(tx.conn, caller, &id, day)
        })
        .await?;
    Ok(Reply::entity(&view)?)
}

/// The units below a unit, as many levels as asked for.
#[utoipa::path(tag = "units", params(("id" = UnitId, Path), TreeOf), responses((status = 200, body = TreeNode)))]
#[get("/api/v1/units/{id}/tree")]
pub async fn tree(id: PathId<UnitId>, call: Allowed<ReadUnits, Query<TreeOf>>) -> Handled<Reply> {
    let (call, Query(query)) = call.split();
    let depth = query.depth.unwrap_or(1);
    if !(1..=DEEPEST).contains(&depth) {
        let message = format!("Số cấp phải từ 1 đến {DEEPEST}");
        return Err(
            Refusal::fields(vec![FieldError::new("depth", "out_of_range", message)]).into(),
        );
    }
    let id = id.get()?;
    let view = call
        .read(move |tx, _| {
            let day = query.as_of.unwrap_or(tx.at.today);
            queries::tree(tx.conn, &id, depth, day)
        })
        .await?;
    Ok(Reply::json(&view)?)
}

/// Every name, parent and code a unit had.
#[utoipa::path(tag = "units", params(("id" = UnitId, Path)), responses((status = 200, body = Lineage)))]
#[get("/api/v1/units/{id}/lineage")]
pub async fn lineage(id: PathId<UnitId>, call: Allowed<ReadUnits>) -> Handled<Reply> {
    let id = id.get()?;
    let view = call
        .read(move |tx, _| queries::lineage(tx.conn, &id))
        .await?;
    Ok(Reply::json(&view)?)
}

/// Creates a unit below one of the caller's subtree.
#[utoipa::path(tag = "units", request_body = CreateUnit, responses((status = 201, body = UnitView)))]
#[post("/api/v1/units")]
pub async fn add(call: Allowed<WriteUnits, Body<CreateUnit>>) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let app = call.app.clone();
    let wanted = NewUnit {
        profile: UnitProfile {
            committee_name: body.committee_name.unwrap_or_else(|| body.name.clone()),
            short_name: body.short_name.unwrap_or_else(|| body.name.clone()),
            name: body.name,
            kind: body.kind,
            level: body.level,
            reporting_mode: body.reporting_mode.unwrap_or(ReportingMode::Records),
        },
        parent_id: body.parent_id,
        party_unit_id: body.party_unit_id,
        codes: body.codes.into_iter().map(|c| (c.system, c.code)).collect(),
        source: body.source,
        external_id: body.external_id,
        valid_from: body.valid_from,
    };
    let reply = call
        .create(
            move |tx, caller| create::load(tx, caller, &wanted).map(|_| wanted),
            |tx, caller, wanted| {
                let day = wanted.valid_from.unwrap_or(tx.at.today);
                let (id, recorded) = create::run(tx, wanted)?;
                let view = queries::get(tx.conn, caller, &id, day)?;
                let reply = created(format!("/api/v1/units/{id}"), &view)?;
                Ok(recorded.map(|()| reply))
            },
        )
        .await?;
    app.callers.clear();
    Ok(reply)
}

/// Changes names, kind, level or the unit above from a date on; the period
/// before stays as it was.
#[utoipa::path(tag = "units", params(("id" = UnitId, Path), IfMatch), request_body = PatchUnit, responses((status = 200, body = UnitView)))]
#[patch("/api/v1/units/{id}")]
pub async fn edit(
    id: PathId<UnitId>,
    call: Allowed<WriteUnits, Body<PatchUnit>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let app = call.app.clone();
    let id = id.get()?;
    let wanted = UnitChange {
        name: body.name,
        committee_name: body.committee_name,
        short_name: body.short_name,
        kind: body.kind,
        level: body.level,
        reporting_mode: body.reporting_mode,
        parent_id: body.parent_id,
        party_unit_id: body.party_unit_id,
        effective_on: body.effective_on,
    };
    let same = id.clone();
    let reply = call
        .change(
            move |tx, caller| {
                let unit = change::load(tx, caller, &id, &wanted)?;
                Ok(change::Loaded { unit, wanted })
            },
            move |tx, caller, loaded| {
                let day = loaded.wanted.effective_on.unwrap_or(tx.at.today);
                let recorded = change::run(tx, loaded.unit, loaded.wanted)?;
                as_changed(recorded, &queries::get(tx.conn, caller, &same, day)?)
            },
        )
        .await?;
    app.callers.clear();
    Ok(reply)
}

/// Gives a unit an official code from a date on.
#[utoipa::path(tag = "units", params(("id" = UnitId, Path), IfMatch), request_body = AddCode, responses((status = 201, body = UnitView)))]
#[post("/api/v1/units/{id}/codes")]
pub async fn give_code(
    id: PathId<UnitId>,
    call: Allowed<WriteUnits, Body<AddCode>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let id = id.get()?;
    let same = id.clone();
    call.change(
        move |tx, caller| commands::load(tx, caller, &id),
        move |tx, caller, unit| {
            let code = (body.system.as_str(), body.code.as_str());
            let recorded = add_code::run(tx, unit, code, body.valid_from)?;
            let view = queries::get(tx.conn, caller, &same, tx.at.today)?;
            let reply = created(format!("/api/v1/units/{same}"), &view)?;
            Ok(recorded.map(|()| reply))
        },
    )
    .await
}
