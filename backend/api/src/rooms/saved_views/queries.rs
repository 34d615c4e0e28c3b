//! Reading saved views.

use super::store::ViewRow;
use super::views::SavedView;
use diesel::prelude::*;
use lamtheo_db::schema::{role_assignments, saved_views, users};
use lamtheo_db::{Db, Failure, Outcome, Tx, shown, valid_on};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::ids::*;
use std::collections::HashMap;

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

fn views_of(conn: &mut Db, caller: &Caller, rows: Vec<ViewRow>) -> Outcome<Vec<SavedView>> {
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

/// The view of one row.
pub(super) fn one(tx: &mut Tx<'_>, caller: &Caller, row: ViewRow) -> Outcome<SavedView> {
    views_of(tx.conn, caller, vec![row])?
        .pop()
        .ok_or_else(|| Failure::defect("a saved view has no view"))
}
