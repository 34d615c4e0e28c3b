//! Rows of notices and of their settings.

use crate::web::request::Versioned;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use lamtheo_db::schema::{notification_settings, notifications};
use lamtheo_db::{Db, Outcome, on_each};
use lamtheo_domain::kernel::{Refusal, ids::*};
use lamtheo_domain::notice::{Choices, NoticeKind};

/// A notice as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = notifications)]
pub(super) struct NoticeRow {
    pub id: NotificationId,
    pub user_id: UserId,
    pub kind: NoticeKind,
    pub event: String,
    pub event_key: String,
    pub group_key: String,
    pub title: String,
    pub body: String,
    pub object_type: Option<String>,
    pub object_id: Option<String>,
    pub unit_id: Option<UnitId>,
    pub in_app: bool,
    pub read_at: Option<NaiveDateTime>,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

/// The settings of an account as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = notification_settings, treat_none_as_null = true)]
pub(super) struct SettingsRow {
    pub user_id: UserId,
    pub email: Option<String>,
    pub choices: String,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

impl SettingsRow {
    /// What an account has that never chose: version 1, nothing stored.
    fn unset(user: &UserId, now: NaiveDateTime) -> Self {
        Self {
            user_id: user.clone(),
            email: None,
            choices: String::new(),
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }

    /// What is chosen.
    pub fn choices(&self) -> Choices {
        Choices::read(&self.choices)
    }
}

impl Versioned for SettingsRow {
    fn version(&self) -> i32 {
        self.version
    }
}

/// Inserts a notice; false when the reader has it already.
pub(super) fn insert(conn: &mut Db, row: &NoticeRow) -> Outcome<bool> {
    let inserted = on_each!(conn, c => diesel::insert_into(notifications::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(inserted == 1)
}

/// The settings of `user`, or the defaults.
pub(super) fn settings(conn: &mut Db, user: &UserId, now: NaiveDateTime) -> Outcome<SettingsRow> {
    let row: Option<SettingsRow> = notification_settings::table
        .find(user)
        .select(SettingsRow::as_select())
        .first(conn)
        .optional()?;
    Ok(row.unwrap_or_else(|| SettingsRow::unset(user, now)))
}

/// Stores settings at the version that was read; what another request stored
/// meanwhile is never overwritten.
pub(super) fn save_settings(conn: &mut Db, row: &mut SettingsRow) -> Outcome<()> {
    let read = row.version;
    row.version += 1;
    let changed = diesel::update(
        notification_settings::table
            .find(&row.user_id)
            .filter(notification_settings::version.eq(read)),
    )
    .set(&*row)
    .execute(conn)?;
    if changed == 1 {
        return Ok(());
    }
    let inserted = on_each!(conn, c => diesel::insert_into(notification_settings::table)
        .values(&*row)
        .on_conflict_do_nothing()
        .execute(c))?;
    if inserted == 1 && read == 1 {
        Ok(())
    } else {
        Err(Refusal::stale().into())
    }
}
