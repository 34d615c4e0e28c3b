//! Persons over HTTP, and the list of the room's operations.

use super::commands::add_person::NewPerson;
use super::commands::change_person::PersonChange;
use super::commands::{Belonging, add_person, change_person};
use super::queries::people::{self as queries, Wanted};
use super::scope;
use super::views::PersonView;
use super::{delegations_http as delegations, memberships_http as memberships};
use crate::web::answer::{changed, created};
use crate::web::patch::given;
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, ListOf, Paging, PathId, Query, Reply};
use actix_web::{get, patch, post};
use chrono::NaiveDate;
use lamtheo_domain::access::held::{ReadRoll, WriteRoll};
use lamtheo_domain::kernel::ids::{PersonId, UnitId};
use lamtheo_domain::kernel::{FieldError, Refusal};
use lamtheo_domain::roll::{MemberKind, PersonDetails, PositionGroup};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

/// The room's operations.
pub fn routes(api: &mut ServiceConfig<'_>) {
    api.service(list)
        .service(get)
        .service(add)
        .service(edit)
        .service(memberships::list)
        .service(memberships::get)
        .service(memberships::add)
        .service(memberships::edit)
        .service(memberships::transfer)
        .service(memberships::exempt)
        .service(memberships::end_exemption)
        .service(memberships::end)
        .service(delegations::list)
        .service(delegations::get)
        .service(delegations::add)
        .service(delegations::end);
}

/// Filters of a list of persons.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PersonFilter {
    /// Of this unit and everything below it.
    unit: Option<UnitId>,
    /// Part of the name, accents do not matter, the exact spelling comes first;
    /// or the whole membership number.
    q: Option<String>,
    /// `name` or `-name`: by given name.
    sort: Option<String>,
    /// Page, from 1.
    #[param(value_type = Option<i32>)]
    page: Option<i64>,
    /// Records on a page, at most 200.
    #[param(value_type = Option<i32>)]
    per_page: Option<i64>,
}

/// A person to be entered, with the first line on the roll.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreatePerson {
    /// Full name.
    full_name: String,
    /// Tells namesakes apart.
    birth_year: Option<i32>,
    /// Tells namesakes apart.
    membership_no: Option<String>,
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
    /// Where the person comes from; `manual` unless said.
    source: Option<String>,
    /// The person's id there; a second person with the same source and id is refused with 409.
    external_id: Option<String>,
}

/// What is to be corrected; absent fields stay, null clears.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchPerson {
    /// Full name.
    full_name: Option<String>,
    /// Tells namesakes apart.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<i32>)]
    birth_year: Option<Option<i32>>,
    /// Tells namesakes apart.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    membership_no: Option<Option<String>>,
    /// The person's id at the source.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    external_id: Option<Option<String>>,
}

/// The persons who belong today to units within the caller's reach, by given name.
#[utoipa::path(tag = "people", params(PersonFilter), responses((status = 200, body = ListOf<PersonView>)))]
#[get("/api/v1/people")]
pub async fn list(call: Allowed<ReadRoll, Query<PersonFilter>>) -> Handled<Reply> {
    let (call, Query(filter)) = call.split();
    let paging = Paging::of(filter.page, filter.per_page)?;
    let backwards = match filter.sort.as_deref() {
        None | Some("name") => false,
        Some("-name") => true,
        Some(_) => {
            let fault = FieldError::new("sort", "unknown_sort_key", "Chỉ sắp xếp theo tên (name)");
            return Err(Refusal::fields(vec![fault]).into());
        }
    };
    let wanted = Wanted {
        subtree: filter.unit,
        q: filter.q,
        backwards,
    };
    let view = call
        .read(move |tx, caller| queries::list(tx.conn, caller, &wanted, paging, tx.at.today))
        .await?;
    Ok(Reply::json(&view)?)
}

/// One person within the caller's reach.
#[utoipa::path(tag = "people", params(("id" = PersonId, Path)), responses((status = 200, body = PersonView)))]
#[get("/api/v1/people/{id}")]
pub async fn get(id: PathId<PersonId>, call: Allowed<ReadRoll>) -> Handled<Reply> {
    call.show(id, |tx, caller, id| {
        queries::get(tx.conn, caller, id, tx.at.today)
    })
    .await
}

/// Enters a person into a unit of the caller's subtree. A likely duplicate is
/// warned of in `warnings`, never refused.
#[utoipa::path(tag = "people", request_body = CreatePerson, responses((status = 201, body = PersonView)))]
#[post("/api/v1/people")]
pub async fn add(call: Allowed<WriteRoll, Body<CreatePerson>>) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let app = call.app.clone();
    let unit = body.unit_id.clone();
    let reply = call
        .create(
            move |tx, caller| scope::unit_to_write(tx.conn, caller, &unit, tx.at.today),
            move |tx, caller, _| {
                let wanted = NewPerson {
                    details: PersonDetails {
                        full_name: body.full_name,
                        birth_year: body.birth_year,
                        membership_no: body.membership_no,
                    },
                    source: body.source,
                    external_id: body.external_id,
                    belonging: Belonging {
                        unit_id: body.unit_id,
                        member_kind: body.member_kind,
                        position: body.position.unwrap_or_default(),
                        position_group: body.position_group.unwrap_or(PositionGroup::None),
                        managed_by_unit_id: body.managed_by_unit_id,
                        valid_from: body.valid_from.unwrap_or(tx.at.today),
                        valid_to: None,
                    },
                };
                let (id, warnings, recorded) = add_person::run(tx, wanted)?;
                let mut view = queries::get(tx.conn, caller, &id, tx.at.today)?;
                view.warnings = warnings;
                let reply = created(format!("/api/v1/people/{id}"), &view)?;
                Ok(recorded.map(|()| reply))
            },
        )
        .await?;
    app.callers.clear();
    Ok(reply)
}

/// Corrects what is known of a person.
#[utoipa::path(tag = "people", params(("id" = PersonId, Path), IfMatch), request_body = PatchPerson, responses((status = 200, body = PersonView)))]
#[patch("/api/v1/people/{id}")]
pub async fn edit(
    id: PathId<PersonId>,
    call: Allowed<WriteRoll, Body<PatchPerson>>,
) -> Handled<Reply> {
    call.act_with(id, change_person::load, |tx, caller, row, body| {
        let id = row.id.clone();
        let change = PersonChange {
            full_name: body.full_name,
            birth_year: body.birth_year,
            membership_no: body.membership_no,
            external_id: body.external_id,
        };
        let (warnings, recorded) = change_person::run(tx, row, change)?;
        let mut view = queries::get(tx.conn, caller, &id, tx.at.today)?;
        view.warnings = warnings;
        let reply = changed(&view)?;
        Ok(recorded.map(|()| reply))
    })
    .await
}
