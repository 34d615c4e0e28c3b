//! `lamtheo demo`: the synthetic "Đảng bộ tỉnh Bắc Giang" on its day, 19 May
//! 2022. A pure plan (units, persons, registrations, how every pledge and issue went)
//! that closes exactly on the published totals, then one transaction that
//! writes it into an empty database. Persons are invented; unit names and codes
//! of 2021 are facts; villages and enterprises are illustrations.

mod accounts;
mod decide;
mod figures;
mod issues;
mod load;
mod material;
mod meetings;
mod names;
mod plan;
mod positions;
mod register;
mod roll;
mod seed;
mod standing;
mod targets;
mod texts;
mod tree;

use indicatif::{ProgressBar, ProgressStyle};
use lamtheo_api::rooms::auth;
use lamtheo_db::{Database, Db, DbError, Event, Failure, Origin, Outcome, bulk, schema, stored};
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::UnitId;
use serde_json::json;

pub use targets::Scale;

/// The day on which the demonstration stands: the day of the interview that
/// published its totals.
pub const BUSINESS_DATE: [i32; 3] = [2022, 5, 19];

/// Said above every page of the demonstration.
pub const BANNER: &str = "Dữ liệu minh họa, tổ chức trước 01/7/2025. Người và việc làm theo là hư cấu; \
    tên thôn, tổ dân phố và doanh nghiệp chỉ để minh họa. Giả định: tỷ lệ hoàn thành đã công bố (việc làm theo, \
    vấn đề bức xúc) là tỷ lệ đã xác nhận, tỷ lệ tự báo cáo cao hơn một chút; mẫu số từng năm do bản minh họa chọn.";

/// What to load.
#[derive(Debug, Clone)]
pub struct DemoOptions {
    /// How large.
    pub scale: Scale,
    /// The password of the named sign-ins; only the length rule applies.
    pub password: String,
    /// Whether a progress bar is drawn.
    pub progress: bool,
}

/// What was loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// Units.
    pub units: usize,
    /// Persons.
    pub people: usize,
    /// Registrations.
    pub registrations: usize,
    /// Pledges.
    pub pledges: usize,
    /// Pressing issues, in every state.
    pub issues: usize,
    /// Accounts.
    pub accounts: usize,
}

/// The sign-ins that the password opens.
pub const SIGN_INS: [&str; 10] = accounts::NAMED;

/// Fills the empty, migrated database with the demonstration: all of it or
/// nothing. Refuses a password outside 12 to 128 characters and a database that
/// holds anything.
pub async fn run(database: &Database, options: DemoOptions) -> Outcome<Loaded> {
    if !(12..=128).contains(&options.password.chars().count()) {
        return Err(
            Refusal::invalid("password_length", "Mật khẩu phải có từ 12 đến 128 ký tự").into(),
        );
    }
    let hash = auth::hash_now(&options.password)
        .map_err(|error| Failure::from(DbError::Internal(error.to_string())))?;
    let plan = plan::make(options.scale);
    let bar = bar(load::expected_rows(&plan), options.progress);
    let loaded = database
        .write(Origin::system("demo"), move |tx| {
            refuse_non_empty(tx.conn)?;
            let stamp = bulk::instant(stored(tx.at.now));
            let advance = |rows: usize| bar.inc(rows as u64);
            let mut loader = load::Loader::new(tx.conn, &plan, stamp, &advance);
            loader.run(&hash)?;
            let province = UnitId::from_trusted(loader.province_id());
            bulk::analyze(tx.conn)?;
            bar.finish_and_clear();
            let loaded = summary(&plan);
            let event = Event::new("demo.loaded", "unit", &province)
                .unit(&province)
                .after(json!({
                    "units": loaded.units,
                    "people": loaded.people,
                    "registrations": loaded.registrations,
                    "pledges": loaded.pledges,
                    "issues": loaded.issues,
                    "accounts": loaded.accounts,
                }));
            tx.record(event, loaded)
        })
        .await?;
    Ok(loaded)
}

fn summary(plan: &plan::Plan) -> Loaded {
    Loaded {
        units: plan.tree.units.len(),
        people: plan.roll.people.len(),
        registrations: plan.registrations.len(),
        pledges: plan.registrations.iter().map(|r| r.pledges.len()).sum(),
        issues: plan.issues.len(),
        accounts: plan.accounts.list.len(),
    }
}

/// The demonstration mixes with nothing.
fn refuse_non_empty(conn: &mut Db) -> Outcome<()> {
    use diesel::prelude::*;
    let units: i64 = schema::units::table.count().get_result(conn)?;
    let users: i64 = schema::users::table.count().get_result(conn)?;
    let years: i64 = schema::programme_years::table.count().get_result(conn)?;
    if units + users + years > 0 {
        return Err(Refusal::conflict(
            "database_not_empty",
            "Cơ sở dữ liệu đã có dữ liệu; bản minh họa chỉ nạp vào cơ sở dữ liệu trống",
        )
        .into());
    }
    Ok(())
}

fn bar(rows: usize, drawn: bool) -> ProgressBar {
    if !drawn {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {percent}% {human_pos} dòng, còn {eta}");
    ProgressBar::new(rows as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
