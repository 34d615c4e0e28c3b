//! Programme years over HTTP, and the list of the room's operations.

use super::commands::YearContent;
use super::commands::{close_year, load_year, open_year, write_year};
use super::documents_http as documents;
use super::queries;
use super::views::ProgrammeYearView;
use crate::web::answer::{as_changed, created};
use crate::web::list::AnyOf;
use crate::web::patch::given;
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, ListOf, Paging, PathId, Query, Reply};
use actix_web::{get, patch, post};
use chrono::NaiveDate;
use lamtheo_domain::access::held::{ReadProgramme, WriteProgramme};
use lamtheo_domain::kernel::ids::{PolicyDocumentId, ProgrammeYearId};
use lamtheo_domain::programme::ProgrammeStatus;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

/// Pledges per subject above which a warning is given, unless said.
const USUAL_LIMIT: i32 = 2;
/// Pledges per subject above which a registration is refused, unless said.
const USUAL_MAXIMUM: i32 = 5;

/// The room's operations.
pub fn routes(api: &mut ServiceConfig<'_>) {
    api.service(documents::list_documents)
        .service(documents::get_document)
        .service(documents::add_document)
        .service(documents::edit_document)
        .service(list)
        .service(get)
        .service(add)
        .service(edit)
        .service(open)
        .service(close)
        .service(super::codes_http::list_code_lists)
        .service(super::codes_http::get_code_list)
        .service(super::codes_http::add_code)
        .service(super::codes_http::change_code);
}

/// A calendar year in a comma list.
#[derive(Debug, Clone, Copy)]
pub struct CalendarYear(i32);

impl std::str::FromStr for CalendarYear {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.parse()
            .map(Self)
            .map_err(|_| format!("not a year: {text:?}"))
    }
}

/// Filters of a list of programme years.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct YearFilter {
    /// Calendar years; a comma is OR.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    year: AnyOf<CalendarYear>,
    /// States; a comma is OR.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    status: AnyOf<ProgrammeStatus>,
    /// Page, from 1.
    #[param(value_type = Option<i32>)]
    page: Option<i64>,
    /// Records on a page, at most 200.
    #[param(value_type = Option<i32>)]
    per_page: Option<i64>,
}

/// A programme year to be entered as a draft.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateYear {
    /// Calendar year.
    year: i32,
    /// The document that governs it.
    policy_document_id: Option<PolicyDocumentId>,
    /// Topic of the year.
    topic: String,
    /// First day of registration.
    registration_opens_on: NaiveDate,
    /// Last day of registration in time.
    registration_closes_on: NaiveDate,
    /// Day of the mid-year review.
    mid_year_on: NaiveDate,
    /// First day of the report window.
    report_opens_on: NaiveDate,
    /// Day of the year-end review.
    year_end_on: NaiveDate,
    /// Last day to hand reports in.
    report_due_on: NaiveDate,
    /// Pledges per subject above which a warning is given; 2 unless said.
    pledge_limit: Option<i32>,
    /// Pledges per subject above which a registration is refused; 5 unless said.
    pledge_maximum: Option<i32>,
    /// Whether a report needs evidence; no unless said.
    evidence_required: Option<bool>,
}

/// What is to be changed; absent fields stay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchYear {
    /// The document that governs it; null: none.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<PolicyDocumentId>)]
    policy_document_id: Option<Option<PolicyDocumentId>>,
    /// Topic of the year.
    topic: Option<String>,
    /// First day of registration.
    registration_opens_on: Option<NaiveDate>,
    /// Last day of registration in time.
    registration_closes_on: Option<NaiveDate>,
    /// Day of the mid-year review.
    mid_year_on: Option<NaiveDate>,
    /// First day of the report window.
    report_opens_on: Option<NaiveDate>,
    /// Day of the year-end review.
    year_end_on: Option<NaiveDate>,
    /// Last day to hand reports in.
    report_due_on: Option<NaiveDate>,
    /// Pledges per subject above which a warning is given.
    pledge_limit: Option<i32>,
    /// Pledges per subject above which a registration is refused.
    pledge_maximum: Option<i32>,
    /// Whether a report needs evidence.
    evidence_required: Option<bool>,
}

impl PatchYear {
    fn applied_to(self, old: YearContent) -> YearContent {
        YearContent {
            policy_document_id: self.policy_document_id.unwrap_or(old.policy_document_id),
            topic: self.topic.unwrap_or(old.topic),
            registration_opens_on: self
                .registration_opens_on
                .unwrap_or(old.registration_opens_on),
            registration_closes_on: self
                .registration_closes_on
                .unwrap_or(old.registration_closes_on),
            mid_year_on: self.mid_year_on.unwrap_or(old.mid_year_on),
            report_opens_on: self.report_opens_on.unwrap_or(old.report_opens_on),
            year_end_on: self.year_end_on.unwrap_or(old.year_end_on),
            report_due_on: self.report_due_on.unwrap_or(old.report_due_on),
            pledge_limit: self.pledge_limit.unwrap_or(old.pledge_limit),
            pledge_maximum: self.pledge_maximum.unwrap_or(old.pledge_maximum),
            evidence_required: self.evidence_required.unwrap_or(old.evidence_required),
        }
    }
}

/// The years of the programme, the latest first.
#[utoipa::path(tag = "programme", params(YearFilter), responses((status = 200, body = ListOf<ProgrammeYearView>)))]
#[get("/api/v1/programme-years")]
pub async fn list(call: Allowed<ReadProgramme, Query<YearFilter>>) -> Handled<Reply> {
    let (call, Query(filter)) = call.split();
    let paging = Paging::of(filter.page, filter.per_page)?;
    let years = AnyOf(filter.year.0.into_iter().map(|year| year.0).collect());
    let view = call
        .read(move |tx, caller| queries::years(tx.conn, caller, &years, &filter.status, paging))
        .await?;
    Ok(Reply::json(&view)?)
}

/// One programme year.
#[utoipa::path(tag = "programme", params(("id" = ProgrammeYearId, Path)), responses((status = 200, body = ProgrammeYearView)))]
#[get("/api/v1/programme-years/{id}")]
pub async fn get(id: PathId<ProgrammeYearId>, call: Allowed<ReadProgramme>) -> Handled<Reply> {
    call.show(id, |tx, caller, id| queries::year(tx.conn, caller, id))
        .await
}

/// Enters a programme year as a draft.
#[utoipa::path(tag = "programme", request_body = CreateYear, responses((status = 201, body = ProgrammeYearView)))]
#[post("/api/v1/programme-years")]
pub async fn add(call: Allowed<WriteProgramme, Body<CreateYear>>) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    call.create(
        |_, _| Ok(()),
        move |tx, caller, ()| {
            let content = YearContent {
                policy_document_id: body.policy_document_id,
                topic: body.topic,
                registration_opens_on: body.registration_opens_on,
                registration_closes_on: body.registration_closes_on,
                mid_year_on: body.mid_year_on,
                report_opens_on: body.report_opens_on,
                year_end_on: body.year_end_on,
                report_due_on: body.report_due_on,
                pledge_limit: body.pledge_limit.unwrap_or(USUAL_LIMIT),
                pledge_maximum: body.pledge_maximum.unwrap_or(USUAL_MAXIMUM),
                evidence_required: body.evidence_required.unwrap_or(false),
            };
            let (id, recorded) = write_year::create(tx, body.year, content)?;
            let view = queries::year(tx.conn, caller, &id)?;
            let reply = created(format!("/api/v1/programme-years/{id}"), &view)?;
            Ok(recorded.map(|()| reply))
        },
    )
    .await
}

/// Changes a programme year that is not closed.
#[utoipa::path(tag = "programme", params(("id" = ProgrammeYearId, Path), IfMatch), request_body = PatchYear, responses((status = 200, body = ProgrammeYearView)))]
#[patch("/api/v1/programme-years/{id}")]
pub async fn edit(
    id: PathId<ProgrammeYearId>,
    call: Allowed<WriteProgramme, Body<PatchYear>>,
) -> Handled<Reply> {
    call.act_with(
        id,
        |tx, _, id| load_year(tx, id),
        |tx, caller, row, body| {
            let id = row.id.clone();
            let content = body.applied_to(write_year::current(&row));
            let recorded = write_year::change(tx, row, content)?;
            as_changed(recorded, &queries::year(tx.conn, caller, &id)?)
        },
    )
    .await
}

/// Opens a programme year for registrations.
#[utoipa::path(tag = "programme", params(("id" = ProgrammeYearId, Path), IfMatch), responses((status = 200, body = ProgrammeYearView)))]
#[post("/api/v1/programme-years/{id}/open")]
pub async fn open(id: PathId<ProgrammeYearId>, call: Allowed<WriteProgramme>) -> Handled<Reply> {
    call.act(
        id,
        |tx, _, id| load_year(tx, id),
        |tx, caller, row| {
            let id = row.id.clone();
            let recorded = open_year::run(tx, row)?;
            as_changed(recorded, &queries::year(tx.conn, caller, &id)?)
        },
    )
    .await
}

/// Closes a programme year and, in the same act, its approved registrations.
#[utoipa::path(tag = "programme", params(("id" = ProgrammeYearId, Path), IfMatch), responses((status = 200, body = ProgrammeYearView)))]
#[post("/api/v1/programme-years/{id}/close")]
pub async fn close(id: PathId<ProgrammeYearId>, call: Allowed<WriteProgramme>) -> Handled<Reply> {
    call.act(
        id,
        |tx, _, id| load_year(tx, id),
        |tx, caller, row| {
            let id = row.id.clone();
            let recorded = close_year::run(tx, row)?;
            as_changed(recorded, &queries::year(tx.conn, caller, &id)?)
        },
    )
    .await
}
