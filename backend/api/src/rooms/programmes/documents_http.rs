//! Policy documents and code lists over HTTP.

use super::commands::DocumentContent;
use super::commands::{load_document, write_document};
use super::queries;
use super::views::PolicyDocumentView;
use crate::web::answer::{as_changed, created};
use crate::web::list::AnyOf;
use crate::web::patch::given;
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, ListOf, Paging, PathId, Query, Reply};
use actix_web::{get, patch, post};
use chrono::NaiveDate;
use lamtheo_domain::access::held::{ReadProgramme, WriteProgramme};
use lamtheo_domain::kernel::ids::PolicyDocumentId;
use lamtheo_domain::programme::PolicyKind;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Filters of a list of policy documents.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct DocumentFilter {
    /// Part of number, title or issuer; accents do not matter.
    q: Option<String>,
    /// Kinds; a comma is OR.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    kind: AnyOf<PolicyKind>,
    /// Page, from 1.
    #[param(value_type = Option<i32>)]
    page: Option<i64>,
    /// Records on a page, at most 200.
    #[param(value_type = Option<i32>)]
    per_page: Option<i64>,
}

/// A policy document to be entered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateDocument {
    /// Its number, e.g. `05-CT/TW`.
    number: String,
    /// Kind.
    kind: PolicyKind,
    /// Title.
    title: String,
    /// Who issued it.
    issuer: String,
    /// When it was issued.
    issued_on: NaiveDate,
    /// When it ended to be in force.
    ended_on: Option<NaiveDate>,
}

/// What is to be corrected; absent fields stay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchDocument {
    /// Number.
    number: Option<String>,
    /// Kind.
    kind: Option<PolicyKind>,
    /// Title.
    title: Option<String>,
    /// Issuer.
    issuer: Option<String>,
    /// When it was issued.
    issued_on: Option<NaiveDate>,
    /// When it ended to be in force; null: still is.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<NaiveDate>)]
    ended_on: Option<Option<NaiveDate>>,
}

/// The documents that govern the programme, the newest first.
#[utoipa::path(tag = "programme", params(DocumentFilter), responses((status = 200, body = ListOf<PolicyDocumentView>)))]
#[get("/api/v1/policy-documents")]
pub async fn list_documents(call: Allowed<ReadProgramme, Query<DocumentFilter>>) -> Handled<Reply> {
    let (call, Query(filter)) = call.split();
    let paging = Paging::of(filter.page, filter.per_page)?;
    let view = call
        .read(move |tx, caller| {
            queries::documents(tx.conn, caller, &filter.kind, filter.q.as_deref(), paging)
        })
        .await?;
    Ok(Reply::json(&view)?)
}

/// One policy document.
#[utoipa::path(tag = "programme", params(("id" = PolicyDocumentId, Path)), responses((status = 200, body = PolicyDocumentView)))]
#[get("/api/v1/policy-documents/{id}")]
pub async fn get_document(
    id: PathId<PolicyDocumentId>,
    call: Allowed<ReadProgramme>,
) -> Handled<Reply> {
    call.show(id, |tx, caller, id| queries::document(tx.conn, caller, id))
        .await
}

/// Enters a policy document.
#[utoipa::path(tag = "programme", request_body = CreateDocument, responses((status = 201, body = PolicyDocumentView)))]
#[post("/api/v1/policy-documents")]
pub async fn add_document(call: Allowed<WriteProgramme, Body<CreateDocument>>) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    call.create(
        |_, _| Ok(()),
        move |tx, caller, ()| {
            let content = DocumentContent {
                number: body.number,
                kind: body.kind,
                title: body.title,
                issuer: body.issuer,
                issued_on: body.issued_on,
                ended_on: body.ended_on,
            };
            let (id, recorded) = write_document::create(tx, content)?;
            let view = queries::document(tx.conn, caller, &id)?;
            let reply = created(format!("/api/v1/policy-documents/{id}"), &view)?;
            Ok(recorded.map(|()| reply))
        },
    )
    .await
}

/// Corrects a policy document.
#[utoipa::path(tag = "programme", params(("id" = PolicyDocumentId, Path), IfMatch), request_body = PatchDocument, responses((status = 200, body = PolicyDocumentView)))]
#[patch("/api/v1/policy-documents/{id}")]
pub async fn edit_document(
    id: PathId<PolicyDocumentId>,
    call: Allowed<WriteProgramme, Body<PatchDocument>>,
) -> Handled<Reply> {
    call.act_with(
        id,
        |tx, _, id| load_document(tx, id),
        |tx, caller, row, body| {
            let id = row.id.clone();
            let old = write_document::current(&row);
            let content = DocumentContent {
                number: body.number.unwrap_or(old.number),
                kind: body.kind.unwrap_or(old.kind),
                title: body.title.unwrap_or(old.title),
                issuer: body.issuer.unwrap_or(old.issuer),
                issued_on: body.issued_on.unwrap_or(old.issued_on),
                ended_on: body.ended_on.unwrap_or(old.ended_on),
            };
            let recorded = write_document::change(tx, row, content)?;
            as_changed(recorded, &queries::document(tx.conn, caller, &id)?)
        },
    )
    .await
}
