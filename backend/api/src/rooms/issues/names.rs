//! Names of what an issue refers to.

use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{issues, people, unit_codes, unit_names, units, users};
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

/// The codes by which issues come back in.
pub(super) fn codes(conn: &mut Db, ids: Vec<&IssueId>) -> Outcome<HashMap<IssueId, String>> {
    let rows: Vec<(IssueId, Option<String>)> = issues::table
        .filter(issues::id.eq_any(ids))
        .select((issues::id, issues::external_id))
        .load(conn)?;
    let code = |(id, external_id): (IssueId, Option<String>)| {
        let code = super::export::code(&id, external_id.as_ref());
        (id, code)
    };
    Ok(rows.into_iter().map(code).collect())
}

/// The codes by which units come back in: of their source, else the official
/// one, else the id.
pub(super) fn unit_codes(conn: &mut Db, ids: Vec<&UnitId>) -> Outcome<HashMap<UnitId, String>> {
    let rows: Vec<(UnitId, Option<String>)> = units::table
        .filter(units::id.eq_any(ids.clone()))
        .select((units::id, units::external_id))
        .load(conn)?;
    let official: HashMap<UnitId, String> = unit_codes::table
        .filter(unit_codes::unit_id.eq_any(ids))
        .filter(unit_codes::valid_to.is_null())
        .select((unit_codes::unit_id, unit_codes::code))
        .load(conn)?
        .into_iter()
        .collect();
    let code = |(id, external_id): (UnitId, Option<String>)| {
        let code = external_id.or_else(|| official.get(&id).cloned());
        let code = code.unwrap_or_else(|| id.to_string());
        (id, code)
    };
    Ok(rows.into_iter().map(code).collect())
}

/// The codes by which persons come back in.
pub(super) fn person_codes(
    conn: &mut Db,
    ids: Vec<&PersonId>,
) -> Outcome<HashMap<PersonId, String>> {
    let rows: Vec<(PersonId, Option<String>)> = people::table
        .filter(people::id.eq_any(ids))
        .select((people::id, people::external_id))
        .load(conn)?;
    let code = |(id, external_id): (PersonId, Option<String>)| {
        let code = external_id.unwrap_or_else(|| id.to_string());
        (id, code)
    };
    Ok(rows.into_iter().map(code).collect())
}
