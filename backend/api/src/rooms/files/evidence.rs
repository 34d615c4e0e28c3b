//! The door for rooms whose records carry evidence: attach, show, take away.
//! Who may do so, and in which state, is for those rooms to say.

use super::store::{self, EvidenceRow};
use super::views::{self, EvidenceView};
use crate::web::request::Versioned;
use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;
use lamtheo_db::schema::{evidence, users};
use lamtheo_db::{Db, Outcome, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::file::{NOTE_MAX, too_many, unknown_file};
use lamtheo_domain::kernel::text::clean_text;
use lamtheo_domain::kernel::{FieldError, Refusal, ids::*};
use lamtheo_domain::registration::{SECRET_MARK_CODE, has_secret_mark};
use lamtheo_domain::text_enum;
use std::collections::{HashMap, HashSet};

text_enum! {
    /// What kind of record carries evidence.
    ObjectKind {
        Issue = "issue",
        Pledge = "pledge",
    }
}

text_enum! {
    /// Where on a record a file hangs.
    EvidencePart {
        Record = "record",
        Report = "report",
        Update = "update",
    }
}

/// A record that carries evidence.
#[derive(Debug, Clone, Copy)]
pub struct Object<'a> {
    /// What it is.
    pub kind: ObjectKind,
    /// Its id.
    pub id: &'a str,
}

impl<'a> Object<'a> {
    /// An issue.
    pub fn issue(id: &'a IssueId) -> Self {
        Self {
            kind: ObjectKind::Issue,
            id: id.as_str(),
        }
    }

    /// A pledge.
    pub fn pledge(id: &'a PledgeId) -> Self {
        Self {
            kind: ObjectKind::Pledge,
            id: id.as_str(),
        }
    }
}

/// A piece of evidence of a record, found for its removal.
pub struct Piece {
    row: EvidenceRow,
    file_name: String,
}

impl Piece {
    /// Who added it.
    pub fn added_by(&self) -> &UserId {
        &self.row.added_by
    }

    /// Where on the record it hangs.
    pub fn place(&self) -> (EvidencePart, &str) {
        (self.row.part, &self.row.part_id)
    }
}

impl Versioned for Piece {
    fn version(&self) -> i32 {
        1
    }
}

/// Hangs the files `ids` on a part of a record: those that the caller uploaded,
/// and those that hang on the record already. `most` files hang on a record with
/// its reports, and on each update. Returns how many hang on this part now.
///
/// # Errors
/// 422 with a field for each file that is not the caller's, `too_many_files`.
pub fn attach(
    tx: &mut Tx<'_>,
    caller: &Caller,
    object: &Object<'_>,
    (part, part_id): (EvidencePart, &str),
    ids: &[String],
    most: usize,
) -> Outcome<usize> {
    let there = store::hanging(tx.conn, object)?;
    let wanted = own(tx, caller, &there, ids, |at| format!("/evidence_ids/{at}"))?;
    within(&there, (part, part_id), &wanted, most, "/evidence_ids")?;
    let (mut count, mut place) = (0, there.len());
    for file in wanted {
        count += 1;
        let hangs = there
            .iter()
            .any(|(p, id, f)| *p == part && id == part_id && *f == file);
        if !hangs {
            let mut piece = row(tx, caller, object, (part, part_id), file);
            piece.added_at = after(piece.added_at, place);
            store::insert(tx.conn, &piece)?;
            place += 1;
        }
    }
    Ok(count)
}

/// What `pieces` say when each file is shown once: the oldest of each.
pub fn each_once(pieces: Vec<EvidenceView>) -> Vec<EvidenceView> {
    let mut seen = HashSet::new();
    pieces
        .into_iter()
        .filter(|piece| seen.insert(piece.file.id.clone()))
        .collect()
}

/// Hangs one file on the record itself, with a word about it.
///
/// # Errors
/// 422 `unknown_file`, `too_many_files`, `already_attached`, or for the word.
pub fn attach_one(
    tx: &mut Tx<'_>,
    caller: &Caller,
    object: &Object<'_>,
    (file_id, note): (&str, Option<&str>),
    most: usize,
) -> Outcome<EvidenceView> {
    let place = (EvidencePart::Record, object.id);
    let there = store::hanging(tx.conn, object)?;
    let ids = [file_id.to_owned()];
    let wanted = own(tx, caller, &there, &ids, |_| "/file_id".to_owned())?;
    within(&there, place, &wanted, most, "/file_id")?;
    let note = checked(note)?;
    let mut made = None;
    for file in wanted {
        let hangs = there
            .iter()
            .any(|(p, _, f)| *p == EvidencePart::Record && *f == file);
        if hangs {
            let message = "Tệp này đã là minh chứng của hồ sơ";
            let field = FieldError::new("/file_id", "already_attached", message);
            return Err(Refusal::fields(vec![field]).into());
        }
        let mut row = row(tx, caller, object, place, file);
        row.added_at = after(row.added_at, there.len());
        row.note.clone_from(&note);
        store::insert(tx.conn, &row)?;
        made = Some(row.id);
    }
    let id = made.ok_or_else(|| Refusal::fields(vec![unknown_file("/file_id")]))?;
    let (row, file) = store::piece(tx.conn, object, &id)?;
    let names = names(tx.conn, [&row.added_by].into_iter())?;
    let name = names.get(&row.added_by).cloned().unwrap_or_default();
    Ok(views::evidence(row, &file, name))
}

fn checked(note: Option<&str>) -> Result<Option<String>, Refusal> {
    let note = note.map(|note| clean_text(note, NOTE_MAX)).transpose();
    let note = note.map_err(|fault| Refusal::fields(vec![fault.at("/note")]))?;
    let note = note.filter(|note| !note.is_empty());
    if note.as_deref().is_some_and(has_secret_mark) {
        let message = "Nội dung mang dấu độ mật; hệ thống không lưu giữ bí mật nhà nước";
        let field = FieldError::new("/note", SECRET_MARK_CODE, message);
        return Err(Refusal::fields(vec![field]));
    }
    Ok(note)
}

/// The files meant, each once; refused by name when they are not the caller's to attach.
fn own(
    tx: &mut Tx<'_>,
    caller: &Caller,
    there: &[(EvidencePart, String, FileId)],
    ids: &[String],
    pointer: impl Fn(usize) -> String,
) -> Outcome<Vec<FileId>> {
    let parsed: Vec<Option<FileId>> = ids.iter().map(|id| id.parse().ok()).collect();
    let named: Vec<FileId> = parsed.iter().flatten().cloned().collect();
    let mut held = named.clone();
    held.sort();
    store::hold(tx.conn, &held)?;
    let mine: HashSet<FileId> = store::uploaded_by(tx.conn, &caller.user_id, &named)?
        .into_iter()
        .chain(there.iter().map(|(_, _, file)| file.clone()))
        .collect();
    let unknown: Vec<FieldError> = parsed
        .iter()
        .enumerate()
        .filter(|(_, id)| id.as_ref().is_none_or(|id| !mine.contains(id)))
        .map(|(at, _)| unknown_file(pointer(at)))
        .collect();
    if !unknown.is_empty() {
        return Err(Refusal::fields(unknown).into());
    }
    let mut seen = HashSet::new();
    Ok(named
        .into_iter()
        .filter(|id| seen.insert(id.clone()))
        .collect())
}

/// Refuses more files than may hang together: on one update, or on the record
/// with its reports.
fn within(
    there: &[(EvidencePart, String, FileId)],
    (part, part_id): (EvidencePart, &str),
    wanted: &[FileId],
    most: usize,
    pointer: &str,
) -> Result<(), Refusal> {
    let together = |p: EvidencePart, id: &str| match part {
        EvidencePart::Update => p == part && id == part_id,
        EvidencePart::Record | EvidencePart::Report => p != EvidencePart::Update,
    };
    let files: HashSet<&FileId> = there
        .iter()
        .filter(|(p, id, _)| together(*p, id))
        .map(|(_, _, file)| file)
        .chain(wanted)
        .collect();
    if files.len() > most && !wanted.is_empty() {
        return Err(Refusal::fields(vec![too_many(pointer, most)]));
    }
    Ok(())
}

/// The instant of the `place`th piece: those of one request keep their order.
fn after(instant: NaiveDateTime, place: usize) -> NaiveDateTime {
    instant + Duration::microseconds(i64::try_from(place).unwrap_or(0))
}

fn row(
    tx: &Tx<'_>,
    caller: &Caller,
    object: &Object<'_>,
    (part, part_id): (EvidencePart, &str),
    file_id: FileId,
) -> EvidenceRow {
    EvidenceRow {
        id: EvidenceId::new(tx.at.now),
        object_type: object.kind,
        object_id: object.id.to_owned(),
        part,
        part_id: part_id.to_owned(),
        file_id,
        note: None,
        added_by: caller.user_id.clone(),
        added_at: stored(tx.at.business_now),
    }
}

/// Everything that hangs on one record, oldest first.
pub fn of(conn: &mut Db, object: &Object<'_>) -> Outcome<Vec<EvidenceView>> {
    Ok(of_all(conn, object.kind, &[object.id])?
        .remove(object.id)
        .unwrap_or_default())
}

/// Everything that hangs on records of one kind, in two statements.
pub fn of_all(
    conn: &mut Db,
    kind: ObjectKind,
    ids: &[&str],
) -> Outcome<HashMap<String, Vec<EvidenceView>>> {
    let rows = store::evidence_of(conn, kind, ids)?;
    let mut all: HashMap<String, Vec<EvidenceView>> = HashMap::new();
    if rows.is_empty() {
        return Ok(all);
    }
    let names = names(conn, rows.iter().map(|(row, _)| &row.added_by))?;
    for (row, file) in rows {
        let name = names.get(&row.added_by).cloned().unwrap_or_default();
        let object = row.object_id.clone();
        all.entry(object)
            .or_default()
            .push(views::evidence(row, &file, name));
    }
    Ok(all)
}

/// How many files hang on records of one kind, whatever part; one statement.
pub fn counts(conn: &mut Db, kind: ObjectKind, ids: &[&str]) -> Outcome<HashMap<String, i32>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let counted: Vec<(String, i64)> = evidence::table
        .filter(evidence::object_type.eq(kind))
        .filter(evidence::object_id.eq_any(ids))
        .group_by(evidence::object_id)
        .select((
            evidence::object_id,
            diesel::dsl::count(evidence::file_id).aggregate_distinct(),
        ))
        .load(conn)?;
    Ok(counted
        .into_iter()
        .map(|(id, n)| (id, i32::try_from(n).unwrap_or(i32::MAX)))
        .collect())
}

fn names<'a>(
    conn: &mut Db,
    ids: impl Iterator<Item = &'a UserId>,
) -> Outcome<HashMap<UserId, String>> {
    let ids: HashSet<&UserId> = ids.collect();
    Ok(users::table
        .filter(users::id.eq_any(ids))
        .select((users::id, users::display_name))
        .load(conn)?
        .into_iter()
        .collect())
}

/// One piece of evidence of a record, or 404.
pub fn find(conn: &mut Db, object: &Object<'_>, id: &EvidenceId) -> Outcome<Piece> {
    let (row, file) = store::piece(conn, object, id)?;
    Ok(Piece {
        row,
        file_name: file.original_name,
    })
}

/// Takes a piece of evidence away; the file goes when it hangs on nothing for
/// long. Returns what the audit log keeps of it.
pub fn remove(tx: &mut Tx<'_>, piece: &Piece) -> Outcome<serde_json::Value> {
    let gone = diesel::delete(evidence::table.find(&piece.row.id)).execute(tx.conn)?;
    Tx::one_row(gone)?;
    Ok(serde_json::json!({
        "evidence": piece.row.id, "file": piece.row.file_id, "name": piece.file_name,
        "part": piece.row.part,
    }))
}

/// Takes everything off a record that goes away itself.
pub fn remove_all(tx: &mut Tx<'_>, object: &Object<'_>) -> Outcome<()> {
    diesel::delete(
        evidence::table
            .filter(evidence::object_type.eq(object.kind))
            .filter(evidence::object_id.eq(object.id)),
    )
    .execute(tx.conn)?;
    Ok(())
}

/// What a file hangs on, each record once.
pub fn hangs_on(conn: &mut Db, file: &FileId) -> Outcome<Vec<(ObjectKind, String)>> {
    store::hangs_on(conn, file)
}
