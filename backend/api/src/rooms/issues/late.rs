//! What is late and where, for a leader's morning: by child unit, by field, the
//! oldest first. Counts go to everyone over the subtree; the records with the
//! office-holders who answer for them only to those who may read them.

use super::lists;
use super::requests::ListQuery;
use super::views::IssueView;
use crate::rooms::org_units;
use crate::rooms::programmes::{self, EditedWords};
use crate::web::list::AnyOf;
use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Text};
use lamtheo_db::schema::unit_closure;
use lamtheo_db::{Db, Outcome, ReadTx, valid_on};
use lamtheo_domain::access::{Action, Caller, may_read_counts};
use lamtheo_domain::issue::counted_kinds;
use lamtheo_domain::kernel::figures::{Decimal2, Rate};
use lamtheo_domain::kernel::{Refusal, ids::*};
use serde::Serialize;
use std::collections::HashMap;
use utoipa::ToSchema;

/// Late issues shown with who answers for them.
const OLDEST: i64 = 20;

/// A rate with its base.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LateRate {
    /// In percent; none without a base.
    #[schema(value_type = Option<f64>)]
    pub value: Option<Decimal2>,
    /// What is counted.
    #[schema(value_type = i32)]
    pub numerator: i64,
    /// Of how many.
    #[schema(value_type = i32)]
    pub denominator: i64,
}

/// The state of the issues of one unit or one field.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LateRow {
    /// The unit or the code of the field; none for the whole.
    pub key: Option<String>,
    /// Its name.
    pub name: String,
    /// Issues registered in the year.
    #[schema(value_type = i32)]
    pub registered: i64,
    /// Reported resolved or confirmed.
    #[schema(value_type = i32)]
    pub resolved_declared: i64,
    /// Confirmed.
    #[schema(value_type = i32)]
    pub confirmed: i64,
    /// Open and over their last day, of those registered in the year.
    #[schema(value_type = i32)]
    pub overdue: i64,
    /// Open and over their last day today, of whatever year, those carried in
    /// from an earlier year too.
    #[schema(value_type = i32)]
    pub late_now: i64,
    /// Confirmed of those registered.
    pub completion: LateRate,
    /// Reported resolved or confirmed of those registered.
    pub completion_declared: LateRate,
    /// Confirmed by the last day of those confirmed or late.
    pub on_time: LateRate,
}

/// What is late and where.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LateView {
    /// The unit that was looked at.
    pub unit_id: UnitId,
    /// Its name.
    pub unit_name: String,
    /// Year of registration.
    pub year: i32,
    /// The day it is judged on.
    pub as_of: NaiveDate,
    /// The whole subtree.
    pub total: LateRow,
    /// By child unit, the most late now first; the unit's own issues as a row of their own.
    pub by_unit: Vec<LateRow>,
    /// By field, the most late now first.
    pub by_field: Vec<LateRow>,
    /// The first of the issues that `total.late_now` counts: those late for the
    /// longest time.
    pub oldest: Vec<IssueView>,
}

/// The counts of one unit and one field.
#[derive(Debug, Clone, Default, QueryableByName)]
struct Counted {
    #[diesel(sql_type = Text)]
    owning_unit_id: String,
    #[diesel(sql_type = Text)]
    field: String,
    #[diesel(sql_type = BigInt)]
    registered: i64,
    #[diesel(sql_type = BigInt)]
    declared: i64,
    #[diesel(sql_type = BigInt)]
    confirmed: i64,
    #[diesel(sql_type = BigInt)]
    overdue: i64,
    #[diesel(sql_type = BigInt)]
    late_now: i64,
    #[diesel(sql_type = BigInt)]
    on_time: i64,
    #[diesel(sql_type = BigInt)]
    late_for_rate: i64,
}

impl Counted {
    fn add(&mut self, other: &Self) {
        self.registered += other.registered;
        self.declared += other.declared;
        self.confirmed += other.confirmed;
        self.overdue += other.overdue;
        self.late_now += other.late_now;
        self.on_time += other.on_time;
        self.late_for_rate += other.late_for_rate;
    }

    fn row(&self, key: Option<String>, name: String) -> LateRow {
        LateRow {
            key,
            name,
            registered: self.registered,
            resolved_declared: self.declared,
            confirmed: self.confirmed,
            overdue: self.overdue,
            late_now: self.late_now,
            completion: rate(self.confirmed, self.registered),
            completion_declared: rate(self.declared, self.registered),
            on_time: rate(self.on_time, self.confirmed + self.late_for_rate),
        }
    }
}

fn rate(numerator: i64, denominator: i64) -> LateRate {
    let rate = Rate::of(numerator, denominator);
    LateRate {
        value: rate.value,
        numerator: rate.numerator,
        denominator: rate.denominator,
    }
}

/// What is late below `unit`, or below the caller's highest unit.
pub(super) fn of_unit(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    unit: Option<&UnitId>,
    year: Option<i32>,
) -> Outcome<LateView> {
    let today = tx.at.today;
    let year = year.unwrap_or_else(|| today.year());
    let unit = match unit {
        Some(unit) => unit.clone(),
        None => highest(tx.conn, caller, today)?,
    };
    let place = org_units::place(tx.conn, &unit, today)?.ok_or_else(Refusal::not_found)?;
    if !may_read_counts(caller, Action::ReadIssues, &place) {
        return Err(Refusal::not_found().into());
    }
    let counted = counts(tx.conn, &unit, today, year)?;
    let mut total = Counted::default();
    for one in &counted {
        total.add(one);
    }
    let unit_name = org_units::name_of(tx.conn, &unit, today)?.unwrap_or_default();
    let query = ListQuery {
        unit: Some(unit.clone()),
        kind: AnyOf(counted_kinds().collect()),
        ..ListQuery::default()
    };
    Ok(LateView {
        total: total.row(None, unit_name.clone()),
        by_unit: by_unit(tx.conn, &unit, &unit_name, today, &counted)?,
        by_field: by_field(&programmes::edited_words(tx.conn)?, &counted),
        oldest: lists::oldest_late(tx, caller, &query, OLDEST)?,
        unit_id: unit,
        unit_name,
        year,
        as_of: today,
    })
}

/// The highest unit on which the caller has a role.
fn highest(conn: &mut Db, caller: &Caller, today: NaiveDate) -> Outcome<UnitId> {
    let mut best: Option<(usize, UnitId)> = None;
    for unit in caller.units_of(Action::ReadIssues.roles()) {
        if let Some(place) = org_units::place(conn, unit, today)?
            && best
                .as_ref()
                .is_none_or(|(depth, _)| place.line.len() < *depth)
        {
            best = Some((place.line.len(), unit.clone()));
        }
    }
    Ok(best.map(|(_, unit)| unit).ok_or_else(Refusal::not_found)?)
}

/// Counts of the issues below `unit` that count in `year`, and of what is late now.
fn counts(conn: &mut Db, unit: &UnitId, today: NaiveDate, year: i32) -> Outcome<Vec<Counted>> {
    // SQLite numbers parameters by their first use in the text.
    let of_the_year = "i.year = $1 AND i.counted = TRUE";
    let open = "i.status IN ('registered', 'in_progress', 'sent_back', 'reported_resolved')";
    let late = format!("{open} AND i.due_effective_on < $2");
    let sum = |what: &str| format!("SUM(CASE WHEN {of_the_year} AND {what} THEN 1 ELSE 0 END)");
    let sql = format!(
        "SELECT i.owning_unit_id AS owning_unit_id, i.field AS field, \
         {} AS registered, {} AS declared, {} AS confirmed, {} AS overdue, {} AS on_time, \
         {} AS late_for_rate, SUM(CASE WHEN {late} THEN 1 ELSE 0 END) AS late_now \
         FROM issues i WHERE (({of_the_year}) OR ({late})) AND i.kind IN ({}) \
         AND i.owning_unit_id IN (SELECT c.descendant_id FROM unit_closure c WHERE c.ancestor_id = $3 \
         AND c.valid_from <= $2 AND (c.valid_to IS NULL OR c.valid_to > $2)) \
         GROUP BY i.owning_unit_id, i.field",
        sum("1 = 1"),
        sum("i.status IN ('reported_resolved', 'confirmed')"),
        sum("i.status = 'confirmed'"),
        sum(&late),
        sum("i.status = 'confirmed' AND i.confirmed_on <= i.due_effective_on"),
        sum(&format!(
            "(({late}) OR (i.status = 'carried_over' AND i.due_effective_on < i.state_since))"
        )),
        counted_kinds()
            .map(|kind| format!("'{kind}'"))
            .collect::<Vec<_>>()
            .join(", ")
    );
    Ok(diesel::sql_query(sql)
        .bind::<Integer, _>(year)
        .bind::<Date, _>(today)
        .bind::<Text, _>(unit)
        .load(conn)?)
}

fn by_unit(
    conn: &mut Db,
    unit: &UnitId,
    unit_name: &str,
    today: NaiveDate,
    counted: &[Counted],
) -> Outcome<Vec<LateRow>> {
    let children = org_units::direct_below(conn, unit, today)?;
    let lines: Vec<(UnitId, UnitId)> = unit_closure::table
        .filter(unit_closure::ancestor_id.eq_any(&children))
        .filter(valid_on!(unit_closure, today))
        .select((unit_closure::descendant_id, unit_closure::ancestor_id))
        .load(conn)?;
    let child_of: HashMap<String, UnitId> = lines
        .into_iter()
        .map(|(below, child)| (below.to_string(), child))
        .collect();
    let names = org_units::names_of(conn, &children, today)?;
    let mut sums: HashMap<&UnitId, Counted> = HashMap::new();
    for one in counted {
        let at = child_of.get(&one.owning_unit_id).unwrap_or(unit);
        sums.entry(at).or_default().add(one);
    }
    let mut rows: Vec<LateRow> = sums
        .into_iter()
        .map(|(at, sum)| {
            let name = if at == unit {
                format!("{unit_name} (trực tiếp)")
            } else {
                names.get(at).cloned().unwrap_or_default()
            };
            sum.row(Some(at.to_string()), name)
        })
        .collect();
    most_late_first(&mut rows);
    Ok(rows)
}

fn by_field(words: &EditedWords, counted: &[Counted]) -> Vec<LateRow> {
    let mut sums: HashMap<&str, Counted> = HashMap::new();
    for one in counted {
        sums.entry(&one.field).or_default().add(one);
    }
    let mut rows: Vec<LateRow> = sums
        .into_iter()
        .map(|(field, sum)| {
            let name = words.word("field", field);
            sum.row(
                Some(field.to_owned()),
                name.unwrap_or_else(|| field.to_owned()),
            )
        })
        .collect();
    most_late_first(&mut rows);
    rows
}

fn most_late_first(rows: &mut [LateRow]) {
    rows.sort_by(|a, b| {
        (std::cmp::Reverse(a.late_now), &a.name).cmp(&(std::cmp::Reverse(b.late_now), &b.name))
    });
}
