//! The code lists as they stand: the built-in words, with what the province
//! added, renamed or took out of use. Nothing is ever removed: records keep
//! their codes.

use super::views::{CodeListView, CodeView};
use crate::web::answer;
use crate::web::request::Versioned;
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::code_list_entries as entries;
use lamtheo_db::{Db, Event, Outcome, Recorded, Tx, dialect, stored};
use lamtheo_domain::kernel::text::clean_line;
use lamtheo_domain::kernel::{FieldError, Refusal};
use lamtheo_domain::labels::{self, CodeList};
use serde_json::json;
use std::collections::HashMap;

/// Lists that take new codes.
const GROWING: &[&str] = &["field"];
/// Lists whose words may be changed.
const RENAMED: &[&str] = &["field", "issue.kind"];
const LABEL_MAX: usize = 200;

/// One edited entry.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = entries)]
pub(super) struct EntryRow {
    list: String,
    code: String,
    label: String,
    short: String,
    active: bool,
    ordinal: i32,
    version: i32,
    created_at: chrono::NaiveDateTime,
    updated_at: chrono::NaiveDateTime,
}

/// The codes of a list that are in use.
pub fn active_codes(conn: &mut Db, list: &str) -> Outcome<Vec<String>> {
    Ok(one(conn, list)?
        .entries
        .into_iter()
        .filter(|entry| entry.active)
        .map(|entry| entry.code)
        .collect())
}

/// Every code of a list, also those out of use.
pub fn all_codes(conn: &mut Db, list: &str) -> Outcome<Vec<String>> {
    let entries = one(conn, list)?.entries.into_iter();
    Ok(entries.map(|entry| entry.code).collect())
}

/// The words that the province added to the code lists or renamed.
#[derive(Debug, Clone, Default)]
pub struct EditedWords(HashMap<(String, String), String>);

impl EditedWords {
    /// The edited label of a code.
    pub fn label(&self, list: &str, code: &str) -> Option<&str> {
        let key = (list.to_owned(), code.to_owned());
        self.0.get(&key).map(String::as_str)
    }

    /// The label of a code as it stands; none of a code that is not on the list.
    pub fn word(&self, list: &str, code: &str) -> Option<String> {
        let built_in = || labels::entry(list, code).map(|entry| entry.label.as_str());
        self.label(list, code).or_else(built_in).map(str::to_owned)
    }
}

/// What the province added to the code lists or renamed.
pub fn edited_words(conn: &mut Db) -> Outcome<EditedWords> {
    let rows: Vec<(String, String, String)> = entries::table
        .select((entries::list, entries::code, entries::label))
        .load(conn)?;
    let words = rows.into_iter();
    Ok(EditedWords(
        words
            .map(|(list, code, label)| ((list, code), label))
            .collect(),
    ))
}

/// Every list.
pub(super) fn all(conn: &mut Db) -> Outcome<Vec<CodeListView>> {
    let mut edited: HashMap<String, Vec<EntryRow>> = HashMap::new();
    let rows: Vec<EntryRow> = entries::table
        .order((entries::list, entries::ordinal, entries::code))
        .select(EntryRow::as_select())
        .load(conn)?;
    for row in rows {
        edited.entry(row.list.clone()).or_default().push(row);
    }
    Ok(labels::lists()
        .iter()
        .map(|list| view(list, edited.remove(&list.name).unwrap_or_default()))
        .collect())
}

/// One list.
pub(super) fn one(conn: &mut Db, name: &str) -> Outcome<CodeListView> {
    let list = labels::list(name).ok_or_else(Refusal::not_found)?;
    let rows = entries::table
        .filter(entries::list.eq(name))
        .order((entries::ordinal, entries::code))
        .select(EntryRow::as_select())
        .load(conn)?;
    Ok(view(list, rows))
}

fn view(list: &CodeList, rows: Vec<EntryRow>) -> CodeListView {
    let mut edited: HashMap<String, EntryRow> = HashMap::new();
    let mut added: Vec<CodeView> = Vec::new();
    for row in rows {
        if list.entry(&row.code).is_some() {
            edited.insert(row.code.clone(), row);
        } else {
            added.push(entry_view(row, String::new(), false));
        }
    }
    let built_in = list
        .entries
        .iter()
        .map(|entry| match edited.remove(&entry.code) {
            Some(row) => entry_view(row, entry.note.clone(), true),
            None => CodeView {
                code: entry.code.clone(),
                label: entry.label.clone(),
                short: entry.short.clone(),
                note: entry.note.clone(),
                active: true,
                built_in: true,
                version: 0,
            },
        });
    let mut all: Vec<CodeView> = built_in.collect();
    all.extend(added);
    CodeListView {
        name: list.name.clone(),
        editable: RENAMED.contains(&list.name.as_str()),
        entries: all,
    }
}

fn entry_view(row: EntryRow, note: String, built_in: bool) -> CodeView {
    CodeView {
        code: row.code,
        label: row.label,
        short: row.short,
        note,
        active: row.active,
        built_in,
        version: row.version,
    }
}

/// An entry as it stands, with its list.
pub(super) struct Found {
    list: String,
    entry: CodeView,
}

impl Versioned for Found {
    fn version(&self) -> i32 {
        self.entry.version
    }
}

/// Finds one entry; the list must be one whose words may be changed.
pub(super) fn find(tx: &mut Tx<'_>, list: &str, code: &str) -> Outcome<Found> {
    let found = one(tx.conn, list)?
        .entries
        .into_iter()
        .find(|e| e.code == code);
    let entry = found.ok_or_else(Refusal::not_found)?;
    Ok(Found {
        list: list.to_owned(),
        entry,
    })
}

/// Finds a list.
pub(super) fn exists(list: &str) -> Outcome<String> {
    labels::list(list).ok_or_else(Refusal::not_found)?;
    Ok(list.to_owned())
}

/// Adds a code.
pub(super) fn add(
    tx: &mut Tx<'_>,
    list: &str,
    code: &str,
    label: &str,
    short: Option<&str>,
) -> Outcome<Recorded<StoredReply>> {
    editable(list, GROWING)?;
    if !labels::is_code(code) || !code.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Err(Refusal::fields(vec![FieldError::new(
            "/code",
            "invalid_code",
            "Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch dưới, bắt đầu bằng chữ",
        )])
        .into());
    }
    let label = words("/label", label)?;
    let short = short.map(|text| words("/short", text)).transpose()?;
    if labels::has(list, code) {
        return Err(taken().into());
    }
    let ordinal: Option<i32> = entries::table
        .filter(entries::list.eq(list))
        .select(diesel::dsl::max(entries::ordinal))
        .first(tx.conn)?;
    let now = stored(tx.at.now);
    let row = EntryRow {
        list: list.to_owned(),
        code: code.to_owned(),
        short: short.unwrap_or_else(|| label.clone()),
        label,
        active: true,
        ordinal: ordinal.unwrap_or(1000) + 1,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    match diesel::insert_into(entries::table)
        .values(&row)
        .execute(tx.conn)
    {
        Ok(_) => {}
        Err(error) if dialect::is_unique_violation(&error) => return Err(taken().into()),
        Err(error) => return Err(error.into()),
    }
    let event = Event::new("code_list.entry_added", "code_list", list)
        .after(json!({ "code": row.code, "label": row.label }));
    let location = format!("/api/v1/code-lists/{list}/entries/{code}");
    let reply = answer::created(location, &entry_view(row, String::new(), false))?;
    tx.record(event, reply)
}

/// Renames a code, takes it out of use or back.
pub(super) fn change(
    tx: &mut Tx<'_>,
    found: Found,
    label: Option<&str>,
    short: Option<&str>,
    active: Option<bool>,
) -> Outcome<Recorded<StoredReply>> {
    editable(&found.list, RENAMED)?;
    if active.is_some() && !GROWING.contains(&found.list.as_str()) {
        return Err(Refusal::fields(vec![FieldError::new(
            "/active",
            "not_applicable",
            "Danh mục này chỉ đổi được tên gọi",
        )])
        .into());
    }
    let Found { list, mut entry } = found;
    let before = json!({ "label": entry.label, "active": entry.active });
    if let Some(label) = label {
        entry.label = words("/label", label)?;
    }
    if let Some(short) = short {
        entry.short = words("/short", short)?;
    }
    entry.active = active.unwrap_or(entry.active);
    let read_at = entry.version;
    entry.version += 1;
    let now = stored(tx.at.now);
    if read_at == 0 {
        let inserted = diesel::insert_into(entries::table)
            .values(&EntryRow {
                list: list.clone(),
                code: entry.code.clone(),
                label: entry.label.clone(),
                short: entry.short.clone(),
                active: entry.active,
                ordinal: 0,
                version: entry.version,
                created_at: now,
                updated_at: now,
            })
            .execute(tx.conn);
        match inserted {
            Ok(_) => {}
            Err(error) if dialect::is_unique_violation(&error) => {
                return Err(Refusal::stale().into());
            }
            Err(error) => return Err(error.into()),
        }
    } else {
        let changed = diesel::update(
            entries::table
                .filter(entries::list.eq(&list))
                .filter(entries::code.eq(&entry.code))
                .filter(entries::version.eq(read_at)),
        )
        .set((
            entries::label.eq(&entry.label),
            entries::short.eq(&entry.short),
            entries::active.eq(entry.active),
            entries::version.eq(entry.version),
            entries::updated_at.eq(now),
        ))
        .execute(tx.conn)?;
        Tx::one_row(changed)?;
    }
    let event = Event::new("code_list.entry_changed", "code_list", &list)
        .before(before)
        .after(json!({ "code": entry.code, "label": entry.label, "active": entry.active }));
    let reply = answer::changed(&entry)?;
    tx.record(event, reply)
}

fn editable(list: &str, lists: &[&str]) -> Outcome<()> {
    if lists.contains(&list) {
        return Ok(());
    }
    Err(Refusal::invalid(
        "list_not_editable",
        "Danh mục này do hệ thống quy định, không thêm hoặc đổi mã được",
    )
    .into())
}

fn words(pointer: &str, text: &str) -> Outcome<String> {
    let fault = |error: FieldError| Refusal::fields(vec![error]);
    let clean = clean_line(text, LABEL_MAX).map_err(|e| fault(e.at(pointer.to_owned())))?;
    if clean.chars().any(char::is_alphanumeric) {
        return Ok(clean);
    }
    Err(fault(FieldError::new(pointer, "required", "Phải ghi tên gọi")).into())
}

fn taken() -> Refusal {
    Refusal::conflict("code_exists", "Danh mục đã có mã này")
}
