//! Whose accounts an administrator keeps: a role is valid for the subtree of
//! its unit, so an account is in reach when every unit on which it holds a role
//! today or later, and every unit its person belongs to, lies in that subtree.

use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{memberships, role_assignments, unit_closure, users};
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::access::{Caller, Role};
use lamtheo_domain::kernel::ids::{PersonId, UnitId, UserId};

type Backend = <Db as Connection>::Backend;

/// The units on which the caller is an administrator.
pub fn own_units(caller: &Caller) -> Vec<String> {
    caller
        .units_of(&[Role::SystemAdmin])
        .map(ToString::to_string)
        .collect()
}

/// Those units and everything below them on `day`.
#[diesel::dsl::auto_type]
pub fn below(units: Vec<String>, day: NaiveDate) -> _ {
    unit_closure::table
        .filter(unit_closure::ancestor_id.eq_any(units))
        .filter(unit_closure::valid_from.le(day))
        .filter(
            unit_closure::valid_to
                .is_null()
                .or(unit_closure::valid_to.gt(day)),
        )
        .select(unit_closure::descendant_id)
}

/// Accounts with a role, held or to come, on a unit out of reach.
#[diesel::dsl::auto_type(no_type_alias)]
fn serving_elsewhere(units: Vec<String>, day: NaiveDate) -> _ {
    let reached: below = below(units, day);
    role_assignments::table
        .filter(
            role_assignments::valid_to
                .is_null()
                .or(role_assignments::valid_to.gt(day)),
        )
        .filter(role_assignments::unit_id.ne_all(reached))
        .select(role_assignments::user_id)
}

/// Persons who belong to a unit out of reach.
#[diesel::dsl::auto_type(no_type_alias)]
fn belonging_elsewhere(units: Vec<String>, day: NaiveDate) -> _ {
    let reached: below = below(units, day);
    memberships::table
        .filter(
            memberships::valid_to
                .is_null()
                .or(memberships::valid_to.gt(day)),
        )
        .filter(memberships::unit_id.ne_all(reached))
        .select(memberships::person_id.nullable())
}

/// The accounts in reach of the caller.
pub fn accounts<'a>(caller: &Caller, day: NaiveDate) -> users::BoxedQuery<'a, Backend> {
    let units = own_units(caller);
    users::table
        .filter(users::id.ne_all(serving_elsewhere(units.clone(), day)))
        .filter(
            users::person_id
                .is_null()
                .or(users::person_id.ne_all(belonging_elsewhere(units, day))),
        )
        .into_boxed()
}

/// Whether the account is in reach.
pub fn has_account(conn: &mut Db, caller: &Caller, id: &UserId, day: NaiveDate) -> Outcome<bool> {
    let found: i64 = accounts(caller, day)
        .filter(users::id.eq(id.as_str().to_owned()))
        .count()
        .get_result(conn)?;
    Ok(found == 1)
}

/// Whether the unit is in reach.
pub fn has_unit(conn: &mut Db, caller: &Caller, id: &UnitId, day: NaiveDate) -> Outcome<bool> {
    let found: i64 = below(own_units(caller), day)
        .filter(unit_closure::descendant_id.eq(id.as_str()))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// Whether the person belongs to no unit out of reach.
pub fn has_person(conn: &mut Db, caller: &Caller, id: &PersonId, day: NaiveDate) -> Outcome<bool> {
    let elsewhere: i64 = belonging_elsewhere(own_units(caller), day)
        .filter(memberships::person_id.eq(id.as_str()))
        .count()
        .get_result(conn)?;
    Ok(elsewhere == 0)
}
