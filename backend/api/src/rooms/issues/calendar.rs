//! The calendar of working days: built in, with the years that the province edited.

use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{calendar_days, calendar_years};
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::calendar::{Calendar, DayKind};

/// The calendar as it stands.
pub fn load(conn: &mut Db) -> Outcome<Calendar> {
    let years: Vec<i32> = calendar_years::table
        .select(calendar_years::year)
        .load(conn)?;
    if years.is_empty() {
        return Ok(Calendar::new());
    }
    let days: Vec<(i32, NaiveDate, DayKind)> = calendar_days::table
        .select((calendar_days::year, calendar_days::day, calendar_days::kind))
        .load(conn)?;
    Ok(years.into_iter().fold(Calendar::new(), |calendar, year| {
        let own = days.iter().filter(|(of, ..)| *of == year);
        calendar.with_year(year, own.map(|&(_, day, kind)| (day, kind)))
    }))
}
