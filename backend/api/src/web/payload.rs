//! Reads the request's body before the handler runs, so that a refusal never
//! leaves it unread: a client sees its answer instead of a broken connection.

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::ConnectionType;
use actix_web::middleware::Next;
use actix_web::web::{Bytes, BytesMut};
use actix_web::{Error, HttpMessage};
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

/// Largest JSON body.
pub const JSON_LIMIT: usize = 256 * 1024;
/// What is read and thrown away of a larger one.
const DRAIN_LIMIT: usize = 4 * 1024 * 1024;
/// A body arrives within this time.
const BODY_TIME: Duration = Duration::from_secs(30);

/// What arrived.
#[derive(Debug, Clone)]
pub enum Arrived {
    /// The whole body.
    Whole(Bytes),
    /// More than [`JSON_LIMIT`].
    TooLarge,
    /// The connection broke or took too long.
    Broken,
}

/// Reads the body into the request's extensions.
pub async fn layer(
    mut req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let payload = req.take_payload();
    let (arrived, drained) = tokio::time::timeout(BODY_TIME, read(payload))
        .await
        .unwrap_or((Arrived::Broken, false));
    req.extensions_mut().insert(arrived);
    let mut response = next.call(req).await?;
    if !drained {
        response
            .response_mut()
            .head_mut()
            .set_connection_type(ConnectionType::Close);
    }
    Ok(response)
}

async fn read(mut payload: Payload) -> (Arrived, bool) {
    let mut body = BytesMut::new();
    let mut total = 0;
    while let Some(chunk) = next_chunk(&mut payload).await {
        let Ok(chunk) = chunk else {
            return (Arrived::Broken, false);
        };
        total += chunk.len();
        if total <= JSON_LIMIT {
            body.extend_from_slice(&chunk);
        } else if total > DRAIN_LIMIT {
            return (Arrived::TooLarge, false);
        }
    }
    if total > JSON_LIMIT {
        (Arrived::TooLarge, true)
    } else {
        (Arrived::Whole(body.freeze()), true)
    }
}

async fn next_chunk(
    payload: &mut Payload,
) -> Option<Result<Bytes, actix_web::error::PayloadError>> {
    poll_fn(|cx| futures_core::Stream::poll_next(Pin::new(&mut *payload), cx)).await
}
