//! A body that is sent as it is made; who does not read it on stops the making.

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;
use lamtheo_db::Failure;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Parts that wait for a slow reader.
const WAITING: usize = 2;

/// A part of the body, or why it ends early: the connection breaks, so that
/// nobody takes a part for the whole.
pub(super) type Part = Result<Bytes, Broken>;

/// The making failed.
#[derive(Debug, thiserror::Error)]
#[error("the export could not be finished")]
pub(super) struct Broken;

impl From<Failure> for Broken {
    fn from(failure: Failure) -> Self {
        tracing::error!(?failure, "an export ended early");
        Self
    }
}

/// Where parts go, and the body that they make.
pub(super) fn parts() -> (Sender<Part>, Parts) {
    let (sender, receiver) = channel(WAITING);
    (sender, Parts(receiver))
}

/// The body.
pub(super) struct Parts(Receiver<Part>);

impl MessageBody for Parts {
    type Error = Broken;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Part>> {
        self.get_mut().0.poll_recv(cx)
    }
}
