//! Rows of saved views.

use crate::web::Entity;
use crate::web::request::Versioned;
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use lamtheo_db::schema::{role_assignments, saved_views, users};
use lamtheo_db::{Db, Outcome, shown, valid_on};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::{Refusal, ids::*};
use serde::Serialize;
use std::collections::HashMap;
use utoipa::ToSchema;

/// A view as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = saved_views)]
pub(super) struct ViewRow {
    pub id: SavedViewId,
    pub user_id: UserId,
    pub room: String,
    pub name: String,
    pub query: String,
    pub shared: bool,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

impl Versioned for ViewRow {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A saved view.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SavedView {
    /// Id.
    pub id: SavedViewId,
    /// Whose it is.
    pub user_id: UserId,
    /// Display name of that account.
    pub user_name: String,
    /// The list it belongs to, e.g. `issues`.
    pub room: String,
    /// What it is called.
    pub name: String,
    /// The filters as a query string, without `?`.
    pub query: String,
    /// Shown to everyone with a role on one of the owner's units.
    pub shared: bool,
    /// Version, the ETag.
    pub version: i32,
    /// What this caller may do now.
    pub allowed_actions: Vec<&'static str>,
    /// Created at.
    pub created_at: DateTime<Utc>,
    /// Last changed at.
    pub updated_at: DateTime<Utc>,
}

impl Entity for SavedView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The views that the caller sees: the own ones, and those that colleagues share.
pub(super) fn visible(
    conn: &mut Db,
    caller: &Caller,
    today: chrono::NaiveDate,
    room: Option<&str>,
) -> Outcome<Vec<SavedView>> {
    let units: Vec<UnitId> = caller
        .assignments
        .iter()
        .map(|a| a.unit_id.clone())
        .collect();
    let colleagues = role_assignments::table
        .filter(role_assignments::unit_id.eq_any(units))
        .filter(valid_on!(role_assignments, today))
        .select(role_assignments::user_id);
    let mut query = saved_views::table
        .filter(
            saved_views::user_id
                .eq(&caller.user_id)
                .or(saved_views::shared
                    .eq(true)
                    .and(saved_views::user_id.eq_any(colleagues))),
        )
        .order((saved_views::name, saved_views::id))
        .select(ViewRow::as_select())
        .into_boxed();
    if let Some(room) = room {
        query = query.filter(saved_views::room.eq(room.to_owned()));
    }
    let rows: Vec<ViewRow> = query.load(conn)?;
    views_of(conn, caller, rows)
}

/// The views of rows.
pub(super) fn views_of(
    conn: &mut Db,
    caller: &Caller,
    rows: Vec<ViewRow>,
) -> Outcome<Vec<SavedView>> {
    let owners: Vec<&UserId> = rows.iter().map(|row| &row.user_id).collect();
    let names: HashMap<UserId, String> = users::table
        .filter(users::id.eq_any(owners))
        .select((users::id, users::display_name))
        .load(conn)?
        .into_iter()
        .collect();
    Ok(rows
        .into_iter()
        .map(|row| SavedView {
            allowed_actions: if row.user_id == caller.user_id {
                vec!["edit", "delete"]
            } else {
                Vec::new()
            },
            user_name: names.get(&row.user_id).cloned().unwrap_or_default(),
            id: row.id,
            user_id: row.user_id,
            room: row.room,
            name: row.name,
            query: row.query,
            shared: row.shared,
            version: row.version,
            created_at: shown(row.created_at),
            updated_at: shown(row.updated_at),
        })
        .collect())
}

/// The caller's own view `id`; one of somebody else is not there.
pub(super) fn own(conn: &mut Db, caller: &Caller, id: &SavedViewId) -> Outcome<ViewRow> {
    saved_views::table
        .find(id)
        .filter(saved_views::user_id.eq(&caller.user_id))
        .select(ViewRow::as_select())
        .first(conn)
        .optional()?
        .ok_or_else(|| Refusal::not_found().into())
}
