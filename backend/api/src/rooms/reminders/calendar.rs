//! The calendar of working days as the province keeps it.

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;
use lamtheo_db::schema::{calendar_days, calendar_years};
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::calendar::{Calendar, DayKind};

/// The built-in calendar with the edited years laid over it.
pub(super) fn load(conn: &mut Db) -> Outcome<Calendar> {
    let years: Vec<i32> = calendar_years::table
        .select(calendar_years::year)
        .load(conn)?;
    if years.is_empty() {
        return Ok(Calendar::new());
    }
    let days: Vec<(NaiveDate, DayKind)> = calendar_days::table
        .select((calendar_days::day, calendar_days::kind))
        .load(conn)?;
    Ok(years.into_iter().fold(Calendar::new(), |calendar, year| {
        let own = days.iter().filter(|(day, _)| day.year() == year).copied();
        calendar.with_year(year, own)
    }))
}
