//! Final, measured figures that units reported.

use super::subtree;
use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::{Date, Double, Integer, Text, Timestamp};
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::kernel::ids::UnitId;

/// A reported figure as the statistics use it.
#[derive(Debug, Clone, QueryableByName)]
pub struct FigureRow {
    /// The figure.
    #[diesel(sql_type = Text)]
    pub id: String,
    /// The unit that reported it.
    #[diesel(sql_type = Text)]
    pub unit_id: String,
    /// What it measures.
    #[diesel(sql_type = Text)]
    pub metric: String,
    /// First year.
    #[diesel(sql_type = Integer)]
    pub year_from: i32,
    /// Last year.
    #[diesel(sql_type = Integer)]
    pub year_to: i32,
    /// The value.
    #[diesel(sql_type = Double)]
    pub value: f64,
    /// How exact it is.
    #[diesel(sql_type = Text)]
    pub qualifier: String,
    /// Where it was published.
    #[diesel(sql_type = Text)]
    pub source: String,
    /// When it changed.
    #[diesel(sql_type = Timestamp)]
    pub updated_at: NaiveDateTime,
}

/// The figures of every unit of the subtree on a day.
pub fn figures_below(conn: &mut Db, unit: &UnitId, day: NaiveDate) -> Outcome<Vec<FigureRow>> {
    let sql = format!(
        "SELECT f.id, f.unit_id, f.metric, f.year_from, f.year_to, f.value, f.qualifier, \
         f.source, f.updated_at FROM figures f WHERE f.unit_id IN ({}) \
         AND f.status = 'final' AND f.kind = 'measured' \
         ORDER BY f.unit_id, f.metric, f.year_from, f.id",
        subtree("$1", "$2")
    );
    Ok(diesel::sql_query(sql)
        .bind::<Text, _>(unit)
        .bind::<Date, _>(day)
        .load(conn)?)
}
