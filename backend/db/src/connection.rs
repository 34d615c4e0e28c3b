//! One connection type over both databases, and how each connection is set up.

use crate::DatabaseUrl;
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, SqliteConnection};
use std::path::Path;

/// A connection to either database. Room code writes diesel expressions on it;
/// what differs between the two stands in [`crate::dialect`].
#[derive(diesel::MultiConnection)]
pub enum Db {
    /// The embedded database.
    Sqlite(SqliteConnection),
    /// PostgreSQL.
    Postgres(PgConnection),
}

/// What a connection is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Read,
    Write,
    /// Migrations: no statement timeout.
    Migrate,
}

/// Opens and prepares a connection.
pub(crate) fn open(url: &DatabaseUrl, purpose: Purpose) -> Result<Db, String> {
    match url {
        DatabaseUrl::Sqlite(path) => open_sqlite(path, purpose).map(Db::Sqlite),
        DatabaseUrl::Postgres(url) => open_postgres(url, purpose).map(Db::Postgres),
    }
}

fn open_sqlite(path: &Path, purpose: Purpose) -> Result<SqliteConnection, String> {
    let text = path.to_str().ok_or("the database path is not UTF-8")?;
    let mut conn = SqliteConnection::establish(text).map_err(|e| e.to_string())?;
    conn.batch_execute(
        "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; \
         PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192; PRAGMA trusted_schema = OFF;",
    )
    .map_err(|e| e.to_string())?;
    let rest = match purpose {
        Purpose::Read => "PRAGMA query_only = ON; PRAGMA mmap_size = 268435456;",
        Purpose::Write | Purpose::Migrate => {
            "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 67108864;"
        }
    };
    conn.batch_execute(rest).map_err(|e| e.to_string())?;
    Ok(conn)
}

fn open_postgres(url: &str, purpose: Purpose) -> Result<PgConnection, String> {
    let mut conn = PgConnection::establish(url).map_err(|e| e.to_string())?;
    let statement_timeout = if purpose == Purpose::Migrate {
        "0"
    } else {
        "'5s'"
    };
    conn.batch_execute(&format!(
        "SET statement_timeout = {statement_timeout}; SET lock_timeout = '2s'; \
         SET idle_in_transaction_session_timeout = '15s'; SET TIME ZONE 'UTC'; \
         SET client_min_messages = warning",
    ))
    .map_err(|e| e.to_string())?;
    Ok(conn)
}

/// The backend of [`Db`]; boxed expressions and dynamic filters name it.
pub type Multi = <Db as Connection>::Backend;
