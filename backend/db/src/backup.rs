//! Online backup and restore of the embedded database. A copy of the live file
//! would miss what is still in the write-ahead log, so the copy is made by
//! SQLite itself. PostgreSQL has its own tools; OPERATIONS says how.

use crate::{DatabaseUrl, Db, DbError, Failure, Outcome, migrate};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use std::path::Path;

#[derive(QueryableByName)]
struct Check {
    #[diesel(sql_type = Text, column_name = integrity_check)]
    integrity_check: String,
}

/// Writes a consistent copy of the database at `url` to `target` while the
/// service runs. The target must not exist.
pub fn backup(url: &DatabaseUrl, target: &Path) -> Outcome<()> {
    if target.exists() {
        return Err(Failure::defect(format!(
            "{} exists already",
            target.display()
        )));
    }
    let mut conn = sqlite(url)?;
    let path = utf8(target)?;
    diesel::sql_query("VACUUM INTO $1")
        .bind::<Text, _>(path)
        .execute(&mut conn)?;
    check(target)
}

/// Puts the copy `source` in place of the database at `url`. Refuses to
/// overwrite unless told to; the service must be stopped.
pub fn restore(source: &Path, url: &DatabaseUrl, overwrite: bool) -> Outcome<()> {
    let DatabaseUrl::Sqlite(target) = url else {
        return Err(only_sqlite());
    };
    check(source)?;
    if target.exists() && !overwrite {
        return Err(Failure::defect(format!(
            "{} exists already",
            target.display()
        )));
    }
    let fresh = target.with_extension("restoring");
    let io = |e: std::io::Error| Failure::from(DbError::Full(e.to_string()));
    std::fs::copy(source, &fresh).map_err(io)?;
    std::fs::File::open(&fresh)
        .and_then(|f| f.sync_all())
        .map_err(io)?;
    for suffix in ["-wal", "-shm"] {
        let mut side = target.clone().into_os_string();
        side.push(suffix);
        match std::fs::remove_file(side) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(io(e)),
            _ => {}
        }
    }
    std::fs::rename(&fresh, target).map_err(io)
}

/// Reads the whole copy and compares its schema with this program's.
fn check(path: &Path) -> Outcome<()> {
    let url = DatabaseUrl::Sqlite(path.to_owned());
    if !path.exists() {
        return Err(Failure::defect(format!(
            "{} does not exist",
            path.display()
        )));
    }
    let mut conn = migrate::open(&url)?;
    conn.batch_execute("PRAGMA query_only = ON")?;
    let verdict: Vec<Check> = diesel::sql_query("PRAGMA integrity_check").load(&mut conn)?;
    if verdict.iter().any(|v| v.integrity_check != "ok") {
        return Err(Failure::defect("the copy is damaged"));
    }
    match migrate::state_of(&mut conn, migrate::steps(&url))? {
        migrate::State::Foreign(text) => Err(Failure::defect(text)),
        _ => Ok(()),
    }
}

fn sqlite(url: &DatabaseUrl) -> Outcome<Db> {
    match url {
        DatabaseUrl::Sqlite(path) if path.exists() => migrate::open(url),
        DatabaseUrl::Sqlite(path) => Err(Failure::defect(format!(
            "{} does not exist",
            path.display()
        ))),
        DatabaseUrl::Postgres(_) => Err(only_sqlite()),
    }
}

fn only_sqlite() -> Failure {
    Failure::defect(
        "backup and restore are for SQLite; use pg_dump or pg_basebackup for PostgreSQL",
    )
}

fn utf8(path: &Path) -> Outcome<&str> {
    path.to_str()
        .ok_or_else(|| Failure::defect("the path is not UTF-8"))
}
