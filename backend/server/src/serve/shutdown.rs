//! The end of the service: not ready → a short wait, in which a balancer
//! notices → no new connections → requests under way finish → flushed. A second
//! signal ends at once; what was acknowledged is on disk by then.

use super::in_flight::InFlight;
use crate::cli::Stop;
use actix_web::dev::ServerHandle;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The exit code of a service that was made to end at once.
const ENDED_AT_ONCE: i32 = 130;

/// SIGTERM and SIGINT.
pub(crate) struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// From now on the signals come here.
    pub fn listen() -> Result<Self, Stop> {
        let on = |kind| signal(kind).map_err(Stop::at("signals cannot be received"));
        Ok(Self {
            terminate: on(SignalKind::terminate())?,
            interrupt: on(SignalKind::interrupt())?,
        })
    }

    /// Waits for one.
    pub async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Waits for a signal and ends the server behind `handle`.
pub(super) async fn on_signal(
    mut signals: Signals,
    handle: ServerHandle,
    ready: Arc<AtomicBool>,
    in_flight: InFlight,
    (wait, drain): (Duration, Duration),
) {
    signals.next().await;
    // First the deed, then the word: who reads the log finds it true.
    ready.store(false, Ordering::Relaxed);
    tracing::info!(
        wait_seconds = wait.as_secs(),
        "stopping: no longer ready, a second signal ends at once"
    );
    let orderly = async {
        tokio::time::sleep(wait).await;
        handle.pause().await;
        if tokio::time::timeout(drain, in_flight.none()).await.is_err() {
            tracing::warn!(
                requests = in_flight.count(),
                "requests did not finish in time"
            );
        }
        handle.stop(true).await;
    };
    tokio::select! {
        () = orderly => {}
        () = signals.next() => {
            tracing::warn!(requests = in_flight.count(), "ended at once");
            std::process::exit(ENDED_AT_ONCE);
        }
    }
}
