//! Rows of files and of what they hang on.

use super::evidence::{EvidencePart, Object, ObjectKind};
use crate::web::request::Versioned;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::Text;
use lamtheo_db::schema::{evidence, files};
use lamtheo_db::{Db, Outcome, dialect};
use lamtheo_domain::file::FileKind;
use lamtheo_domain::kernel::{Refusal, ids::*};

/// A file as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = files)]
#[allow(missing_docs)]
pub struct FileRow {
    pub id: FileId,
    pub sha256: String,
    pub size: i32,
    pub kind: FileKind,
    pub original_name: String,
    pub width: Option<i32>,
    pub height: Option<i32>,
    pub uploaded_by: UserId,
    pub unit_id: UnitId,
    pub version: i32,
    pub created_at: NaiveDateTime,
}

impl Versioned for FileRow {
    fn version(&self) -> i32 {
        self.version
    }
}

/// Holds files until the end of the transaction: none goes while it is hung on
/// something, none is hung while it goes.
pub fn hold(conn: &mut Db, ids: &[FileId]) -> Outcome<()> {
    let lock = dialect::row_lock(conn);
    for id in ids {
        let sql = format!("SELECT id FROM files WHERE id = $1{lock}");
        diesel::sql_query(sql).bind::<Text, _>(id).execute(conn)?;
    }
    Ok(())
}

/// Holds the room of a unit until the end of the transaction: of two uploads at
/// once the second counts the first.
pub fn hold_room(conn: &mut Db, unit: &UnitId) -> Outcome<()> {
    let lock = dialect::row_lock(conn);
    let sql = format!("SELECT id FROM units WHERE id = $1{lock}");
    diesel::sql_query(sql).bind::<Text, _>(unit).execute(conn)?;
    Ok(())
}

/// A file that hangs on a record, as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = evidence)]
#[allow(missing_docs)]
pub struct EvidenceRow {
    pub id: EvidenceId,
    pub object_type: ObjectKind,
    pub object_id: String,
    pub part: EvidencePart,
    pub part_id: String,
    pub file_id: FileId,
    pub note: Option<String>,
    pub added_by: UserId,
    pub added_at: NaiveDateTime,
}

/// A file, or 404.
pub fn file(conn: &mut Db, id: &FileId) -> Outcome<FileRow> {
    files::table
        .find(id)
        .select(FileRow::as_select())
        .first(conn)
        .optional()?
        .ok_or_else(|| Refusal::not_found().into())
}

/// Bytes of all files of a unit.
pub(super) fn used_by(conn: &mut Db, unit: &UnitId) -> Outcome<i64> {
    let used: Option<i64> = files::table
        .filter(files::unit_id.eq(unit))
        .select(diesel::dsl::sum(files::size))
        .first(conn)?;
    Ok(used.unwrap_or(0))
}

/// What a file hangs on.
pub(super) fn hangs_on(conn: &mut Db, id: &FileId) -> Outcome<Vec<(ObjectKind, String)>> {
    Ok(evidence::table
        .filter(evidence::file_id.eq(id))
        .select((evidence::object_type, evidence::object_id))
        .distinct()
        .load(conn)?)
}

/// Everything that hangs on these records of one kind, oldest first.
pub(super) fn evidence_of(
    conn: &mut Db,
    kind: ObjectKind,
    ids: &[&str],
) -> Outcome<Vec<(EvidenceRow, FileRow)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(evidence::table
        .inner_join(files::table.on(files::id.eq(evidence::file_id)))
        .filter(evidence::object_type.eq(kind))
        .filter(evidence::object_id.eq_any(ids))
        .order((evidence::added_at, evidence::id))
        .select((EvidenceRow::as_select(), FileRow::as_select()))
        .load(conn)?)
}

/// Which files hang where on a record.
pub(super) fn hanging(
    conn: &mut Db,
    object: &Object<'_>,
) -> Outcome<Vec<(EvidencePart, String, FileId)>> {
    Ok(evidence::table
        .filter(evidence::object_type.eq(object.kind))
        .filter(evidence::object_id.eq(object.id))
        .select((evidence::part, evidence::part_id, evidence::file_id))
        .load(conn)?)
}

/// The files among `ids` that `user` uploaded.
pub(super) fn uploaded_by(conn: &mut Db, user: &UserId, ids: &[FileId]) -> Outcome<Vec<FileId>> {
    Ok(files::table
        .filter(files::id.eq_any(ids))
        .filter(files::uploaded_by.eq(user))
        .select(files::id)
        .load(conn)?)
}

/// Stores one piece of evidence.
pub(super) fn insert(conn: &mut Db, row: &EvidenceRow) -> Outcome<()> {
    match diesel::insert_into(evidence::table)
        .values(row)
        .execute(conn)
    {
        Err(error) if lamtheo_db::dialect::is_unique_violation(&error) => {
            Err(Refusal::stale().into())
        }
        done => {
            done?;
            Ok(())
        }
    }
}

/// One piece of evidence of a record with its file, or 404.
pub(super) fn piece(
    conn: &mut Db,
    object: &Object<'_>,
    id: &EvidenceId,
) -> Outcome<(EvidenceRow, FileRow)> {
    evidence::table
        .inner_join(files::table.on(files::id.eq(evidence::file_id)))
        .filter(evidence::id.eq(id))
        .filter(evidence::object_type.eq(object.kind))
        .filter(evidence::object_id.eq(object.id))
        .select((EvidenceRow::as_select(), FileRow::as_select()))
        .first(conn)
        .optional()?
        .ok_or_else(|| Refusal::not_found().into())
}
