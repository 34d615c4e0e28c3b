//! Counts per unit of the issues, before they are folded up the tree.

use super::{Codes, Range, grouped, restricted, selected, subtree};
use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Nullable, Text, Timestamp};
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::issue::counted_kinds;
use lamtheo_domain::statistics::Attribute;

/// What was counted for one unit and one combination of attributes.
#[derive(Debug, Clone)]
pub struct IssueCount {
    /// The owning unit.
    pub unit_id: String,
    /// Their attributes.
    pub codes: Codes,
    /// Registered.
    pub registered: i64,
    /// Reported resolved or confirmed.
    pub declared: i64,
    /// Confirmed.
    pub confirmed: i64,
    /// Confirmed by the last day.
    pub on_time: i64,
    /// Open and over the last day.
    pub overdue: i64,
    /// Over the last day and open, or so when it was carried over.
    pub late: i64,
    /// When the newest of them changed.
    pub newest: Option<NaiveDateTime>,
}

#[derive(QueryableByName)]
struct CountRow {
    #[diesel(sql_type = Text)]
    unit_id: String,
    #[diesel(sql_type = Nullable<Text>)]
    field: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    status: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    registering_level: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    kind: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    month: Option<String>,
    #[diesel(sql_type = BigInt)]
    registered: i64,
    #[diesel(sql_type = BigInt)]
    declared: i64,
    #[diesel(sql_type = BigInt)]
    confirmed: i64,
    #[diesel(sql_type = BigInt)]
    on_time: i64,
    #[diesel(sql_type = BigInt)]
    overdue: i64,
    #[diesel(sql_type = BigInt)]
    late: i64,
    #[diesel(sql_type = Nullable<Timestamp>)]
    newest: Option<NaiveDateTime>,
}

impl From<CountRow> for IssueCount {
    fn from(row: CountRow) -> Self {
        Self {
            unit_id: row.unit_id,
            codes: [
                None,
                None,
                None,
                row.field,
                row.status,
                row.registering_level,
                row.kind,
                row.month,
            ],
            registered: row.registered,
            declared: row.declared,
            confirmed: row.confirmed,
            on_time: row.on_time,
            overdue: row.overdue,
            late: row.late,
            newest: row.newest,
        }
    }
}

/// Issues that count as registered, how many of them are resolved, and which
/// are late on `today`. Breakthrough and focus content only where the question
/// names the kinds.
pub fn issue_counts(
    conn: &mut Db,
    range: Range<'_>,
    today: NaiveDate,
    split: &[Attribute],
) -> Outcome<Vec<IssueCount>> {
    let named = range
        .only
        .iter()
        .any(|(attribute, _)| *attribute == Attribute::Kind);
    let kinds: Vec<String> = counted_kinds().map(|kind| format!("'{kind}'")).collect();
    let kinds = if named {
        String::new()
    } else {
        format!(" AND i.kind IN ({})", kinds.join(", "))
    };
    let open = "i.status IN ('registered', 'in_progress', 'sent_back', 'reported_resolved')";
    let sql = format!(
        "SELECT i.owning_unit_id AS unit_id, {}, COUNT(*) AS registered, \
         SUM(CASE WHEN i.status IN ('reported_resolved', 'confirmed') THEN 1 ELSE 0 END) AS declared, \
         SUM(CASE WHEN i.status = 'confirmed' THEN 1 ELSE 0 END) AS confirmed, \
         SUM(CASE WHEN i.status = 'confirmed' AND i.confirmed_on <= i.due_effective_on \
         THEN 1 ELSE 0 END) AS on_time, \
         SUM(CASE WHEN {open} AND i.due_effective_on < $1 THEN 1 ELSE 0 END) AS overdue, \
         SUM(CASE WHEN {open} AND i.due_effective_on < $1 THEN 1 \
         WHEN i.status = 'carried_over' AND i.due_effective_on < i.state_since THEN 1 \
         ELSE 0 END) AS late, MAX(i.updated_at) AS newest \
         FROM issues i WHERE i.owning_unit_id IN ({}) AND i.year = $4 AND i.counted = TRUE{kinds}{} \
         GROUP BY i.owning_unit_id{}",
        selected("i", split),
        subtree("$2", "$3"),
        restricted("i", range.only),
        grouped("i", split)
    );
    let rows = diesel::sql_query(sql)
        .bind::<Date, _>(today)
        .bind::<Text, _>(range.unit)
        .bind::<Date, _>(range.tree_day)
        .bind::<Integer, _>(range.year)
        .load::<CountRow>(conn)?;
    Ok(rows.into_iter().map(IssueCount::from).collect())
}
