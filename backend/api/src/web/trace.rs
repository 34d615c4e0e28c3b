//! Trace ids and the access log: JSON lines without personal data.

use super::limits;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage};
use lamtheo_domain::kernel::ids::UserId;
use std::time::Instant;

/// Returned with every response.
pub const TRACE_HEADER: HeaderName = HeaderName::from_static("x-trace-id");

tokio::task_local! {
    static TRACE: String;
}

/// The account that made the request; put there by the guard for the log.
#[derive(Debug, Clone)]
pub struct Actor(pub UserId);

/// The trace id of the request being served.
pub fn current() -> String {
    TRACE.try_with(Clone::clone).unwrap_or_default()
}

/// Gives the request its trace id and logs it when it is answered.
pub async fn layer(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let trace_id = hex::encode(rand::random::<[u8; 16]>());
    let header = HeaderValue::from_str(&trace_id);
    TRACE
        .scope(trace_id, async move {
            let started = Instant::now();
            let mut response = match next.call(req).await {
                Ok(response) => response,
                Err(error) => return Err(error),
            };
            if let Ok(value) = header {
                response.headers_mut().insert(TRACE_HEADER, value);
            }
            log(&response, started);
            Ok(response)
        })
        .await
}

fn log<B>(response: &ServiceResponse<B>, started: Instant) {
    let request = response.request();
    let route = request.match_pattern();
    let actor = request.extensions().get::<Actor>().map(|a| a.0.to_string());
    tracing::info!(
        trace_id = %current(),
        method = %request.method(),
        route = route.as_deref().unwrap_or("unmatched"),
        status = response.status().as_u16(),
        actor = actor.as_deref().unwrap_or("-"),
        network = %limits::network_of(request.peer_addr().map(|a| a.ip())),
        ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        "request"
    );
}
