//! A pool of connections that keeps the real error of a failed attempt.

use crate::connection::{self, Db, Purpose};
use crate::{DatabaseUrl, DbError};
use diesel::connection::SimpleConnection;
use diesel::r2d2::{self, ManageConnection};
use std::time::Duration;

pub(crate) struct Manager {
    url: DatabaseUrl,
    purpose: Purpose,
}

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct ConnectError(String);

impl ManageConnection for Manager {
    type Connection = Db;
    type Error = ConnectError;

    fn connect(&self) -> Result<Db, ConnectError> {
        connection::open(&self.url, self.purpose).map_err(ConnectError)
    }

    fn is_valid(&self, conn: &mut Db) -> Result<(), ConnectError> {
        conn.batch_execute("SELECT 1")
            .map_err(|e| ConnectError(e.to_string()))
    }

    fn has_broken(&self, _conn: &mut Db) -> bool {
        std::thread::panicking()
    }
}

pub(crate) type Pool = r2d2::Pool<Manager>;
pub(crate) type Pooled = r2d2::PooledConnection<Manager>;

#[derive(Debug)]
struct LogErrors;

impl r2d2::HandleError<ConnectError> for LogErrors {
    fn handle_error(&self, error: ConnectError) {
        tracing::warn!(error = %error, "database connection failed");
    }
}

/// Builds a pool; connections are opened when first needed.
pub(crate) fn build(url: &DatabaseUrl, purpose: Purpose, size: u32) -> Pool {
    // A PostgreSQL connection may die between uses; a file handle does not.
    let remote = matches!(url, DatabaseUrl::Postgres(_));
    r2d2::Pool::builder()
        .max_size(size.max(1))
        .min_idle(Some(0))
        .test_on_check_out(remote && purpose == Purpose::Write)
        .connection_timeout(Duration::from_secs(3))
        .error_handler(Box::new(LogErrors))
        .build_unchecked(Manager {
            url: url.clone(),
            purpose,
        })
}

/// Takes a connection or says why there is none.
pub(crate) fn take(pool: &Pool) -> Result<Pooled, DbError> {
    pool.get().map_err(|e| DbError::Unavailable(e.to_string()))
}
