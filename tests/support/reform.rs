//! What becomes of the small world's units later: they end, they move.

use crate::time::day;
use crate::world::unit;
use diesel::prelude::*;
use lamtheo_db::{Db, schema};

/// Ends a unit: nothing of it is in force from `day_after` on.
///
/// # Panics
/// When the database refuses.
pub fn end_unit(conn: &mut Db, key: &str, day_after: &str) {
    use schema::{unit_closure, unit_names, unit_parents, units};
    let (ended, end) = (unit(key), Some(day(day_after)));
    diesel::update(units::table.find(&ended))
        .set(units::valid_to.eq(end))
        .execute(conn)
        .expect("a unit that ends");
    macro_rules! close {
        ($table:ident, $of:ident) => {
            diesel::update(
                $table::table
                    .filter($table::$of.eq(&ended))
                    .filter($table::valid_to.is_null()),
            )
            .set($table::valid_to.eq(end))
            .execute(conn)
            .expect("a period that ends");
        };
    }
    close!(unit_names, unit_id);
    close!(unit_parents, unit_id);
    close!(unit_closure, descendant_id);
}

/// Moves a body that stands directly below D under another unit; the committee
/// that decides on it stays.
///
/// # Panics
/// When the database refuses.
pub fn move_below(conn: &mut Db, body: &str, parent: &str) {
    use schema::{unit_closure, unit_parents};
    diesel::update(unit_parents::table.filter(unit_parents::unit_id.eq(unit(body))))
        .set(unit_parents::parent_id.eq(unit(parent)))
        .execute(conn)
        .expect("another parent");
    let above = unit_closure::table
        .filter(unit_closure::descendant_id.eq(unit(body)))
        .filter(unit_closure::ancestor_id.eq(unit("D")));
    diesel::update(above)
        .set(unit_closure::ancestor_id.eq(unit(parent)))
        .execute(conn)
        .expect("another line");
}
