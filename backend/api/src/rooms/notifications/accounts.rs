//! Whose account a person or an office is, read once for many notices.

use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{delegations, role_assignments, users};
use lamtheo_db::{Db, Outcome, valid_on};
use lamtheo_domain::access::Role;
use lamtheo_domain::kernel::ids::*;
use std::collections::HashMap;

/// Officers who act for a unit.
const OFFICERS: [Role; 4] = [
    Role::BranchSecretary,
    Role::UnitStaff,
    Role::UnitLeader,
    Role::ProvinceStaff,
];

/// Persons asked for in one statement.
const CHUNK: usize = 500;

/// Active accounts of officers on a day.
pub struct Accounts {
    today: NaiveDate,
    by_unit: HashMap<UnitId, Vec<(Role, UserId)>>,
}

impl Accounts {
    /// Of the officers of `units` on `today`.
    pub fn of_units(conn: &mut Db, units: &[UnitId], today: NaiveDate) -> Outcome<Self> {
        Self::load(conn, Some(units), today)
    }

    /// Of all officers on `today`.
    pub fn all(conn: &mut Db, today: NaiveDate) -> Outcome<Self> {
        Self::load(conn, None, today)
    }

    fn load(conn: &mut Db, units: Option<&[UnitId]>, today: NaiveDate) -> Outcome<Self> {
        let mut officers = role_assignments::table
            .inner_join(users::table.on(users::id.eq(role_assignments::user_id)))
            .filter(users::status.eq("active"))
            .filter(role_assignments::role.eq_any(OFFICERS))
            .filter(valid_on!(role_assignments, today))
            .select((
                role_assignments::unit_id,
                role_assignments::role,
                role_assignments::user_id,
            ))
            .into_boxed();
        if let Some(units) = units {
            officers = officers.filter(role_assignments::unit_id.eq_any(units.to_vec()));
        }
        let rows = officers.load(conn)?;
        Ok(Self::new(today, rows))
    }

    fn new(today: NaiveDate, rows: Vec<(UnitId, Role, UserId)>) -> Self {
        let mut by_unit: HashMap<UnitId, Vec<(Role, UserId)>> = HashMap::new();
        for (unit, role, user) in rows {
            by_unit.entry(unit).or_default().push((role, user));
        }
        Self { today, by_unit }
    }

    /// Who holds one of `roles` on exactly `unit`, each account once.
    pub fn on(&self, unit: &UnitId, roles: &[Role]) -> Vec<UserId> {
        let mut found: Vec<UserId> = self
            .by_unit
            .get(unit)
            .into_iter()
            .flatten()
            .filter(|(role, _)| roles.contains(role))
            .map(|(_, user)| user.clone())
            .collect();
        found.sort();
        found.dedup();
        found
    }

    /// Leaders and staff of a committee; of a chi bộ its secretary too.
    pub fn committee(&self, unit: &UnitId) -> Vec<UserId> {
        self.on(unit, &OFFICERS)
    }

    /// Deputies who act for the secretary of `unit` by delegation.
    pub fn deputies(&self, conn: &mut Db, unit: &UnitId) -> Outcome<Vec<UserId>> {
        Ok(delegations::table
            .inner_join(users::table.on(users::person_id.eq(delegations::to_person_id.nullable())))
            .filter(delegations::unit_id.eq(unit))
            .filter(delegations::valid_from.le(self.today))
            .filter(delegations::valid_to.gt(self.today))
            .filter(users::status.eq("active"))
            .select(users::id)
            .load(conn)?)
    }

    /// The accounts of persons.
    pub fn of_persons(
        conn: &mut Db,
        persons: &[PersonId],
    ) -> Outcome<HashMap<PersonId, Vec<UserId>>> {
        let mut found: HashMap<PersonId, Vec<UserId>> = HashMap::new();
        for part in persons.chunks(CHUNK) {
            let rows: Vec<(Option<PersonId>, UserId)> = users::table
                .filter(users::person_id.eq_any(part.to_vec()))
                .filter(users::status.eq("active"))
                .select((users::person_id, users::id))
                .load(conn)?;
            for (person, user) in rows {
                if let Some(person) = person {
                    found.entry(person).or_default().push(user);
                }
            }
        }
        Ok(found)
    }
}
