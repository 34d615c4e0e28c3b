//! Work beside the requests. The keeper (sealing the audit chain, forgetting
//! old keys and sign-ins) runs in every process that serves; the [`Worker`]
//! (notices from the outbox, the schedule, jobs, letters) in the same process
//! or as `lamtheo worker`, in as many processes as one likes.

mod duty;
pub mod mail;

pub use duty::Worker;

use crate::rooms::auth;
use lamtheo_db::{Database, audit, idempotency, stored};
use std::time::Duration;
use tokio::sync::watch;

/// How often committed audit rows are chained.
const SEAL_EVERY: Duration = Duration::from_millis(500);
/// Ticks of the sealer between two clean-ups.
const CLEAN_EVERY: u32 = 1_200;

/// Keeps the database until `stop` turns true, then seals once more.
pub async fn keep(db: Database, mut stop: watch::Receiver<bool>) {
    let mut ticks: u32 = 0;
    loop {
        let stopping = tokio::select! {
            () = tokio::time::sleep(SEAL_EVERY) => false,
            _ = stop.changed() => true,
        };
        seal(&db).await;
        if stopping {
            return;
        }
        ticks = ticks.wrapping_add(1);
        if ticks.is_multiple_of(CLEAN_EVERY) {
            let cleaned = db
                .upkeep(|conn, at| {
                    auth::forget_old(conn, at.now)?;
                    idempotency::forget_old(conn, stored(at.now))
                })
                .await;
            if let Err(error) = cleaned {
                tracing::warn!(%error, "old keys were not forgotten");
            }
        }
    }
}

/// Chains what is committed; the next tick goes on where this one stopped.
pub async fn seal(db: &Database) {
    if let Err(error) = db
        .upkeep(|conn, at| audit::seal(conn, stored(at.now)))
        .await
    {
        tracing::warn!(%error, "audit rows were not sealed");
    }
}
