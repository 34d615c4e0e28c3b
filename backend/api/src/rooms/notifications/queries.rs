//! Reading the inbox.

use super::requests::InboxQuery;
use super::store::NoticeRow;
use super::views::{self, GroupView, InboxView, NotificationView};
use crate::web::list::Paging;
use diesel::prelude::*;
use lamtheo_db::schema::notifications;
use lamtheo_db::{Db, Multi, Outcome};
use lamtheo_domain::kernel::{Refusal, ids::*};
use std::collections::BTreeSet;

/// A page of the caller's inbox.
pub(super) fn inbox(conn: &mut Db, user: &UserId, query: &InboxQuery) -> Outcome<InboxView> {
    let paging = Paging::of(query.page, query.per_page)?;
    let total: i64 = filtered(user, query).count().get_result(conn)?;
    let rows: Vec<NoticeRow> = filtered(user, query)
        .order((notifications::created_at.desc(), notifications::id.desc()))
        .limit(paging.per_page)
        .offset(paging.offset())
        .select(NoticeRow::as_select())
        .load(conn)?;
    let groups = groups(conn, user, &rows)?;
    Ok(InboxView {
        groups,
        items: rows.into_iter().map(views::notice).collect(),
        page: paging.page,
        per_page: paging.per_page,
        total,
        unread_total: unread(conn, user)?,
    })
}

/// How many notices of the inbox are unread.
pub(super) fn unread(conn: &mut Db, user: &UserId) -> Outcome<i64> {
    Ok(notifications::table
        .filter(notifications::user_id.eq(user))
        .filter(notifications::in_app.eq(true))
        .filter(notifications::read_at.is_null())
        .count()
        .get_result(conn)?)
}

/// The caller's notice `id`; another's is not there.
pub(super) fn get(conn: &mut Db, user: &UserId, id: &NotificationId) -> Outcome<NotificationView> {
    let row: Option<NoticeRow> = notifications::table
        .find(id)
        .filter(notifications::user_id.eq(user))
        .filter(notifications::in_app.eq(true))
        .select(NoticeRow::as_select())
        .first(conn)
        .optional()?;
    Ok(views::notice(row.ok_or_else(Refusal::not_found)?))
}

fn filtered(user: &UserId, query: &InboxQuery) -> notifications::BoxedQuery<'static, Multi> {
    let mut list = notifications::table
        .into_boxed()
        .filter(notifications::user_id.eq(user.clone()))
        .filter(notifications::in_app.eq(true));
    list = match query.unread {
        Some(true) => list.filter(notifications::read_at.is_null()),
        Some(false) => list.filter(notifications::read_at.is_not_null()),
        None => list,
    };
    if let Some(kind) = query.kind {
        list = list.filter(notifications::kind.eq(kind));
    }
    if let Some(group) = &query.group_key {
        list = list.filter(notifications::group_key.eq(group.clone()));
    }
    list
}

fn groups(conn: &mut Db, user: &UserId, rows: &[NoticeRow]) -> Outcome<Vec<GroupView>> {
    let keys: BTreeSet<&str> = rows.iter().map(|row| row.group_key.as_str()).collect();
    let own = || {
        notifications::table
            .filter(notifications::user_id.eq(user))
            .filter(notifications::in_app.eq(true))
            .filter(notifications::group_key.eq_any(keys.iter().copied()))
    };
    let count = diesel::dsl::count_star();
    let all: Vec<(String, i64)> = own()
        .group_by(notifications::group_key)
        .select((notifications::group_key, count))
        .load(conn)?;
    let unread: Vec<(String, i64)> = own()
        .filter(notifications::read_at.is_null())
        .group_by(notifications::group_key)
        .select((notifications::group_key, count))
        .load(conn)?;
    let mut groups = Vec::with_capacity(all.len());
    for row in rows {
        if groups
            .iter()
            .any(|g: &GroupView| g.group_key == row.group_key)
        {
            continue;
        }
        let of = |list: &[(String, i64)]| {
            let found = list.iter().find(|(key, _)| *key == row.group_key);
            found.map_or(0, |(_, n)| *n)
        };
        groups.push(GroupView {
            group_key: row.group_key.clone(),
            title: row.title.clone(),
            total: of(&all),
            unread: of(&unread),
        });
    }
    Ok(groups)
}
