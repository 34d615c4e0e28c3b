//! Calls from pages of other origins: off unless an origin is listed, never
//! with cookies. Pages of other origins hold their own access tokens.

use crate::AppState;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD,
    HeaderValue, ORIGIN, VARY,
};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpResponse};

const METHODS: &str = "GET, HEAD, POST, PATCH, DELETE";
const REQUEST_HEADERS: &str =
    "Accept, Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key";
const RESPONSE_HEADERS: &str =
    "ETag, Location, Idempotency-Replayed, Retry-After, X-Trace-Id, Content-Disposition";
/// Seconds for which a browser keeps the answer.
const KEPT_SECONDS: &str = "600";

/// Answers preflights of listed origins and marks their responses.
pub async fn layer(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let Some(origin) = listed_origin(&req) else {
        return Ok(next.call(req).await?.map_into_left_body());
    };
    let preflight = req.method() == Method::OPTIONS
        && req.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    if preflight {
        let answer = HttpResponse::NoContent()
            .insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, origin))
            .insert_header((ACCESS_CONTROL_ALLOW_METHODS, METHODS))
            .insert_header((ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS))
            .insert_header((ACCESS_CONTROL_MAX_AGE, KEPT_SECONDS))
            .insert_header((VARY, "Origin"))
            .finish();
        return Ok(req.into_response(answer).map_into_right_body());
    }
    let mut response = next.call(req).await?;
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(
        ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static(RESPONSE_HEADERS),
    );
    headers.append(VARY, HeaderValue::from_static("Origin"));
    Ok(response.map_into_left_body())
}

fn listed_origin(req: &ServiceRequest) -> Option<HeaderValue> {
    let origin = req.headers().get(ORIGIN)?;
    let app = req.app_data::<Data<AppState>>()?;
    let listed = app
        .settings
        .cors_origins
        .iter()
        .any(|listed| listed.as_bytes() == origin.as_bytes());
    listed.then(|| origin.clone())
}
