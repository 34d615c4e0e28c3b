//! Reminders: the scripted calendar, missing registrations, đôn đốc and duty.

pub mod calendar;
mod collectives;
mod ledger;
mod month;
mod registrations;
mod superior;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use lamtheo_db::schema::{reminder_items, reminders, users};
use lamtheo_tests::{SMALL_WORLD, TestApp, time};

/// The application on the real calendar, not on a fixed day.
pub async fn from_day(app: &TestApp, day: &str) -> TestApp {
    let app = TestApp::over(app.backend(), &SMALL_WORLD, |settings| {
        settings.business_date = None;
    })
    .await;
    go_to(&app, time::day(day), "00:31");
    app
}

/// Moves the clock to a day, UTC.
pub fn go_to(app: &TestApp, day: NaiveDate, utc: &str) {
    let at: DateTime<Utc> = format!("{day}T{utc}:00Z").parse().unwrap();
    app.clock().advance(at - app.clock().now());
}

/// What the ledger says: day, rule, reader; in order.
pub fn said(app: &TestApp) -> Vec<(String, String, String)> {
    let rows: Vec<(NaiveDate, Option<String>, String)> = reminders::table
        .inner_join(reminder_items::table.on(reminder_items::reminder_id.eq(reminders::id)))
        .inner_join(users::table.on(reminders::user_id.eq(users::id.nullable())))
        .order((
            reminders::on_day,
            reminder_items::rule_code,
            users::username,
        ))
        .select((
            reminders::on_day,
            reminder_items::rule_code,
            users::username,
        ))
        .load(&mut app.connect())
        .unwrap();
    rows.into_iter()
        .map(|(day, rule, user)| (day.to_string(), rule.unwrap_or_default(), user))
        .collect()
}
