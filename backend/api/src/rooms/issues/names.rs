//! Names of what an issue refers to.

use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{people, unit_names, users};
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::kernel::ids::*;
use std::collections::HashMap;

/// Names of persons.
pub(super) fn persons(conn: &mut Db, ids: Vec<&PersonId>) -> Outcome<HashMap<PersonId, String>> {
    let rows = people::table
        .filter(people::id.eq_any(ids))
        .select((people::id, people::full_name))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Display names of accounts.
pub(super) fn users(conn: &mut Db, ids: Vec<&UserId>) -> Outcome<HashMap<UserId, String>> {
    let rows = users::table
        .filter(users::id.eq_any(ids))
        .select((users::id, users::display_name))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Names of units on `day`, or their last ones.
pub(super) fn units(
    conn: &mut Db,
    ids: Vec<&UnitId>,
    day: NaiveDate,
) -> Outcome<HashMap<UnitId, String>> {
    let rows = unit_names::table
        .filter(unit_names::unit_id.eq_any(ids))
        .filter(unit_names::valid_from.le(day))
        .order(unit_names::valid_from.asc())
        .select((unit_names::unit_id, unit_names::name))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
