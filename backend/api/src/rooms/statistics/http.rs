//! `/statistics`: the question by GET or POST, and the catalogue.

use super::queries;
use super::views::{CatalogueView, StatisticsBody, StatisticsParams, StatisticsView, catalogue};
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, Query, Reply};
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse, get, post};
use lamtheo_db::Failure;
use lamtheo_domain::access::held::ReadStatistics;
use lamtheo_domain::statistics::{Question, RawQuestion};
use sha2::{Digest, Sha256};
use utoipa_actix_web::service_config::ServiceConfig;

/// The room's operations.
pub fn routes(api: &mut ServiceConfig<'_>) {
    api.service(statistics)
        .service(statistics_by_body)
        .service(statistics_catalogue);
}

/// Counts and rates over a unit's subtree; unchanged data answers 304.
#[utoipa::path(tag = "statistics", params(StatisticsParams), responses(
    (status = 200, body = StatisticsView),
    (status = 304, description = "Nothing counted has changed since the ETag")
))]
#[get("/api/v1/statistics")]
pub async fn statistics(
    http: HttpRequest,
    request: Allowed<ReadStatistics, Query<StatisticsParams>>,
) -> Handled<HttpResponse> {
    let (request, Query(params)) = request.split();
    let bytes = answer(&request, params.into()).await?;
    let known = http
        .headers()
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    Ok(conditional(known, bytes))
}

/// The same question as a body.
#[utoipa::path(tag = "statistics", request_body = StatisticsBody, responses(
    (status = 200, body = StatisticsView)
))]
#[post("/api/v1/statistics")]
pub async fn statistics_by_body(
    request: Allowed<ReadStatistics, Body<StatisticsBody>>,
) -> Handled<HttpResponse> {
    let (request, Body(body)) = request.split();
    let bytes = answer(&request, body.into()).await?;
    Ok(conditional(None, bytes))
}

/// Every measure and dimension with its Vietnamese name and definition.
#[utoipa::path(tag = "statistics", responses((status = 200, body = CatalogueView)))]
#[get("/api/v1/statistics/catalogue")]
pub async fn statistics_catalogue(_: Allowed<ReadStatistics>) -> Handled<Reply> {
    Ok(Reply::json(&catalogue())?)
}

async fn answer(request: &Allowed<ReadStatistics, ()>, raw: RawQuestion) -> Handled<Vec<u8>> {
    let today = request.app.db.clock().moment().today;
    let question = Question::read(raw, today)?;
    let view = request
        .read(move |tx, caller| queries::answer(tx, caller, &question))
        .await?;
    serde_json::to_vec(&view).map_err(|error| Failure::defect(error.to_string()).into())
}

/// 304 when the client knows these bytes already.
fn conditional(known: Option<&str>, bytes: Vec<u8>) -> HttpResponse {
    let hash = hex::encode(Sha256::digest(&bytes));
    let etag = format!("\"{}\"", &hash[..32]);
    let same = known.is_some_and(|tags| {
        tags.split(',')
            .map(str::trim)
            .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
    });
    let mut response = if same {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    response.insert_header((ETAG, etag));
    response.insert_header((CACHE_CONTROL, "private, no-cache"));
    if same {
        return response.finish();
    }
    response.insert_header((CONTENT_TYPE, "application/json"));
    response.body(bytes)
}
