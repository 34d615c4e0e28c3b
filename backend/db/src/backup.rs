//! Online backup and restore of the embedded database. A copy of the live file
//! would miss what is still in the write-ahead log, so the copy is made by
//! SQLite itself. It is finished beside its place, checked, forced to the disk
//! and only then given its name. PostgreSQL has its own tools; OPERATIONS says how.

use crate::connection::{self, Purpose};
use crate::{DatabaseUrl, Db, DbError, Failure, Outcome, migrate};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

#[derive(QueryableByName)]
struct Check {
    #[diesel(sql_type = Text)]
    integrity_check: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// A finished copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256, also in the file beside it whose name ends with `.sha256`.
    pub sha256: String,
}

/// Writes a consistent copy of the database at `url` to `target` while the
/// service runs, readable by its owner only, with its checksum beside it.
/// Neither file may exist.
pub fn backup(url: &DatabaseUrl, target: &Path) -> Outcome<Copy> {
    let path = file_of(url)?;
    must_exist(path)?;
    let sum_file = beside(target, ".sha256");
    for file in [target, &sum_file] {
        if file.exists() {
            return Err(exists(file));
        }
    }
    let part = beside(target, ".part");
    let made = copy_into(url, &part).and_then(|copy| {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        write_new(&sum_file, &format!("{}  {name}\n", copy.sha256)).map_err(at(&sum_file))?;
        // A hard link never takes the place of a file that appeared meanwhile.
        fs::hard_link(&part, target).map_err(at(target))?;
        sync_folder(target).map_err(at(target))?;
        Ok(copy)
    });
    let _ = fs::remove_file(&part);
    made
}

fn copy_into(url: &DatabaseUrl, part: &Path) -> Outcome<Copy> {
    remove(part).map_err(at(part))?;
    // SQLite writes into an empty file, so its mode is right from the start.
    write_new(part, "").map_err(at(part))?;
    let mut conn = migrate::open(url)?;
    diesel::sql_query("VACUUM INTO $1")
        .bind::<Text, _>(utf8(part)?)
        .execute(&mut conn)?;
    check(part)?;
    let file = File::open(part).map_err(at(part))?;
    file.sync_all().map_err(at(part))?;
    Ok(Copy {
        bytes: file.metadata().map_err(at(part))?.len(),
        sha256: sha256(part).map_err(at(part))?,
    })
}

/// Opens a database to look into it: a copy keeps its bytes and its checksum.
pub fn look_into(url: &DatabaseUrl) -> Outcome<Db> {
    Ok(connection::open(url, Purpose::Read).map_err(DbError::Unavailable)?)
}

/// Puts the copy `source` in place of the database at `url`. Refuses to
/// overwrite unless told to, and while another process has the database open.
pub fn restore(source: &Path, url: &DatabaseUrl, overwrite: bool) -> Outcome<()> {
    let target = file_of(url)?;
    must_exist(source)?;
    compare_checksum(source)?;
    check(source)?;
    if target.exists() {
        if !overwrite {
            return Err(exists(target));
        }
        require_unused(url)?;
    }
    let fresh = beside(target, ".restoring");
    put_in_place(source, &fresh, target).map_err(at(target))
}

fn put_in_place(source: &Path, fresh: &Path, target: &Path) -> io::Result<()> {
    remove(fresh)?;
    let mut to = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(fresh)?;
    io::copy(&mut File::open(source)?, &mut to)?;
    to.sync_all()?;
    for suffix in ["-wal", "-shm"] {
        remove(&beside(target, suffix))?;
    }
    fs::rename(fresh, target)?;
    sync_folder(target)
}

/// Folds the write-ahead log into the file, which SQLite allows to the only
/// user of a database. A file that is no database may be replaced, too.
fn require_unused(url: &DatabaseUrl) -> Outcome<()> {
    let Ok(mut conn) = connection::open(url, Purpose::Read) else {
        return Ok(());
    };
    let alone = conn.batch_execute(
        "PRAGMA query_only = OFF; PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE",
    );
    match alone.map_err(DbError::from) {
        Err(DbError::LockTimeout(_)) => Err(Failure::defect(
            "the database is in use: stop the service first",
        )),
        _ => Ok(()),
    }
}

/// Reads the whole copy and compares its schema with this program's.
fn check(path: &Path) -> Outcome<()> {
    let url = DatabaseUrl::Sqlite(path.to_owned());
    let mut conn = connection::open(&url, Purpose::Read).map_err(|_| damaged(path))?;
    let verdict: Vec<Check> = diesel::sql_query("PRAGMA integrity_check")
        .load(&mut conn)
        .map_err(|_| damaged(path))?;
    let dangling: Count = diesel::sql_query("SELECT count(*) AS n FROM pragma_foreign_key_check")
        .get_result(&mut conn)
        .map_err(|_| damaged(path))?;
    if dangling.n > 0 || verdict.iter().any(|v| v.integrity_check != "ok") {
        return Err(damaged(path));
    }
    match migrate::state_of(&mut conn, migrate::steps(&url)) {
        Ok(migrate::State::Foreign(text)) => Err(Failure::defect(text)),
        Ok(_) => Ok(()),
        Err(_) => Err(Failure::defect(format!(
            "{} is not a database of this program",
            path.display()
        ))),
    }
}

fn compare_checksum(source: &Path) -> Outcome<()> {
    let sum_file = beside(source, ".sha256");
    let noted = match fs::read_to_string(&sum_file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        noted => noted.map_err(at(&sum_file))?,
    };
    let found = sha256(source).map_err(at(source))?;
    if noted.split_whitespace().next() == Some(found.as_str()) {
        Ok(())
    } else {
        Err(Failure::defect(format!(
            "{} does not have the checksum in {}",
            source.display(),
            sum_file.display()
        )))
    }
}

fn sha256(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex::encode(hasher.finalize())),
            n => hasher.update(&buffer[..n]),
        }
    }
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    io::Write::write_all(&mut file, text.as_bytes())?;
    file.sync_all()
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// A renamed file stays renamed after a power cut only when its folder is synced.
fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => File::open(".")?.sync_all(),
    }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.to_owned().into_os_string();
    name.push(suffix);
    name.into()
}

fn file_of(url: &DatabaseUrl) -> Outcome<&Path> {
    match url {
        DatabaseUrl::Sqlite(path) => Ok(path),
        DatabaseUrl::Postgres(_) => Err(Failure::defect(
            "backup and restore are for SQLite; use pg_dump or pg_basebackup for PostgreSQL",
        )),
    }
}

fn must_exist(path: &Path) -> Outcome<()> {
    if path.is_file() {
        return Ok(());
    }
    Err(Failure::defect(format!(
        "there is no file {}",
        path.display()
    )))
}

fn exists(path: &Path) -> Failure {
    Failure::defect(format!("{} exists already", path.display()))
}

fn damaged(path: &Path) -> Failure {
    Failure::defect(format!("{} is damaged or no database", path.display()))
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> Failure + '_ {
    move |error| Failure::defect(format!("{}: {error}", path.display()))
}

fn utf8(path: &Path) -> Outcome<&str> {
    path.to_str()
        .ok_or_else(|| Failure::defect("the path is not UTF-8"))
}
