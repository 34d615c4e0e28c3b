//! The two databases of lamtheo behind one transaction pipeline. Nothing here
//! knows a room of the register: rooms bring closures, this crate runs each in
//! one transaction, together with its audit row, its outbox row and the reply
//! kept for its Idempotency-Key.

pub mod audit;
pub mod backlog;
pub mod backup;
pub mod bulk;
mod connection;
mod database;
mod dated;
pub mod dialect;
mod error;
pub mod idempotency;
pub mod jobs;
pub mod migrate;
mod pool;
pub mod schema;
mod tx;
mod url;
mod writer;

pub use connection::{Db, Multi};
pub use database::{Answer, Database, Options};
pub use error::{DbError, Failure, Outcome};
pub use tx::{Event, ObjectRef, Origin, ReadTx, Recorded, Tx};
pub use url::DatabaseUrl;

use chrono::{DateTime, NaiveDateTime, Utc};

/// The instant as both databases store it: UTC without zone, microseconds.
pub fn stored(instant: DateTime<Utc>) -> NaiveDateTime {
    instant.naive_utc()
}

/// A stored instant as the API shows it.
pub fn shown(instant: NaiveDateTime) -> DateTime<Utc> {
    instant.and_utc()
}
