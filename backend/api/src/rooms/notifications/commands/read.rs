//! Marks notices as read. A stamp like "last used": no change of a record, so
//! it leaves no audit row.

use super::super::requests::ReadAllBody;
use super::super::{queries, views};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use lamtheo_db::schema::notifications;
use lamtheo_db::{Db, Outcome, stored};
use lamtheo_domain::kernel::{Moment, Refusal, ids::*};

/// Marks one; a second time changes nothing.
pub(in super::super) fn one(
    conn: &mut Db,
    at: Moment,
    user: &UserId,
    id: &NotificationId,
) -> Outcome<views::NotificationView> {
    queries::get(conn, user, id)?;
    diesel::update(
        notifications::table
            .find(id)
            .filter(notifications::read_at.is_null()),
    )
    .set(read_at(stored(at.now)))
    .execute(conn)?;
    queries::get(conn, user, id)
}

/// Marks the inbox, or one group of it.
pub(in super::super) fn all(
    conn: &mut Db,
    at: Moment,
    user: &UserId,
    body: &ReadAllBody,
) -> Outcome<views::ReadView> {
    let mut ids = notifications::table
        .into_boxed()
        .filter(notifications::user_id.eq(user))
        .filter(notifications::in_app.eq(true))
        .filter(notifications::read_at.is_null());
    if let Some(group) = &body.group_key {
        ids = ids.filter(notifications::group_key.eq(group));
    }
    if let Some(last) = &body.up_to {
        let came: Option<NaiveDateTime> = notifications::table
            .find(last)
            .filter(notifications::user_id.eq(user))
            .select(notifications::created_at)
            .first(conn)
            .optional()?;
        let came = came.ok_or_else(Refusal::not_found)?;
        // In the order of the list: two may have come at one instant.
        let before = notifications::created_at.lt(came);
        let with = notifications::created_at
            .eq(came)
            .and(notifications::id.le(last));
        ids = ids.filter(before.or(with));
    }
    let ids: Vec<NotificationId> = ids.select(notifications::id).load(conn)?;
    let mut read = 0;
    for part in ids.chunks(500) {
        let changed = diesel::update(
            notifications::table
                .filter(notifications::id.eq_any(part.to_vec()))
                .filter(notifications::read_at.is_null()),
        )
        .set(read_at(stored(at.now)))
        .execute(conn)?;
        read += i64::try_from(changed).unwrap_or(0);
    }
    Ok(views::ReadView {
        read,
        unread_total: queries::unread(conn, user)?,
    })
}

type Stamp = (
    diesel::dsl::Eq<notifications::read_at, NaiveDateTime>,
    diesel::dsl::Eq<notifications::updated_at, NaiveDateTime>,
    diesel::dsl::Eq<notifications::version, i32>,
);

fn read_at(now: NaiveDateTime) -> Stamp {
    (
        notifications::read_at.eq(now),
        notifications::updated_at.eq(now),
        notifications::version.eq(2),
    )
}
