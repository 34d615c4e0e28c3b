//! `/figures`.

use super::commands::create_figure;
use super::queries;
use super::views::{FigureBody, FigureFilter, FigureView};
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, ListOf, PathId, Query, Reply};
use actix_web::{get, post};
use lamtheo_domain::access::held::{ReadFigures, WriteFigures};
use lamtheo_domain::kernel::ids::FigureId;
use utoipa_actix_web::service_config::ServiceConfig;

/// The room's operations.
pub fn routes(api: &mut ServiceConfig<'_>) {
    api.service(list_figures)
        .service(get_figure)
        .service(create_reported_figure);
}

/// Reported figures of the caller's subtree and of units outside the province.
#[utoipa::path(tag = "figures", params(FigureFilter), responses((status = 200, body = ListOf<FigureView>)))]
#[get("/api/v1/figures")]
pub async fn list_figures(request: Allowed<ReadFigures, Query<FigureFilter>>) -> Handled<Reply> {
    let (request, Query(filter)) = request.split();
    let page = request
        .read(move |tx, caller| queries::list(tx, caller, &filter))
        .await?;
    Ok(Reply::json(&page)?)
}

/// One reported figure.
#[utoipa::path(tag = "figures", params(("id" = FigureId, Path, description = "The figure")), responses((status = 200, body = FigureView)))]
#[get("/api/v1/figures/{id}")]
pub async fn get_figure(request: Allowed<ReadFigures>, id: PathId<FigureId>) -> Handled<Reply> {
    request.show(id, queries::one).await
}

/// Writes a reported figure down, with its qualifier and source.
#[utoipa::path(tag = "figures", request_body = FigureBody, responses((status = 201, body = FigureView)))]
#[post("/api/v1/figures")]
pub async fn create_reported_figure(
    request: Allowed<WriteFigures, Body<FigureBody>>,
) -> Handled<Reply> {
    let (request, Body(body)) = request.split();
    let unit = body.unit_id.clone();
    request
        .create(
            move |tx, caller| queries::writable_unit(tx, caller, &unit),
            move |tx, _, ()| {
                let today = tx.at.today;
                create_figure::run(tx, body, |conn, row| queries::view(conn, row, today))
            },
        )
        .await
}
