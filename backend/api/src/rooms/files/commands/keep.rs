//! Takes a file in: judged, kept on the disk, then its row.

use super::super::Files;
use super::super::blobs::disk;
use super::super::inspect::inspect;
use super::super::receive::Received;
use super::super::store::{self, FileRow};
use super::super::views::file_view;
use crate::rooms::org_units;
use crate::web::answer;
use crate::web::problem::Handled;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::files;
use lamtheo_db::{Db, DbError, Event, Failure, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::{Action, Caller};
use lamtheo_domain::file::{FileKind, broken_image, quota};
use lamtheo_domain::kernel::{Refusal, ids::*};
use serde_json::json;

/// What lies on the disk and has no row yet.
pub(in super::super) struct Kept {
    sha256: String,
    size: i32,
    kind: FileKind,
    name: String,
    extent: Option<(u32, u32)>,
}

/// The unit whose room a file takes: the named one when the caller belongs to
/// it, else the unit that the caller acts for, else the own.
pub(in super::super) fn scope(
    conn: &mut Db,
    caller: &Caller,
    today: NaiveDate,
    named: Option<UnitId>,
) -> Outcome<UnitId> {
    let Some(unit) = named else {
        return own(caller).ok_or_else(|| not_own_unit().into());
    };
    let place = org_units::place(conn, &unit, today)?.ok_or_else(Refusal::not_found)?;
    let related = caller.belongs_to(&unit)
        || caller
            .assignments
            .iter()
            .any(|a| place.line.contains(&a.unit_id));
    if !related {
        return Err(Refusal::not_found().into());
    }
    let roles = Action::UploadFiles.roles();
    let mine =
        caller.home_units.contains(&unit) || roles.iter().any(|role| caller.on(*role, &unit));
    if mine {
        Ok(unit)
    } else {
        Err(not_own_unit().into())
    }
}

fn own(caller: &Caller) -> Option<UnitId> {
    let roles = Action::UploadFiles.roles();
    let mut acting = caller
        .assignments
        .iter()
        .filter(|a| roles.contains(&a.role) && !a.deputy);
    let office = acting
        .clone()
        .find(|a| a.role != lamtheo_domain::access::Role::Member);
    office
        .or_else(|| acting.next())
        .map(|a| a.unit_id.clone())
        .or_else(|| caller.home_units.first().cloned())
}

fn not_own_unit() -> Refusal {
    Refusal::forbidden(
        "not_own_unit",
        "Chỉ tải tệp lên cho đơn vị mà đồng chí sinh hoạt hoặc được giao nhiệm vụ",
    )
}

/// Refuses a file for which the unit has no room.
pub(in super::super) fn check_quota(
    conn: &mut Db,
    unit: &UnitId,
    size: u64,
    most: u64,
) -> Outcome<()> {
    let used = u64::try_from(store::used_by(conn, unit)?).unwrap_or(0);
    if used + size > most {
        return Err(quota(most).into());
    }
    Ok(())
}

/// Judges what arrived, and gives it its place on the disk.
pub(in super::super) async fn inspect_and_keep(
    files: &Files,
    received: Received,
    now: DateTime<Utc>,
) -> Handled<Kept> {
    let turn = files.look().await?;
    let blobs = files.blobs.clone();
    let picture = FileKind::of_extension(&received.name.extension).is_some_and(FileKind::is_image);
    let work = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let inspected = inspect(&blobs, received.spool, &received.name, now)?;
        let size = inspected.spool.size();
        let kept = Kept {
            sha256: inspected.spool.sha256(),
            size: i32::try_from(size).map_err(|e| Failure::defect(e.to_string()))?,
            kind: inspected.kind,
            name: inspected.name,
            extent: inspected.extent,
        };
        blobs.keep(inspected.spool, now).map_err(disk)?;
        Ok::<_, Failure>(kept)
    });
    match work.await {
        Ok(kept) => Ok(kept?),
        // A decoder gave up on what it was fed.
        Err(_) if picture => Err(broken_image().into()),
        Err(_) => Err(Failure::Database(DbError::Panicked).into()),
    }
}

/// Writes the row of what lies on the disk.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    unit: &UnitId,
    kept: Kept,
    most: u64,
) -> Outcome<Recorded<StoredReply>> {
    store::hold_room(tx.conn, unit)?;
    check_quota(tx.conn, unit, u64::from(kept.size.unsigned_abs()), most)?;
    let points = |n: u32| i32::try_from(n).ok();
    let row = FileRow {
        id: FileId::new(tx.at.now),
        sha256: kept.sha256,
        size: kept.size,
        kind: kept.kind,
        original_name: kept.name,
        width: kept.extent.and_then(|(width, _)| points(width)),
        height: kept.extent.and_then(|(_, height)| points(height)),
        uploaded_by: caller.user_id.clone(),
        unit_id: unit.clone(),
        version: 1,
        created_at: stored(tx.at.now),
    };
    diesel::insert_into(files::table)
        .values(&row)
        .execute(tx.conn)?;
    let event = Event::new("file.uploaded", "file", &row.id)
        .unit(unit)
        .after(json!({ "sha256": row.sha256, "size": row.size, "kind": row.kind }));
    let location = format!("/api/v1/files/{}", row.id);
    let reply = answer::created(location, &file_view(&row, vec!["delete"]))?;
    tx.record(event, reply)
}
