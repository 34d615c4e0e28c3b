//! Migrations: twin files, applied forward only, checksummed, in one
//! transaction. A program older than the schema refuses to run on it.
//! Statements go out one at a time: clustered PostgreSQL refuses several
//! definitions in one message.

use crate::connection::{self, Purpose};
use crate::schema::schema_migrations;
use crate::{DatabaseUrl, Db, DbError, Failure, Outcome};
use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use sha2::{Digest, Sha256};

/// One step of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Its number and name, the same for both databases.
    pub name: &'static str,
    /// Forward.
    pub up: &'static str,
    /// Back; for tests only.
    pub down: &'static str,
}

macro_rules! migrations {
    ($dialect:literal: $($name:literal),+ $(,)?) => {
        &[$(Migration {
            name: $name,
            up: include_str!(concat!("../migrations/", $dialect, "/", $name, "/up.sql")),
            down: include_str!(concat!("../migrations/", $dialect, "/", $name, "/down.sql")),
        }),+]
    };
}

const SQLITE: &[Migration] = migrations!("sqlite":
    "00000000000001_foundation",
    "00000000000002_units_and_people",
    "00000000000003_accounts",
    "00000000000004_programme",
    "00000000000005_register",
    "00000000000006_issues",
    "00000000000007_files",
    "00000000000008_notices",
);

const POSTGRES: &[Migration] = migrations!("postgres":
    "00000000000001_foundation",
    "00000000000002_units_and_people",
    "00000000000003_accounts",
    "00000000000004_programme",
    "00000000000005_register",
    "00000000000006_issues",
    "00000000000007_files",
    "00000000000008_notices",
);

/// The steps for the database at `url`, oldest first.
pub const fn steps(url: &DatabaseUrl) -> &'static [Migration] {
    match url {
        DatabaseUrl::Sqlite(_) => SQLITE,
        DatabaseUrl::Postgres(_) => POSTGRES,
    }
}

const TABLE_SQLITE: &str = "CREATE TABLE IF NOT EXISTS schema_migrations \
    (name TEXT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT";
const TABLE_POSTGRES: &str = "CREATE TABLE IF NOT EXISTS schema_migrations \
    (name TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, checksum TEXT COLLATE \"C\" NOT NULL, applied_at TIMESTAMP NOT NULL)";

/// How the schema stands to this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Every step is applied.
    Current,
    /// These steps are missing.
    Behind(Vec<String>),
    /// A step is applied that this program does not know, or one was altered.
    Foreign(String),
}

/// Applies the missing steps at `url`; returns their names.
pub fn run(url: &DatabaseUrl, now: DateTime<Utc>) -> Outcome<Vec<String>> {
    let mut conn = connection::open(url, Purpose::Migrate).map_err(DbError::Unavailable)?;
    begin(&mut conn)?;
    match apply(&mut conn, steps(url), now) {
        Ok(names) => {
            conn.batch_execute("COMMIT")?;
            Ok(names)
        }
        Err(failure) => {
            conn.batch_execute("ROLLBACK")?;
            Err(failure)
        }
    }
}

fn begin(conn: &mut Db) -> Outcome<()> {
    match conn {
        Db::Sqlite(c) => c
            .batch_execute("BEGIN IMMEDIATE")
            .and_then(|()| c.batch_execute(TABLE_SQLITE))?,
        Db::Postgres(c) => c
            .batch_execute(TABLE_POSTGRES)
            .and_then(|()| c.batch_execute("BEGIN"))
            .and_then(|()| c.batch_execute("LOCK TABLE schema_migrations IN EXCLUSIVE MODE"))?,
    }
    Ok(())
}

fn apply(conn: &mut Db, steps: &[Migration], now: DateTime<Utc>) -> Outcome<Vec<String>> {
    let missing = match state_of(conn, steps)? {
        State::Current => return Ok(Vec::new()),
        State::Behind(missing) => missing,
        State::Foreign(text) => return Err(Failure::defect(text)),
    };
    for step in steps.iter().filter(|s| missing.iter().any(|m| m == s.name)) {
        for statement in statements(step.up) {
            conn.batch_execute(statement)?;
        }
        diesel::insert_into(schema_migrations::table)
            .values((
                schema_migrations::name.eq(step.name),
                schema_migrations::checksum.eq(checksum(step.up)),
                schema_migrations::applied_at.eq(now.naive_utc()),
            ))
            .execute(conn)?;
    }
    Ok(missing)
}

/// Compares the applied steps with the known ones; an empty database lacks all.
pub fn state_of(conn: &mut Db, steps: &[Migration]) -> Outcome<State> {
    let applied = match schema_migrations::table
        .order(schema_migrations::name)
        .select((schema_migrations::name, schema_migrations::checksum))
        .load::<(String, String)>(conn)
    {
        Err(error) if is_missing_table(&error) => Vec::new(),
        applied => applied?,
    };
    for (name, sum) in &applied {
        match steps.iter().find(|s| s.name == name) {
            None => {
                return Ok(State::Foreign(format!(
                    "the schema has the newer step {name}"
                )));
            }
            Some(step) if checksum(step.up) != *sum => {
                return Ok(State::Foreign(format!(
                    "the step {name} was altered after it was applied"
                )));
            }
            Some(_) => {}
        }
    }
    let missing: Vec<String> = steps
        .iter()
        .filter(|s| applied.iter().all(|(name, _)| name != s.name))
        .map(|s| s.name.to_owned())
        .collect();
    Ok(if missing.is_empty() {
        State::Current
    } else {
        State::Behind(missing)
    })
}

/// Neither client library has a kind for a table that is not there.
fn is_missing_table(error: &diesel::result::Error) -> bool {
    let text = error.to_string();
    text.contains("no such table: schema_migrations")
        || text.contains("relation \"schema_migrations\" does not exist")
}

/// Undoes every step, newest first; tests prove that it leaves nothing.
pub fn undo_all(url: &DatabaseUrl) -> Outcome<()> {
    let mut conn = connection::open(url, Purpose::Migrate).map_err(DbError::Unavailable)?;
    for step in steps(url).iter().rev() {
        for statement in statements(step.down) {
            conn.batch_execute(statement)?;
        }
    }
    conn.batch_execute("DROP TABLE schema_migrations")?;
    Ok(())
}

/// Opens a connection for checks by tests and commands.
pub fn open(url: &DatabaseUrl) -> Outcome<Db> {
    Ok(connection::open(url, Purpose::Migrate).map_err(DbError::Unavailable)?)
}

fn statements(sql: &str) -> impl Iterator<Item = &str> {
    sql.split(";\n").map(str::trim).filter(|s| !s.is_empty())
}

fn checksum(sql: &str) -> String {
    hex::encode(Sha256::digest(sql.as_bytes()))
}
