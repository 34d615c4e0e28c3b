//! Reads the request's body before the handler runs, so that a refusal never
//! leaves it unread: a client sees its answer instead of a broken connection.
//! Uploads are left to their handler, which reads them as they arrive.

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::http::{ConnectionType, Method};
use actix_web::middleware::Next;
use actix_web::web::{Bytes, BytesMut};
use actix_web::{Error, HttpMessage};
use futures_core::Stream;
use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

/// Largest JSON body.
pub const JSON_LIMIT: usize = 256 * 1024;
/// What is read and thrown away of a larger one.
const DRAIN_LIMIT: usize = 4 * 1024 * 1024;
/// A body arrives within this time.
const BODY_TIME: Duration = Duration::from_secs(30);
/// Addresses whose multipart bodies are read by the handler.
const STREAMED: [&str; 1] = ["/api/v1/files"];

/// What arrived.
#[derive(Debug, Clone)]
pub enum Arrived {
    /// The whole body.
    Whole(Bytes),
    /// More than [`JSON_LIMIT`].
    TooLarge,
    /// The connection broke or took too long.
    Broken,
    /// It is still arriving: the handler reads it.
    Arriving(Body),
}

/// A body that arrives while it is read; what the handler leaves is drained.
#[derive(Clone)]
pub struct Body(Rc<RefCell<Payload>>);

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Arriving")
    }
}

impl Stream for Body {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut *self.0.borrow_mut()).poll_next(cx)
    }
}

/// Reads the body into the request's extensions.
pub async fn layer(
    mut req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let payload = req.take_payload();
    if is_streamed(&req) {
        return leave_to_the_handler(req, payload, next).await;
    }
    let (arrived, drained) = tokio::time::timeout(BODY_TIME, read(payload))
        .await
        .unwrap_or((Arrived::Broken, false));
    req.extensions_mut().insert(arrived);
    let response = next.call(req).await?;
    Ok(closed_unless(drained, response))
}

fn is_streamed(req: &ServiceRequest) -> bool {
    let kind = req.headers().get(CONTENT_TYPE);
    req.method() == Method::POST
        && STREAMED.contains(&req.path())
        && kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"))
}

async fn leave_to_the_handler<B: MessageBody>(
    req: ServiceRequest,
    payload: Payload,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let body = Body(Rc::new(RefCell::new(payload)));
    req.extensions_mut().insert(Arrived::Arriving(body.clone()));
    let response = next.call(req).await?;
    let drained = tokio::time::timeout(BODY_TIME, drain(body))
        .await
        .unwrap_or(false);
    Ok(closed_unless(drained, response))
}

/// Throws away what the handler did not read; whether that was all.
async fn drain(mut body: Body) -> bool {
    let mut total = 0;
    while let Some(chunk) = next_chunk(&mut body).await {
        match chunk {
            Ok(chunk) => total += chunk.len(),
            Err(_) => return false,
        }
        if total > DRAIN_LIMIT {
            return false;
        }
    }
    true
}

fn closed_unless<B>(drained: bool, mut response: ServiceResponse<B>) -> ServiceResponse<B> {
    if !drained {
        response
            .response_mut()
            .head_mut()
            .set_connection_type(ConnectionType::Close);
    }
    response
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

/// The next chunk of a body.
pub async fn next_chunk<S>(stream: &mut S) -> Option<S::Item>
where
    S: Stream + Unpin,
{
    poll_fn(|cx| Pin::new(&mut *stream).poll_next(cx)).await
}
