//! Clears away what nobody needs: temporary files of uploads that never ended,
//! contents without a row, files that were never hung on anything. Any number of
//! processes may sweep at once, and one may die at any point.

use super::super::blobs::{Blobs, disk};
use crate::FileSettings;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use lamtheo_db::schema::{audit_log, evidence, files};
use lamtheo_db::{Database, Db, DbError, Event, Failure, Origin, Outcome, jobs, stored};
use lamtheo_domain::kernel::{Moment, ids::*};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::path::PathBuf;
use uuid::Uuid;

/// The job that sweeps, and its schedule: once a day.
pub const SWEEP: &str = "files_sweep";
/// What nobody needs is kept so long: its upload may still be under way.
const GRACE: Duration = Duration::days(1);
/// Rows that are looked at together.
const TOGETHER: i64 = 200;

/// What a sweep cleared away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Files that were never hung on anything.
    pub expired: usize,
    /// Temporary files.
    pub temporary: usize,
    /// Contents without a row.
    pub contents: usize,
}

/// The day's slot of the schedule, when it is not taken yet.
pub fn sweep_slot(conn: &mut Db, at: Moment) -> Outcome<Option<String>> {
    let slot = at.now.date_naive().to_string();
    Ok((!jobs::slot_taken(conn, SWEEP, &slot)?).then_some(slot))
}

/// Carries the job out.
pub async fn run_sweep(db: &Database, settings: &FileSettings) -> Outcome<Value> {
    let swept = sweep(db, settings).await?;
    Ok(json!({
        "expired": swept.expired, "temporary": swept.temporary, "contents": swept.contents,
    }))
}

/// Sweeps once.
pub async fn sweep(db: &Database, settings: &FileSettings) -> Outcome<Swept> {
    let now = db.clock().moment().now;
    let blobs = Blobs::over(&settings.folder);
    let expired = expire(db, now - Duration::days(settings.unattached_days)).await?;
    let (temporary, old, condemned) = {
        let blobs = blobs.clone();
        blocking(move || look(&blobs, now)).await?
    };
    if !(old.is_empty() && condemned.is_empty()) && another_database(db).await? {
        tracing::error!(
            contents = old.len(),
            "uploaded files lie here and the database knows of none: nothing is cleared away; is it the right database?"
        );
        return Ok(Swept {
            expired,
            temporary,
            contents: 0,
        });
    }
    let mut contents = settle(db, &blobs, condemned, now).await?;
    for hashes in old.chunks(TOGETHER as usize) {
        let needed = needed(db, hashes.to_vec()).await?;
        let rubbish: Vec<String> = hashes
            .iter()
            .filter(|hash| !needed.contains(*hash))
            .cloned()
            .collect();
        let from = blobs.clone();
        let condemned = blocking(move || {
            rubbish
                .into_iter()
                .filter_map(|hash| from.condemn(&hash).transpose())
                .collect()
        })
        .await?;
        contents += settle(db, &blobs, condemned, now).await?;
    }
    let swept = Swept {
        expired,
        temporary,
        contents,
    };
    if swept != Swept::default() {
        tracing::info!(?swept, "uploaded files were swept");
    }
    Ok(swept)
}

/// Whether nothing was ever uploaded as far as this database knows: then what
/// lies on the disk belongs to another one.
async fn another_database(db: &Database) -> Outcome<bool> {
    db.read(|tx| {
        let uploads = audit_log::table.filter(audit_log::action.eq("file.uploaded"));
        let ever = diesel::select(diesel::dsl::exists(uploads.select(audit_log::id)))
            .get_result::<bool>(tx.conn)?;
        let rows = diesel::select(diesel::dsl::exists(files::table.select(files::id)))
            .get_result::<bool>(tx.conn)?;
        Ok(!ever && !rows)
    })
    .await
}

/// Takes rows away that were made before `limit` and hang on nothing.
async fn expire(db: &Database, limit: DateTime<Utc>) -> Outcome<usize> {
    let mut expired = 0;
    loop {
        let found = db.read(move |tx| loose(tx.conn, limit, None)).await?;
        if found.is_empty() {
            return Ok(expired);
        }
        let origin = Origin::system(SWEEP);
        let removed = db
            .write(origin, move |tx| {
                let ids: Vec<FileId> = found.into_iter().map(|(id, _)| id).collect();
                let found = loose(tx.conn, limit, Some(ids))?;
                let ids: Vec<&FileId> = found.iter().map(|(id, _)| id).collect();
                diesel::delete(files::table.filter(files::id.eq_any(ids))).execute(tx.conn)?;
                let events = found
                    .iter()
                    .map(|(id, unit)| Event::new("file.expired", "file", id).unit(unit))
                    .collect::<Vec<_>>();
                let count = events.len();
                if count == 0 {
                    let event = Event::new("file.expired", "file", "-");
                    return tx.record(event, 0);
                }
                tx.record_all(events, count)
            })
            .await?;
        if removed == 0 {
            return Ok(expired);
        }
        expired += removed;
    }
}

fn loose(
    conn: &mut Db,
    limit: DateTime<Utc>,
    among: Option<Vec<FileId>>,
) -> Outcome<Vec<(FileId, UnitId)>> {
    let mut query = files::table
        .filter(files::created_at.lt(stored(limit)))
        .filter(diesel::dsl::not(diesel::dsl::exists(
            evidence::table.filter(evidence::file_id.eq(files::id)),
        )))
        .order(files::created_at)
        .select((files::id, files::unit_id))
        .limit(TOGETHER)
        .into_boxed();
    if let Some(ids) = among {
        query = query.filter(files::id.eq_any(ids));
    }
    Ok(query.load(conn)?)
}

type Found = (usize, Vec<String>, Vec<PathBuf>);

/// Removes old temporary files; old contents, and those condemned before, are named.
fn look(blobs: &Blobs, now: DateTime<Utc>) -> std::io::Result<Found> {
    let limit = now - GRACE;
    let (mut removed, mut condemned) = (0, Vec::new());
    for path in blobs.temporary()? {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if Blobs::is_condemned(&name) {
            condemned.push(path);
        } else if begun_at(&name).is_none_or(|at| at < limit) {
            removed += usize::from(gone(std::fs::remove_file(&path))?);
        }
    }
    let mut old = Vec::new();
    for hash in blobs.all()? {
        if blobs.stored_at(&hash)?.is_some_and(|at| at < limit) {
            old.push(hash);
        }
    }
    Ok((removed, old, condemned))
}

/// Whether it was removed here; another process may have been quicker.
fn gone(removed: std::io::Result<()>) -> std::io::Result<bool> {
    match removed {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        done => done.map(|()| true),
    }
}

/// When a temporary file was begun, by its name.
fn begun_at(name: &str) -> Option<DateTime<Utc>> {
    let (seconds, nanos) = Uuid::try_parse(name).ok()?.get_timestamp()?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
}

/// Removes condemned contents. One that somebody stored anew or that has a row
/// by now goes back to its place.
async fn settle(
    db: &Database,
    blobs: &Blobs,
    condemned: Vec<PathBuf>,
    now: DateTime<Utc>,
) -> Outcome<usize> {
    if condemned.is_empty() {
        return Ok(0);
    }
    let hashes = condemned.iter().filter_map(|p| Blobs::hash_of(p)).collect();
    let needed = needed(db, hashes).await?;
    let blobs = blobs.clone();
    blocking(move || {
        let mut removed = 0;
        for path in condemned {
            let hash = Blobs::hash_of(&path).unwrap_or_default();
            removed += usize::from(blobs.settle(&path, needed.contains(&hash), now - GRACE)?);
        }
        Ok(removed)
    })
    .await
}

/// Which of these contents have a row.
async fn needed(db: &Database, hashes: Vec<String>) -> Outcome<HashSet<String>> {
    db.read(move |tx| {
        Ok(files::table
            .filter(files::sha256.eq_any(hashes))
            .select(files::sha256)
            .distinct()
            .load(tx.conn)?
            .into_iter()
            .collect())
    })
    .await
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Outcome<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| Failure::Database(DbError::Panicked))?
        .map_err(disk)
}
