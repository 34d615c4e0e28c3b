//! Brings together what the access rules need to know of a record.

use super::store::{PledgeRow, RegistrationRow};
use crate::rooms::org_units::{self, Standing};
use chrono::NaiveDate;
use diesel::dsl::auto_type;
use diesel::prelude::*;
use lamtheo_db::schema::{role_assignments, users};
use lamtheo_db::{Db, Failure, Outcome, valid_on};
use lamtheo_domain::access::{Caller, Place, RecordFacts, Role, may_read};
use lamtheo_domain::kernel::{Refusal, ids::*};
use lamtheo_domain::registration::{RegistrationStatus, Visibility};
use std::collections::HashMap;

/// Places and officers, read once per unit within one request.
pub(super) struct Facts {
    today: NaiveDate,
    standings: HashMap<UnitId, Standing>,
    officers: HashMap<UnitId, Vec<(PersonId, Role)>>,
}

impl Facts {
    /// Facts as of the business date `today`.
    pub fn on(today: NaiveDate) -> Self {
        Self {
            today,
            standings: HashMap::new(),
            officers: HashMap::new(),
        }
    }

    /// The facts of a registration.
    pub fn of(&mut self, conn: &mut Db, row: &RegistrationRow) -> Outcome<RecordFacts> {
        let place = self.place(conn, &row.unit_id)?;
        let subject_is_officer = match &row.person_id {
            Some(person) => self.is_officer(conn, &place, person)?,
            None => false,
        };
        Ok(RecordFacts {
            subject_kind: row.subject_kind,
            person_id: row.person_id.clone(),
            membership: row.membership,
            place,
            status: row.status,
            visibility: effective_visibility(row),
            entered_by: row.entered_by.clone(),
            subject_is_officer,
            reported_by: None,
        })
    }

    /// The facts of a row within the caller's reach; outside of it, it is not there.
    pub fn readable(
        &mut self,
        conn: &mut Db,
        caller: &Caller,
        row: &RegistrationRow,
    ) -> Outcome<RecordFacts> {
        let facts = self.of(conn, row)?;
        if may_read(caller, &facts) {
            Ok(facts)
        } else {
            Err(Refusal::not_found().into())
        }
    }

    /// Reads at once what the facts of all these rows will ask for.
    pub fn prepare(&mut self, conn: &mut Db, rows: &[&RegistrationRow]) -> Outcome<()> {
        let mut units: Vec<UnitId> = rows.iter().map(|r| r.unit_id.clone()).collect();
        units.sort();
        units.dedup();
        self.standings = org_units::last_standings(conn, &units, self.today)?;
        self.officers = units.iter().map(|u| (u.clone(), Vec::new())).collect();
        for (unit, person, role) in officers_of(conn, &units, self.today)? {
            self.officers.entry(unit).or_default().push((person, role));
        }
        Ok(())
    }

    /// The place of a unit.
    pub fn place(&mut self, conn: &mut Db, unit: &UnitId) -> Outcome<Place> {
        Ok(self.standing(conn, unit)?.place.clone())
    }

    /// The unit's name today.
    pub fn unit_name(&mut self, conn: &mut Db, unit: &UnitId) -> Outcome<String> {
        Ok(self.standing(conn, unit)?.name.clone())
    }

    fn standing(&mut self, conn: &mut Db, unit: &UnitId) -> Outcome<&Standing> {
        if !self.standings.contains_key(unit) {
            let found = match org_units::standing(conn, unit, self.today)? {
                Some(found) => found,
                None => org_units::last_standings(conn, std::slice::from_ref(unit), self.today)?
                    .remove(unit)
                    .ok_or_else(|| Failure::from(Refusal::not_found()))?,
            };
            self.standings.insert(unit.clone(), found);
        }
        self.standings
            .get(unit)
            .ok_or_else(|| Failure::defect("a unit's standing was not kept"))
    }

    fn is_officer(&mut self, conn: &mut Db, place: &Place, person: &PersonId) -> Outcome<bool> {
        let wanted = office(place);
        if !self.officers.contains_key(&place.unit_id) {
            let rows = officers_on(conn, &place.unit_id, self.today)?;
            self.officers.insert(place.unit_id.clone(), rows);
        }
        let officers = self.officers.get(&place.unit_id);
        Ok(officers.is_some_and(|all| all.iter().any(|(p, role)| p == person && *role == wanted)))
    }
}

/// The role of whoever decides for the persons of the unit at `place`.
pub(super) fn office(place: &Place) -> Role {
    if place.kind.is_branch() {
        Role::BranchSecretary
    } else {
        Role::UnitLeader
    }
}

/// The officers of one unit: one cached statement, for every single read asks it.
fn officers_on(conn: &mut Db, unit: &UnitId, today: NaiveDate) -> Outcome<Vec<(PersonId, Role)>> {
    let rows = role_assignments::table
        .inner_join(users::table.on(users::id.eq(role_assignments::user_id)))
        .filter(role_assignments::unit_id.eq(unit))
        .filter(is_one_of(Role::BranchSecretary, Role::UnitLeader))
        .filter(valid_on!(role_assignments, today))
        .filter(users::person_id.is_not_null())
        .select((users::person_id.assume_not_null(), role_assignments::role))
        .load(conn)?;
    Ok(rows)
}

/// The officers of several units.
fn officers_of(
    conn: &mut Db,
    units: &[UnitId],
    today: NaiveDate,
) -> Outcome<Vec<(UnitId, PersonId, Role)>> {
    let rows = role_assignments::table
        .inner_join(users::table.on(users::id.eq(role_assignments::user_id)))
        .filter(role_assignments::unit_id.eq_any(units))
        .filter(is_one_of(Role::BranchSecretary, Role::UnitLeader))
        .filter(valid_on!(role_assignments, today))
        .filter(users::person_id.is_not_null())
        .select((
            role_assignments::unit_id,
            users::person_id.assume_not_null(),
            role_assignments::role,
        ))
        .load(conn)?;
    Ok(rows)
}

#[auto_type]
fn is_one_of(one: Role, other: Role) -> _ {
    let first = role_assignments::role.eq(one);
    first.or(role_assignments::role.eq(other))
}

/// The widest visibility that holds: internal until approved; heads' and
/// committee members' registrations are party_wide from then on.
pub(super) fn effective_visibility(row: &RegistrationRow) -> Visibility {
    let approved = matches!(
        row.status,
        RegistrationStatus::Approved | RegistrationStatus::Closed
    );
    if !approved {
        return Visibility::Internal;
    }
    if row.visibility == Visibility::Internal
        && row.person_id.is_some()
        && row.position_group.is_party_wide()
    {
        return Visibility::PartyWide;
    }
    row.visibility
}

/// Loads a record's facts; out of the caller's scope it is not there.
pub(super) fn readable(
    conn: &mut Db,
    caller: &Caller,
    today: NaiveDate,
    row: &RegistrationRow,
) -> Outcome<RecordFacts> {
    Facts::on(today).readable(conn, caller, row)
}

/// Whether the caller, who may read the registration, may read this pledge of it.
pub(super) fn reads_pledge(caller: &Caller, facts: &RecordFacts, pledge: &PledgeRow) -> bool {
    is_shown(pledge) || reads_all(caller, facts)
}

/// Whether a pledge is shown to more than those who are near.
fn is_shown(pledge: &PledgeRow) -> bool {
    pledge.visibility != Visibility::Internal || is_leader(pledge)
}

fn is_leader(pledge: &PledgeRow) -> bool {
    pledge.membership.is_some() && pledge.position_group.is_party_wide()
}

/// Whether the caller reads the record for another reason than its visibility.
fn reads_all(caller: &Caller, facts: &RecordFacts) -> bool {
    let mut narrow = facts.clone();
    narrow.visibility = Visibility::Internal;
    may_read(caller, &narrow)
}
