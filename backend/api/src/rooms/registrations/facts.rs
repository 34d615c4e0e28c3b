//! Brings together what the access rules need to know of a record.

use super::store::RegistrationRow;
use crate::rooms::org_units;
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{role_assignments, users};
use lamtheo_db::{Db, Failure, Outcome};
use lamtheo_domain::access::{Caller, Place, RecordFacts, Role, may_read};
use lamtheo_domain::kernel::{Refusal, ids::*};
use lamtheo_domain::registration::{RegistrationStatus, Visibility};
use std::collections::HashMap;

/// Places and officers, read once per unit within one request.
pub(super) struct Facts {
    today: NaiveDate,
    places: HashMap<UnitId, Place>,
    officers: HashMap<UnitId, Vec<(PersonId, Role)>>,
}

impl Facts {
    /// Facts as of the business date `today`.
    pub fn on(today: NaiveDate) -> Self {
        Self {
            today,
            places: HashMap::new(),
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

    /// The place of a unit; a unit that has ended keeps its last place.
    pub fn place(&mut self, conn: &mut Db, unit: &UnitId) -> Outcome<Place> {
        if let Some(place) = self.places.get(unit) {
            return Ok(place.clone());
        }
        let place = org_units::place(conn, unit, self.today)?
            .ok_or_else(|| Failure::from(Refusal::not_found()))?;
        self.places.insert(unit.clone(), place.clone());
        Ok(place)
    }

    fn is_officer(&mut self, conn: &mut Db, place: &Place, person: &PersonId) -> Outcome<bool> {
        let wanted = office(place);
        if !self.officers.contains_key(&place.unit_id) {
            let rows = officers_of(conn, &place.unit_id, self.today)?;
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

fn officers_of(conn: &mut Db, unit: &UnitId, today: NaiveDate) -> Outcome<Vec<(PersonId, Role)>> {
    let rows = role_assignments::table
        .inner_join(users::table.on(users::id.eq(role_assignments::user_id)))
        .filter(role_assignments::unit_id.eq(unit))
        .filter(role_assignments::role.eq_any([Role::BranchSecretary, Role::UnitLeader]))
        .filter(role_assignments::valid_from.le(today))
        .filter(
            role_assignments::valid_to
                .is_null()
                .or(role_assignments::valid_to.gt(today)),
        )
        .filter(users::person_id.is_not_null())
        .select((users::person_id, role_assignments::role))
        .load::<(Option<PersonId>, Role)>(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(person, role)| Some((person?, role)))
        .collect())
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
    let facts = Facts::on(today).of(conn, row)?;
    if may_read(caller, &facts) {
        Ok(facts)
    } else {
        Err(Refusal::not_found().into())
    }
}
