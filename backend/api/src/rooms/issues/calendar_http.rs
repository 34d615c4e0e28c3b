//! `/api/v1/settings/working-days/{year}`: the holidays and swapped working days
//! of a year. The province edits them; open deadlines follow in the same act.

use super::calendar;
use crate::web::answer;
use crate::web::problem::Handled;
use crate::web::request::Versioned;
use crate::web::{Allowed, Body, Entity, IfMatch, PathId, Reply};
use actix_web::{get, put};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::{calendar_days, calendar_years, issue_milestones, issues};
use lamtheo_db::{Db, Event, Outcome, Recorded, Tx, shown, stored};
use lamtheo_domain::access::held::{ReadCalendar, WriteSettings};
use lamtheo_domain::access::{Action, Caller};
use lamtheo_domain::calendar::{CalendarDay, DayKind, built_in, check_days};
use lamtheo_domain::issue::IssueStatus;
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::kernel::period::{FIRST_YEAR, LAST_YEAR};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::HashMap;
use utoipa::ToSchema;

/// The days of a year that are told apart.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WorkingDaysView {
    /// The year.
    pub year: i32,
    /// Its days, in order.
    pub days: Vec<CalendarDay>,
    /// Edited by the province; otherwise as built in.
    pub edited: bool,
    /// Built in and not announced for certain.
    pub provisional: bool,
    /// Version, the ETag; 0 as built in.
    pub version: i32,
    /// What this caller may do now.
    pub allowed_actions: Vec<&'static str>,
    /// Last changed at.
    pub updated_at: Option<DateTime<Utc>>,
}

impl Entity for WorkingDaysView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The days of a year as the province sets them: the whole list.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkingDaysBody {
    /// Holidays, and Saturdays or Sundays that are worked.
    pub days: Vec<CalendarDay>,
}

/// A year in a path.
struct YearId(i32);

impl std::str::FromStr for YearId {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        text.parse()
            .ok()
            .filter(|year| (FIRST_YEAR..=LAST_YEAR).contains(year))
            .map(Self)
            .ok_or_else(|| "not a year".to_owned())
    }
}

/// The holidays and swapped working days of a year.
#[utoipa::path(tag = "settings", operation_id = "get_working_days", params(("year" = i32, Path)), responses((status = 200, body = WorkingDaysView)))]
#[get("/api/v1/settings/working-days/{year}")]
pub async fn get(year: PathId<YearId>, call: Allowed<ReadCalendar>) -> Handled<Reply> {
    let year = year.get()?.0;
    let view = call
        .read(move |tx, caller| view(tx.conn, caller, year))
        .await?;
    Ok(Reply::entity(&view)?)
}

/// Sets the holidays and swapped working days of a year; open deadlines follow.
#[utoipa::path(tag = "settings", operation_id = "set_working_days", params(("year" = i32, Path), IfMatch), request_body = WorkingDaysBody, responses((status = 200, body = WorkingDaysView)))]
#[put("/api/v1/settings/working-days/{year}")]
pub async fn put(
    year: PathId<YearId>,
    call: Allowed<WriteSettings, Body<WorkingDaysBody>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let year = year.get()?.0;
    call.change(
        move |tx, _| load(tx.conn, year),
        move |tx, caller, loaded| set(tx, caller, &loaded, body),
    )
    .await
}

struct Loaded {
    year: i32,
    version: i32,
}

impl Versioned for Loaded {
    fn version(&self) -> i32 {
        self.version
    }
}

fn load(conn: &mut Db, year: i32) -> Outcome<Loaded> {
    let version = calendar_years::table
        .find(year)
        .select(calendar_years::version)
        .first(conn)
        .optional()?
        .unwrap_or(0);
    Ok(Loaded { year, version })
}

fn view(conn: &mut Db, caller: &Caller, year: i32) -> Outcome<WorkingDaysView> {
    let edited: Option<(i32, chrono::NaiveDateTime)> = calendar_years::table
        .find(year)
        .select((calendar_years::version, calendar_years::updated_at))
        .first(conn)
        .optional()?;
    let allowed_actions = if caller.holds(Action::WriteSettings) {
        vec!["edit"]
    } else {
        Vec::new()
    };
    let Some((version, updated_at)) = edited else {
        let known = built_in(year);
        return Ok(WorkingDaysView {
            year,
            days: known.days,
            edited: false,
            provisional: known.provisional,
            version: 0,
            allowed_actions,
            updated_at: None,
        });
    };
    let days: Vec<(NaiveDate, DayKind, String)> = calendar_days::table
        .filter(calendar_days::year.eq(year))
        .order(calendar_days::day)
        .select((calendar_days::day, calendar_days::kind, calendar_days::name))
        .load(conn)?;
    Ok(WorkingDaysView {
        year,
        days: days
            .into_iter()
            .map(|(date, kind, name)| CalendarDay { date, kind, name })
            .collect(),
        edited: true,
        provisional: false,
        version,
        allowed_actions,
        updated_at: Some(shown(updated_at)),
    })
}

fn set(
    tx: &mut Tx<'_>,
    caller: &Caller,
    loaded: &Loaded,
    body: WorkingDaysBody,
) -> Outcome<Recorded<StoredReply>> {
    let days = check_days(loaded.year, body.days)?;
    write(tx, loaded, &days)?;
    let moved = follow(tx)?;
    let event = Event::new("working_days.set", "working_days", loaded.year)
        .after(json!({ "days": days.len(), "deadlines_moved": moved }));
    let view = view(tx.conn, caller, loaded.year)?;
    tx.record(event, answer::changed(&view)?)
}

fn write(tx: &mut Tx<'_>, loaded: &Loaded, days: &[CalendarDay]) -> Outcome<()> {
    let now = stored(tx.at.now);
    if loaded.version == 0 {
        let inserted = diesel::insert_into(calendar_years::table)
            .values((
                calendar_years::year.eq(loaded.year),
                calendar_years::version.eq(1),
                calendar_years::created_at.eq(now),
                calendar_years::updated_at.eq(now),
            ))
            .execute(tx.conn);
        match inserted {
            Ok(_) => {}
            Err(error) if lamtheo_db::dialect::is_unique_violation(&error) => {
                return Err(Refusal::stale().into());
            }
            Err(error) => return Err(error.into()),
        }
    } else {
        let changed = diesel::update(
            calendar_years::table
                .filter(calendar_years::year.eq(loaded.year))
                .filter(calendar_years::version.eq(loaded.version)),
        )
        .set((
            calendar_years::version.eq(loaded.version + 1),
            calendar_years::updated_at.eq(now),
        ))
        .execute(tx.conn)?;
        Tx::one_row(changed)?;
    }
    diesel::delete(calendar_days::table.filter(calendar_days::year.eq(loaded.year)))
        .execute(tx.conn)?;
    for day in days {
        diesel::insert_into(calendar_days::table)
            .values((
                calendar_days::day.eq(day.date),
                calendar_days::year.eq(loaded.year),
                calendar_days::kind.eq(day.kind),
                calendar_days::name.eq(day.name.clone()),
            ))
            .execute(tx.conn)?;
    }
    Ok(())
}

/// Moves the last days of everything that is not settled to the calendar as it
/// stands now. How many moved.
fn follow(tx: &mut Tx<'_>) -> Outcome<usize> {
    let calendar = calendar::load(tx.conn)?;
    let running: Vec<(Option<NaiveDate>, Option<NaiveDate>)> = issues::table
        .filter(issues::due_on.is_not_null())
        .filter(issues::status.ne_all(settled()))
        .select((issues::due_on, issues::due_effective_on))
        .distinct()
        .load(tx.conn)?;
    let mut moved: HashMap<NaiveDate, NaiveDate> = HashMap::new();
    for (due, last) in running {
        if let (Some(due), Some(last)) = (due, last)
            && calendar.on_or_after(due) != last
        {
            moved.insert(due, calendar.on_or_after(due));
        }
    }
    let mut count = 0;
    for (due, last) in moved {
        count += diesel::update(
            issues::table
                .filter(issues::due_on.eq(due))
                .filter(issues::status.ne_all(settled())),
        )
        .set((
            issues::due_effective_on.eq(last),
            issues::version.eq(issues::version + 1),
            issues::updated_at.eq(stored(tx.at.now)),
        ))
        .execute(tx.conn)?;
    }
    let open: Vec<(MilestoneId, NaiveDate, NaiveDate)> = issue_milestones::table
        .filter(issue_milestones::done_on.is_null())
        .select((
            issue_milestones::id,
            issue_milestones::due_on,
            issue_milestones::due_effective_on,
        ))
        .load(tx.conn)?;
    for (id, due, last) in open {
        let now = calendar.on_or_after(due);
        if now != last {
            diesel::update(issue_milestones::table.filter(issue_milestones::id.eq(id)))
                .set(issue_milestones::due_effective_on.eq(now))
                .execute(tx.conn)?;
        }
    }
    Ok(count)
}

const fn settled() -> [IssueStatus; 3] {
    [
        IssueStatus::Confirmed,
        IssueStatus::Withdrawn,
        IssueStatus::CarriedOver,
    ]
}
