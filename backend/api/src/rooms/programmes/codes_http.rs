//! `/api/v1/code-lists`.

use super::codes;
use super::views::{CodeListView, CodeView};
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, ListOf, PathId, PathIds, Reply};
use actix_web::{get, patch, post};
use lamtheo_domain::access::held::{ReadProgramme, WriteSettings};
use serde::Deserialize;
use utoipa::ToSchema;

/// Every code list with its Vietnamese words, on one page.
#[utoipa::path(tag = "programme", operation_id = "list_code_lists", responses((status = 200, body = ListOf<CodeListView>)))]
#[get("/api/v1/code-lists")]
pub async fn list_code_lists(call: Allowed<ReadProgramme>) -> Handled<Reply> {
    let items = call.read(|tx, _| codes::all(tx.conn)).await?;
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(Reply::json(&ListOf {
        items,
        page: 1,
        per_page: total,
        total,
    })?)
}

/// One code list with its Vietnamese words.
#[utoipa::path(tag = "programme", operation_id = "get_code_list", params(("list" = String, Path)), responses((status = 200, body = CodeListView)))]
#[get("/api/v1/code-lists/{list}")]
pub async fn get_code_list(list: PathId<String>, call: Allowed<ReadProgramme>) -> Handled<Reply> {
    let list = list.get()?;
    let view = call.read(move |tx, _| codes::one(tx.conn, &list)).await?;
    Ok(Reply::json(&view)?)
}

/// A new code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddCodeEntry {
    /// Lower-case letters, digits, underscores.
    pub code: String,
    /// Label.
    pub label: String,
    /// Label for narrow places; the label when left out.
    #[serde(default)]
    pub short: Option<String>,
}

/// A change of a code; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ChangeCodeEntry {
    /// Label.
    pub label: Option<String>,
    /// Label for narrow places.
    pub short: Option<String>,
    /// In use; records keep a code that is not.
    pub active: Option<bool>,
}

/// Adds a code to a list that the province may extend.
#[utoipa::path(tag = "programme", operation_id = "add_code_list_entry", params(("list" = String, Path)), request_body = AddCodeEntry, responses((status = 201, body = CodeView)))]
#[post("/api/v1/code-lists/{list}/entries")]
pub async fn add_code(
    list: PathId<String>,
    call: Allowed<WriteSettings, Body<AddCodeEntry>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let list = list.get()?;
    call.create(
        move |_, _| codes::exists(&list),
        move |tx, _, list| codes::add(tx, &list, &body.code, &body.label, body.short.as_deref()),
    )
    .await
}

/// Renames a code, takes it out of use or back into use.
#[utoipa::path(tag = "programme", operation_id = "change_code_list_entry", params(("list" = String, Path), ("code" = String, Path), IfMatch), request_body = ChangeCodeEntry, responses((status = 200, body = CodeView)))]
#[patch("/api/v1/code-lists/{list}/entries/{code}")]
pub async fn change_code(
    ids: PathIds<String, String>,
    call: Allowed<WriteSettings, Body<ChangeCodeEntry>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let (list, code) = ids.get()?;
    call.change(
        move |tx, _| codes::find(tx, &list, &code),
        move |tx, _, found| {
            let (label, short) = (body.label.as_deref(), body.short.as_deref());
            codes::change(tx, found, label, short, body.active)
        },
    )
    .await
}
