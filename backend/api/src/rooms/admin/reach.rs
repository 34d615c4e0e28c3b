//! How far an administrator reaches: the accounts and roles of the own unit's
//! subtree. An account is reached when every unit it has to do with is below:
//! whoever resets it could act with all its roles. An account that has to do
//! with no unit yet is reached from a top unit only.

use chrono::NaiveDate;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use lamtheo_db::schema::{memberships, role_assignments, unit_closure, unit_parents, users};
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::access::{Caller, Role};
use lamtheo_domain::kernel::ids::{PersonId, UnitId, UserId};

use super::store::UserRow;

/// The units an administrator stands on, on a day.
pub struct Reach {
    units: Vec<String>,
    on_top: bool,
    day: NaiveDate,
}

impl Reach {
    /// The caller's reach on `day`.
    pub fn of(conn: &mut Db, caller: &Caller, day: NaiveDate) -> Outcome<Self> {
        let units: Vec<String> = caller
            .units_of(&[Role::SystemAdmin])
            .map(ToString::to_string)
            .collect();
        let below_another: Vec<String> = unit_parents::table
            .filter(unit_parents::unit_id.eq_any(&units))
            .filter(unit_parents::valid_from.le(day))
            .filter(
                unit_parents::valid_to
                    .is_null()
                    .or(unit_parents::valid_to.gt(day)),
            )
            .select(unit_parents::unit_id)
            .load(conn)?;
        let on_top = units.iter().any(|unit| !below_another.contains(unit));
        Ok(Self { units, on_top, day })
    }

    /// Whether the unit is below.
    pub fn unit(&self, conn: &mut Db, unit: &UnitId) -> Outcome<bool> {
        self.all_below(conn, &[unit.to_string()])
    }

    /// Whether every unit that the account has to do with is below.
    pub fn user(&self, conn: &mut Db, row: &UserRow) -> Outcome<bool> {
        let mut units = self.units_of_roles(conn, &row.id)?;
        if let Some(person) = &row.person_id {
            units.extend(self.homes(conn, person)?);
        }
        self.all_below(conn, &units)
    }

    /// Whether the person belongs to units below and to no other.
    pub fn person(&self, conn: &mut Db, person: &PersonId) -> Outcome<bool> {
        let units = self.homes(conn, person)?;
        self.all_below(conn, &units)
    }

    /// Whether an account that has to do with no unit is reached.
    pub const fn unplaced(&self) -> bool {
        self.on_top
    }

    fn all_below(&self, conn: &mut Db, units: &[String]) -> Outcome<bool> {
        if units.is_empty() {
            return Ok(self.on_top);
        }
        let below: Vec<String> = unit_closure::table
            .filter(unit_closure::ancestor_id.eq_any(&self.units))
            .filter(unit_closure::descendant_id.eq_any(units))
            .filter(unit_closure::valid_from.le(self.day))
            .filter(
                unit_closure::valid_to
                    .is_null()
                    .or(unit_closure::valid_to.gt(self.day)),
            )
            .select(unit_closure::descendant_id)
            .load(conn)?;
        Ok(units.iter().all(|unit| below.contains(unit)))
    }

    /// Units of the roles held now or later.
    fn units_of_roles(&self, conn: &mut Db, user: &UserId) -> Outcome<Vec<String>> {
        Ok(role_assignments::table
            .filter(role_assignments::user_id.eq(user.as_str()))
            .filter(
                role_assignments::valid_to
                    .is_null()
                    .or(role_assignments::valid_to.gt(self.day)),
            )
            .select(role_assignments::unit_id)
            .load(conn)?)
    }

    fn homes(&self, conn: &mut Db, person: &PersonId) -> Outcome<Vec<String>> {
        Ok(memberships::table
            .filter(memberships::person_id.eq(person.as_str()))
            .filter(memberships::valid_from.le(self.day))
            .filter(
                memberships::valid_to
                    .is_null()
                    .or(memberships::valid_to.gt(self.day)),
            )
            .select(memberships::unit_id)
            .load(conn)?)
    }

    /// The accounts that are reached, as a filter of lists.
    pub fn users<'a>(&self, query: Users<'a>) -> Users<'a> {
        let (units, day) = (&self.units, self.day);
        let query = query
            .filter(not(exists(
                roles_of_user(day).filter(not(exists(role_unit_below(units.clone(), day)))),
            )))
            .filter(not(exists(
                homes_of_user(day).filter(not(exists(home_unit_below(units.clone(), day)))),
            )));
        if self.on_top {
            return query;
        }
        query.filter(exists(roles_of_user(day)).or(exists(homes_of_user(day))))
    }

    /// The role assignments that are reached, as a filter of lists.
    pub fn roles<'a>(&self, query: Roles<'a>) -> Roles<'a> {
        query.filter(exists(role_unit_below(self.units.clone(), self.day)))
    }
}

type Backend = <Db as Connection>::Backend;
/// A query over accounts that is being put together.
pub type Users<'a> = users::BoxedQuery<'a, Backend>;
/// A query over role assignments that is being put together.
pub type Roles<'a> = role_assignments::BoxedQuery<'a, Backend>;

#[diesel::dsl::auto_type(no_type_alias)]
fn roles_of_user(day: NaiveDate) -> _ {
    role_assignments::table
        .filter(role_assignments::user_id.eq(users::id))
        .filter(
            role_assignments::valid_to
                .is_null()
                .or(role_assignments::valid_to.gt(day)),
        )
}

#[diesel::dsl::auto_type(no_type_alias)]
fn homes_of_user(day: NaiveDate) -> _ {
    memberships::table
        .filter(memberships::person_id.nullable().eq(users::person_id))
        .filter(memberships::valid_from.le(day))
        .filter(
            memberships::valid_to
                .is_null()
                .or(memberships::valid_to.gt(day)),
        )
}

#[diesel::dsl::auto_type(no_type_alias)]
fn role_unit_below(units: Vec<String>, day: NaiveDate) -> _ {
    unit_closure::table
        .filter(unit_closure::ancestor_id.eq_any(units))
        .filter(unit_closure::descendant_id.eq(role_assignments::unit_id))
        .filter(unit_closure::valid_from.le(day))
        .filter(
            unit_closure::valid_to
                .is_null()
                .or(unit_closure::valid_to.gt(day)),
        )
}

#[diesel::dsl::auto_type(no_type_alias)]
fn home_unit_below(units: Vec<String>, day: NaiveDate) -> _ {
    unit_closure::table
        .filter(unit_closure::ancestor_id.eq_any(units))
        .filter(unit_closure::descendant_id.eq(memberships::unit_id))
        .filter(unit_closure::valid_from.le(day))
        .filter(
            unit_closure::valid_to
                .is_null()
                .or(unit_closure::valid_to.gt(day)),
        )
}
