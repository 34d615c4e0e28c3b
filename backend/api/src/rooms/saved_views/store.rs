//! Rows of saved views.

use crate::web::request::Versioned;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use lamtheo_db::schema::saved_views;
use lamtheo_db::{Db, Outcome, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::{Refusal, ids::*};

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

/// How many views the account keeps.
pub(super) fn count_of(conn: &mut Db, user: &UserId) -> Outcome<i64> {
    Ok(saved_views::table
        .filter(saved_views::user_id.eq(user))
        .count()
        .get_result(conn)?)
}

/// Stores a new view.
pub(super) fn insert(conn: &mut Db, row: &ViewRow) -> Outcome<()> {
    diesel::insert_into(saved_views::table)
        .values(row)
        .execute(conn)?;
    Ok(())
}

/// Stores `row` over the version it was read at; a race loses with 412.
pub(super) fn save(tx: &mut Tx<'_>, row: &mut ViewRow) -> Outcome<()> {
    let read_at = row.version;
    row.version += 1;
    row.updated_at = lamtheo_db::stored(tx.at.now);
    let mine = saved_views::table
        .filter(saved_views::id.eq(&row.id))
        .filter(saved_views::version.eq(read_at));
    let changed = diesel::update(mine)
        .set((
            saved_views::name.eq(&row.name),
            saved_views::query.eq(&row.query),
            saved_views::shared.eq(row.shared),
            saved_views::version.eq(row.version),
            saved_views::updated_at.eq(row.updated_at),
        ))
        .execute(tx.conn)?;
    Tx::one_row(changed)
}

/// Takes `row` away at the version it was read at.
pub(super) fn remove(tx: &mut Tx<'_>, row: &ViewRow) -> Outcome<()> {
    let mine = saved_views::table
        .filter(saved_views::id.eq(&row.id))
        .filter(saved_views::version.eq(row.version));
    let gone = diesel::delete(mine).execute(tx.conn)?;
    Tx::one_row(gone)
}
