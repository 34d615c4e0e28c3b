//! Rows of rules and of the ledger.

use crate::web::request::Versioned;
use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use lamtheo_db::schema::{jobs, reminder_items, reminder_rules, reminders, schedule_slots};
use lamtheo_db::{Db, Failure, Outcome, Tx, dialect};
use lamtheo_domain::job::JobStatus;
use lamtheo_domain::kernel::{Refusal, ids::*};
use lamtheo_domain::reminder::{About, Audience, Measure, Origin, Rule};

/// Items in one statement of PostgreSQL.
const ROWS: usize = 200;

/// A rule as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = reminder_rules)]
pub(super) struct RuleRow {
    pub code: String,
    pub about: About,
    pub audience: Audience,
    pub offset_days: i32,
    pub repeat_days: Option<i32>,
    pub active: bool,
    pub version: i32,
    pub updated_at: NaiveDateTime,
}

impl RuleRow {
    /// As the planning takes it.
    pub fn rule(&self) -> Rule {
        Rule {
            code: self.code.clone(),
            about: self.about,
            audience: self.audience,
            offset_days: self.offset_days,
            repeat_days: self.repeat_days,
            active: self.active,
        }
    }
}

/// All rules, one record with one version.
pub(super) struct Rules(pub Vec<RuleRow>);

impl Versioned for Rules {
    fn version(&self) -> i32 {
        1 + self.0.iter().map(|rule| rule.version - 1).sum::<i32>()
    }
}

/// Every rule in its order.
pub(super) fn rules(conn: &mut Db) -> Outcome<Rules> {
    let rows = reminder_rules::table
        .order(reminder_rules::ordinal)
        .select(RuleRow::as_select())
        .load(conn)?;
    Ok(Rules(rows))
}

/// Stores a changed rule at the version that was read.
pub(super) fn save_rule(conn: &mut Db, row: &RuleRow, now: NaiveDateTime) -> Outcome<()> {
    let changed = diesel::update(
        reminder_rules::table
            .find(&row.code)
            .filter(reminder_rules::version.eq(row.version)),
    )
    .set((
        reminder_rules::active.eq(row.active),
        reminder_rules::offset_days.eq(row.offset_days),
        reminder_rules::repeat_days.eq(row.repeat_days),
        reminder_rules::version.eq(row.version + 1),
        reminder_rules::updated_at.eq(now),
    ))
    .execute(conn)?;
    Tx::one_row(changed)
}

/// Who was reminded, by whom.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = reminders)]
pub(super) struct ReminderRow {
    pub id: ReminderId,
    pub act_id: String,
    pub origin: Origin,
    pub about: About,
    pub reminded_by: Option<UserId>,
    pub by_unit_id: Option<UnitId>,
    pub user_id: Option<UserId>,
    pub person_id: Option<PersonId>,
    pub unit_id: UnitId,
    pub message: String,
    pub on_day: NaiveDate,
    pub notification_id: Option<NotificationId>,
    pub dedupe_key: String,
    pub created_at: NaiveDateTime,
}

/// Of what.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = reminder_items)]
pub(super) struct ItemRow {
    pub reminder_id: ReminderId,
    pub ordinal: i32,
    pub item_key: String,
    pub rule_code: Option<String>,
    pub object_type: String,
    pub object_id: String,
    pub unit_id: UnitId,
    pub year: i32,
    pub due_on: Option<NaiveDate>,
    pub state_then: String,
    pub measure: Option<Measure>,
    pub count_then: Option<i32>,
}

/// What an item is about, before it belongs to a reminder.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub object_type: &'static str,
    pub object_id: String,
    pub unit_id: UnitId,
    pub year: i32,
    pub due_on: NaiveDate,
    pub state: String,
    /// What is counted of a unit, and how many there are.
    pub count: Option<(Measure, i64)>,
    pub rule_code: Option<String>,
    pub key: String,
}

/// Inserts a reminder with its items.
pub(super) fn insert(conn: &mut Db, row: &ReminderRow, items: &[&Item]) -> Outcome<()> {
    diesel::insert_into(reminders::table)
        .values(row)
        .execute(conn)?;
    let rows: Vec<ItemRow> = items
        .iter()
        .enumerate()
        .map(|(ordinal, item)| item_row(&row.id, ordinal, item))
        .collect();
    // A statement of many rows opens a transaction of its own on SQLite.
    match conn {
        Db::Sqlite(conn) => {
            for row in &rows {
                diesel::insert_into(reminder_items::table)
                    .values(row)
                    .execute(conn)
                    .map_err(said_by_another)?;
            }
        }
        Db::Postgres(conn) => {
            for part in rows.chunks(ROWS) {
                diesel::insert_into(reminder_items::table)
                    .values(part)
                    .execute(conn)
                    .map_err(said_by_another)?;
            }
        }
    }
    Ok(())
}

fn item_row(reminder: &ReminderId, ordinal: usize, item: &Item) -> ItemRow {
    ItemRow {
        reminder_id: reminder.clone(),
        ordinal: ordinal as i32 + 1,
        item_key: item.key.clone(),
        rule_code: item.rule_code.clone(),
        object_type: item.object_type.to_owned(),
        object_id: item.object_id.clone(),
        unit_id: item.unit_id.clone(),
        year: item.year,
        due_on: Some(item.due_on),
        state_then: item.state.clone(),
        measure: item.count.map(|(measure, _)| measure),
        count_then: item
            .count
            .map(|(_, n)| i32::try_from(n).unwrap_or(i32::MAX)),
    }
}

/// A colleague's act said it between the look and the insert.
fn said_by_another(error: diesel::result::Error) -> Failure {
    if !dialect::is_unique_violation(&error) {
        return error.into();
    }
    Refusal::conflict(
        "already_reminded_today",
        "Người khác vừa đôn đốc việc này; đồng chí mở lại danh sách rồi thử lại",
    )
    .into()
}

/// Of `keys` those that were said before.
pub(super) fn said(conn: &mut Db, keys: &[&str]) -> Outcome<Vec<String>> {
    let mut found = Vec::new();
    for part in keys.chunks(500) {
        let some: Vec<String> = reminder_items::table
            .filter(reminder_items::item_key.eq_any(part.to_vec()))
            .select(reminder_items::item_key)
            .load(conn)?;
        found.extend(some);
    }
    Ok(found)
}

/// How many digests of `day` the reader has had.
pub(super) fn digests_of(conn: &mut Db, user: &UserId, day: NaiveDate) -> Outcome<usize> {
    let acts: Vec<String> = reminders::table
        .filter(reminders::user_id.eq(user))
        .filter(reminders::on_day.eq(day))
        .filter(reminders::origin.eq(Origin::Rule))
        .select(reminders::act_id)
        .distinct()
        .load(conn)?;
    Ok(acts.len())
}

/// The newest slot before `slot` whose job came to its end.
pub(super) fn last_done(conn: &mut Db, schedule: &str, slot: &str) -> Outcome<Option<String>> {
    Ok(schedule_slots::table
        .inner_join(jobs::table.on(schedule_slots::job_id.eq(jobs::id.nullable())))
        .filter(schedule_slots::name.eq(schedule))
        .filter(schedule_slots::slot.lt(slot))
        .filter(jobs::status.eq(JobStatus::Done))
        .select(diesel::dsl::max(schedule_slots::slot))
        .first(conn)?)
}

/// The first slot before `slot`, whatever became of its job.
pub(super) fn first_slot(conn: &mut Db, schedule: &str, slot: &str) -> Outcome<Option<String>> {
    Ok(schedule_slots::table
        .filter(schedule_slots::name.eq(schedule))
        .filter(schedule_slots::slot.lt(slot))
        .select(diesel::dsl::min(schedule_slots::slot))
        .first(conn)?)
}
