//! Reported figures in the database.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use lamtheo_db::schema::{figures, unit_closure, unit_names};
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::figure::{FigureKind, FigureStatus, Qualifier};
use lamtheo_domain::kernel::ids::{FigureId, UnitId};
use lamtheo_domain::kernel::period::YearRange;
use lamtheo_domain::unit::UnitLevel;

type Figures<'a> = figures::BoxedQuery<'a, <Db as Connection>::Backend>;

/// A figure as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = figures, treat_none_as_default_value = false)]
#[allow(missing_docs)]
pub struct FigureRow {
    pub id: FigureId,
    pub unit_id: UnitId,
    pub metric: String,
    pub year_from: i32,
    pub year_to: i32,
    pub value: f64,
    pub qualifier: Qualifier,
    pub kind: FigureKind,
    pub status: FigureStatus,
    pub unit_of_measure: String,
    pub source: String,
    pub quote: String,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

lamtheo_domain::text_enum! {
    /// What figures are sorted by.
    FigureSort {
        Metric = "metric",
        YearFrom = "year_from",
        Value = "value",
        CreatedAt = "created_at",
    }
}

/// Which figures are wanted; empty lists and `None` want all.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Units whose subtrees the caller reads.
    pub scope: Vec<UnitId>,
    /// Units outside the province's tree, read by everyone.
    pub outside: Vec<String>,
    /// Of this unit and everything below it.
    pub below: Option<UnitId>,
    /// Of these metrics.
    pub metrics: Vec<String>,
    /// Whose years meet these.
    pub years: Option<YearRange>,
    /// Of these kinds.
    pub kinds: Vec<FigureKind>,
    /// In these states.
    pub states: Vec<FigureStatus>,
}

/// The subtrees of `units` on `day`.
#[diesel::dsl::auto_type(no_type_alias)]
fn subtrees(units: Vec<String>, day: NaiveDate) -> _ {
    unit_closure::table
        .filter(unit_closure::ancestor_id.eq_any(units))
        .filter(unit_closure::valid_from.le(day))
        .filter(
            unit_closure::valid_to
                .is_null()
                .or(unit_closure::valid_to.gt(day)),
        )
        .select(unit_closure::descendant_id)
}

/// Units that stand outside the province's tree on `day`: external, above them nothing.
pub fn outside_units(conn: &mut Db, day: NaiveDate) -> Outcome<Vec<String>> {
    let below_something = unit_closure::table
        .filter(unit_closure::depth.gt(0))
        .filter(unit_closure::valid_from.le(day))
        .filter(
            unit_closure::valid_to
                .is_null()
                .or(unit_closure::valid_to.gt(day)),
        )
        .select(unit_closure::descendant_id);
    Ok(unit_names::table
        .filter(unit_names::level.eq(UnitLevel::External))
        .filter(unit_names::valid_from.le(day))
        .filter(
            unit_names::valid_to
                .is_null()
                .or(unit_names::valid_to.gt(day)),
        )
        .filter(unit_names::unit_id.ne_all(below_something))
        .select(unit_names::unit_id)
        .load(conn)?)
}

fn filtered<'a>(wanted: &Wanted, day: NaiveDate) -> Figures<'a> {
    let text = |units: &[UnitId]| units.iter().map(UnitId::to_string).collect::<Vec<_>>();
    let mut query = figures::table.into_boxed().filter(
        figures::unit_id
            .eq_any(subtrees(text(&wanted.scope), day))
            .or(figures::unit_id.eq_any(wanted.outside.clone())),
    );
    if let Some(unit) = &wanted.below {
        query = query.filter(figures::unit_id.eq_any(subtrees(vec![unit.to_string()], day)));
    }
    if !wanted.metrics.is_empty() {
        query = query.filter(figures::metric.eq_any(wanted.metrics.clone()));
    }
    if let Some(years) = wanted.years {
        query = query
            .filter(figures::year_from.le(years.to()))
            .filter(figures::year_to.ge(years.from()));
    }
    if !wanted.kinds.is_empty() {
        query = query.filter(figures::kind.eq_any(wanted.kinds.clone()));
    }
    if !wanted.states.is_empty() {
        query = query.filter(figures::status.eq_any(wanted.states.clone()));
    }
    query
}

/// How many figures are wanted.
pub fn count(conn: &mut Db, wanted: &Wanted, day: NaiveDate) -> Outcome<i64> {
    Ok(filtered(wanted, day).count().get_result(conn)?)
}

/// A page of the wanted figures.
pub fn page(
    conn: &mut Db,
    wanted: &Wanted,
    day: NaiveDate,
    order: &[(FigureSort, bool)],
    (offset, limit): (i64, i64),
) -> Outcome<Vec<FigureRow>> {
    let mut query = filtered(wanted, day);
    for (key, descending) in order {
        query = match (key, descending) {
            (FigureSort::Metric, false) => query.then_order_by(figures::metric.asc()),
            (FigureSort::Metric, true) => query.then_order_by(figures::metric.desc()),
            (FigureSort::YearFrom, false) => query.then_order_by(figures::year_from.asc()),
            (FigureSort::YearFrom, true) => query.then_order_by(figures::year_from.desc()),
            (FigureSort::Value, false) => query.then_order_by(figures::value.asc()),
            (FigureSort::Value, true) => query.then_order_by(figures::value.desc()),
            (FigureSort::CreatedAt, false) => query.then_order_by(figures::created_at.asc()),
            (FigureSort::CreatedAt, true) => query.then_order_by(figures::created_at.desc()),
        };
    }
    Ok(query
        .then_order_by((figures::metric, figures::year_from, figures::id))
        .select(FigureRow::as_select())
        .offset(offset)
        .limit(limit)
        .load(conn)?)
}

/// One figure.
pub fn find(conn: &mut Db, id: &FigureId) -> Outcome<Option<FigureRow>> {
    Ok(figures::table
        .find(id.as_str())
        .select(FigureRow::as_select())
        .first(conn)
        .optional()?)
}

/// Whether the same value was written down before from the same source.
pub fn is_known(conn: &mut Db, row: &FigureRow) -> Outcome<bool> {
    let same = figures::table
        .filter(figures::unit_id.eq(row.unit_id.as_str()))
        .filter(figures::metric.eq(&row.metric))
        .filter(figures::year_from.eq(row.year_from))
        .filter(figures::year_to.eq(row.year_to))
        .filter(figures::source.eq(&row.source))
        .count()
        .get_result::<i64>(conn)?;
    Ok(same > 0)
}

/// Writes a figure down.
pub fn insert(conn: &mut Db, row: &FigureRow) -> Outcome<()> {
    diesel::insert_into(figures::table)
        .values(row)
        .execute(conn)?;
    Ok(())
}
