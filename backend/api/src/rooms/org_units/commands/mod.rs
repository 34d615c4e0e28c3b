//! What changes the tree.

pub mod add_code;
pub mod change;
pub mod create;

use super::place;
use super::store::{self, UnitRow};
use crate::web::request::Versioned;
use chrono::NaiveDate;
use lamtheo_db::{Db, Outcome, Tx};
use lamtheo_domain::access::{Caller, Place, Role};
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::UnitId;

impl Versioned for UnitRow {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The unit that is to be changed; the tree is held until commit.
pub fn load(tx: &mut Tx<'_>, caller: &Caller, id: &UnitId) -> Outcome<UnitRow> {
    store::lock_tree(tx.conn, lamtheo_db::stored(tx.at.now))?;
    let unit = store::unit(tx.conn, id)?.ok_or_else(Refusal::not_found)?;
    writable(tx.conn, caller, id, tx.at.today)?;
    Ok(unit)
}

/// The place of a unit that the caller may write: the province's staff, over
/// their own subtree. Names of units are no secret, so what lies outside is
/// forbidden, not hidden.
fn writable(conn: &mut Db, caller: &Caller, id: &UnitId, day: NaiveDate) -> Outcome<Place> {
    let place = place::place(conn, id, day)?.ok_or_else(Refusal::not_found)?;
    if caller.over(Role::ProvinceStaff, &place) {
        return Ok(place);
    }
    Err(Refusal::forbidden(
        "unit_outside_your_subtree",
        "Đơn vị không thuộc phạm vi quản lý của đồng chí",
    )
    .into())
}
