//! Accounts and role assignments, one and many, within the administrator's
//! reach: filters, search, order, pages.

use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{role_assignments, unit_closure, users};
use lamtheo_db::{Db, Outcome, ReadTx};
use lamtheo_domain::access::{Caller, Role};
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::{RoleAssignmentId, UserId};
use lamtheo_domain::kernel::text::like_contains;

use super::assembly::{role_view, role_views, user_view, user_views};
use super::reach::{Reach, Roles, Users};
use super::store::{self, RoleRow, UserRow};
use super::views::{RoleAssignmentView, RoleFilter, UserFilter, UserView};
use crate::web::list::{ListOf, Paging, SortKey, sort_keys};
use crate::web::search;

lamtheo_domain::text_enum! {
    /// What accounts are sorted by.
    UserSort {
        Username = "username",
        DisplayName = "display_name",
        CreatedAt = "created_at",
        LastLoginAt = "last_login_at",
    }
}

lamtheo_domain::text_enum! {
    /// What role assignments are sorted by.
    RoleSort {
        ValidFrom = "valid_from",
        Role = "role",
        Username = "username",
    }
}

/// Units of the subtree of `unit` on `day`.
#[diesel::dsl::auto_type(no_type_alias)]
fn subtree(unit: String, day: NaiveDate) -> _ {
    unit_closure::table
        .filter(unit_closure::ancestor_id.eq(unit))
        .filter(unit_closure::valid_from.le(day))
        .filter(
            unit_closure::valid_to
                .is_null()
                .or(unit_closure::valid_to.gt(day)),
        )
        .select(unit_closure::descendant_id)
}

/// Accounts that hold one of `roles` on `day`.
#[diesel::dsl::auto_type(no_type_alias)]
fn holders(roles: Vec<Role>, day: NaiveDate) -> _ {
    role_assignments::table
        .filter(role_assignments::role.eq_any(roles))
        .filter(role_assignments::valid_from.le(day))
        .filter(
            role_assignments::valid_to
                .is_null()
                .or(role_assignments::valid_to.gt(day)),
        )
        .select(role_assignments::user_id)
}

fn filtered_users<'a>(filter: &UserFilter, day: NaiveDate) -> Users<'a> {
    let mut query = users::table.into_boxed();
    if let Some(q) = filter.q.as_deref().filter(|q| !q.trim().is_empty()) {
        query = query.filter(users::search_key.like(like_contains(q)).escape('\\'));
    }
    if let Some(person) = &filter.person_id {
        query = query.filter(users::person_id.eq(person.to_string()));
    }
    if !filter.status.0.is_empty() {
        query = query.filter(users::status.eq_any(filter.status.0.clone()));
    }
    if filter.unit.is_none() && filter.role.0.is_empty() {
        return query;
    }
    let roles = match filter.role.0.as_slice() {
        [] => Role::ALL.to_vec(),
        some => some.to_vec(),
    };
    match &filter.unit {
        None => query.filter(users::id.eq_any(holders(roles, day))),
        Some(unit) => query.filter(
            users::id.eq_any(
                holders(roles, day)
                    .filter(role_assignments::unit_id.eq_any(subtree(unit.to_string(), day))),
            ),
        ),
    }
}

/// One account, or 404.
pub fn user(tx: &mut ReadTx<'_>, caller: &Caller, id: &UserId) -> Outcome<UserView> {
    let row = store::user(tx.conn, id)?;
    if !Reach::of(tx.conn, caller, tx.at.today)?.user(tx.conn, &row)? {
        return Err(Refusal::not_found().into());
    }
    user_view(tx.conn, caller, row, tx.at)
}

/// One role assignment, or 404.
pub fn role(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    id: &RoleAssignmentId,
) -> Outcome<RoleAssignmentView> {
    let row = store::role(tx.conn, id)?;
    if !Reach::of(tx.conn, caller, tx.at.today)?.unit(tx.conn, &row.unit_id)? {
        return Err(Refusal::not_found().into());
    }
    role_view(tx.conn, caller, row, tx.at)
}

/// A page of accounts. A search without an order of its own gives the exact
/// spelling first.
pub fn users(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    filter: &UserFilter,
) -> Outcome<ListOf<UserView>> {
    let page = Paging::of(filter.page, filter.per_page)?;
    let sorts = sort_keys::<UserSort>(filter.sort.as_deref())?;
    let reach = Reach::of(tx.conn, caller, tx.at.today)?;
    let total = reach
        .users(filtered_users(filter, tx.at.today))
        .count()
        .get_result(tx.conn)?;
    let ranked = sorts.is_empty().then_some(filter.q.as_deref()).flatten();
    let query = ordered_users(reach.users(filtered_users(filter, tx.at.today)), &sorts);
    let rows = match ranked.filter(|term| !term.trim().is_empty()) {
        Some(term) => ranked_users(tx.conn, query, term, page)?,
        None => query
            .select(UserRow::as_select())
            .offset(page.offset())
            .limit(page.per_page)
            .load(tx.conn)?,
    };
    let items = user_views(tx.conn, caller, rows, tx.at)?;
    Ok(page.list(items, total))
}

fn ordered_users<'a>(mut query: Users<'a>, sorts: &[SortKey<UserSort>]) -> Users<'a> {
    for sort in sorts {
        query = match (sort.key, sort.descending) {
            (UserSort::Username, false) => query.then_order_by(users::username_key.asc()),
            (UserSort::Username, true) => query.then_order_by(users::username_key.desc()),
            (UserSort::DisplayName, false) => query.then_order_by(users::search_key.asc()),
            (UserSort::DisplayName, true) => query.then_order_by(users::search_key.desc()),
            (UserSort::CreatedAt, false) => query.then_order_by(users::created_at.asc()),
            (UserSort::CreatedAt, true) => query.then_order_by(users::created_at.desc()),
            // An account that never signed in is the oldest, on both databases.
            (UserSort::LastLoginAt, false) => query
                .then_order_by(users::last_login_at.is_not_null().asc())
                .then_order_by(users::last_login_at.asc()),
            (UserSort::LastLoginAt, true) => query
                .then_order_by(users::last_login_at.is_not_null().desc())
                .then_order_by(users::last_login_at.desc()),
        };
    }
    query.then_order_by(users::username_key.asc())
}

fn ranked_users(
    conn: &mut Db,
    query: Users<'_>,
    term: &str,
    page: Paging,
) -> Outcome<Vec<UserRow>> {
    let found = query
        .limit(search::MOST_RANKED)
        .select((users::id, users::display_name, users::username))
        .load::<(UserId, String, String)>(conn)?
        .into_iter()
        .map(|(id, name, username)| (id, format!("{name} {username}")))
        .collect();
    let wanted = search::page_of(search::rank(term, found), page);
    let ids: Vec<&str> = wanted.iter().map(|id| id.as_str()).collect();
    let mut rows: Vec<UserRow> = users::table
        .filter(users::id.eq_any(ids))
        .select(UserRow::as_select())
        .load(conn)?;
    rows.sort_by_key(|row| wanted.iter().position(|id| *id == row.id));
    Ok(rows)
}

fn filtered_roles<'a>(filter: &RoleFilter, today: NaiveDate) -> Roles<'a> {
    let mut query = role_assignments::table.into_boxed();
    if let Some(user) = &filter.user_id {
        query = query.filter(role_assignments::user_id.eq(user.to_string()));
    }
    if !filter.role.0.is_empty() {
        query = query.filter(role_assignments::role.eq_any(filter.role.0.clone()));
    }
    if let Some(day) = filter.as_of {
        query = query.filter(role_assignments::valid_from.le(day)).filter(
            role_assignments::valid_to
                .is_null()
                .or(role_assignments::valid_to.gt(day)),
        );
    }
    if let Some(unit) = &filter.unit {
        let day = filter.as_of.unwrap_or(today);
        query = query.filter(role_assignments::unit_id.eq_any(subtree(unit.to_string(), day)));
    }
    query
}

/// A page of role assignments.
pub fn roles(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    filter: &RoleFilter,
) -> Outcome<ListOf<RoleAssignmentView>> {
    let page = Paging::of(filter.page, filter.per_page)?;
    let reach = Reach::of(tx.conn, caller, tx.at.today)?;
    let total = reach
        .roles(filtered_roles(filter, tx.at.today))
        .count()
        .get_result(tx.conn)?;
    let mut query = reach.roles(filtered_roles(filter, tx.at.today));
    for sort in sort_keys::<RoleSort>(filter.sort.as_deref())? {
        let username = users::table
            .filter(users::id.eq(role_assignments::user_id))
            .select(users::username_key)
            .single_value();
        query = match (sort.key, sort.descending) {
            (RoleSort::ValidFrom, false) => query.then_order_by(role_assignments::valid_from.asc()),
            (RoleSort::ValidFrom, true) => query.then_order_by(role_assignments::valid_from.desc()),
            (RoleSort::Role, false) => query.then_order_by(role_assignments::role.asc()),
            (RoleSort::Role, true) => query.then_order_by(role_assignments::role.desc()),
            (RoleSort::Username, false) => query.then_order_by(username.asc()),
            (RoleSort::Username, true) => query.then_order_by(username.desc()),
        };
    }
    let rows = query
        .then_order_by((
            role_assignments::created_at.desc(),
            role_assignments::id.desc(),
        ))
        .select(RoleRow::as_select())
        .offset(page.offset())
        .limit(page.per_page)
        .load(tx.conn)?;
    let items = role_views(tx.conn, caller, rows, tx.at)?;
    Ok(page.list(items, total))
}
