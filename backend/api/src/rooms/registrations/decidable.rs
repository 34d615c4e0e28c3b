//! What awaits the caller's decision, as a filter of lists. The rule is
//! [`may_decide`] itself: it is asked once for every unit near the caller and
//! every kind of subject, and the answers become a condition of the database,
//! so that pages and totals are exact. The set is that of the records whose
//! `allowed_actions` hold `approve` or `verify`: also what the caller may
//! decide only by citing a meeting or a document.

use crate::rooms::org_units;
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::programme_years;
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::access::{Caller, Citation, Place, RecordFacts, Role, may_decide};
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::programme::ProgrammeStatus;
use lamtheo_domain::registration::{RegistrationStatus, SubjectKind, Visibility};
use lamtheo_domain::roll::Membership;

/// Whoever records decisions.
const DECIDERS: &[Role] = &[
    Role::BranchSecretary,
    Role::UnitStaff,
    Role::UnitLeader,
    Role::ProvinceStaff,
];

/// Persons of one kind for whom the caller decides.
pub(super) struct Persons {
    /// Party members, or everybody else.
    pub members: bool,
    /// The officers of their units, or everybody else.
    pub officers: bool,
    /// The role that makes an officer of a unit's person.
    pub office: Role,
    /// Their units.
    pub units: Vec<UnitId>,
}

/// Subjects for whom the caller decides, by unit.
pub(super) struct Decidable {
    /// Business date.
    pub today: NaiveDate,
    /// The caller: nobody decides on the own record.
    pub own: Option<PersonId>,
    /// Units for whose collective the caller decides.
    pub collectives: Vec<UnitId>,
    /// Persons for whom the caller decides.
    pub persons: Vec<Persons>,
    /// Years that are open.
    pub open_years: Vec<i32>,
    /// Years that are not closed.
    pub working_years: Vec<i32>,
}

impl Decidable {
    /// What `caller` decides today.
    pub fn of(conn: &mut Db, caller: &Caller, today: NaiveDate) -> Outcome<Self> {
        let years: Vec<(i32, ProgrammeStatus)> = programme_years::table
            .select((programme_years::year, programme_years::status))
            .load(conn)?;
        let years_that = |fits: fn(ProgrammeStatus) -> bool| {
            let fitting = years.iter().filter(|(_, status)| fits(*status));
            fitting.map(|(year, _)| *year).collect()
        };
        let mut decidable = Self {
            today,
            own: caller.person_id.clone(),
            collectives: Vec::new(),
            persons: Vec::new(),
            open_years: years_that(|status| status == ProgrammeStatus::Open),
            working_years: years_that(|status| status != ProgrammeStatus::Closed),
        };
        // A unit that is not there today, planned or ended, has no record to decide on.
        let near = near(conn, caller, today)?;
        let standings = org_units::standings(conn, &near, today)?;
        for unit in near.iter().filter_map(|unit| standings.get(unit)) {
            decidable.ask(caller, &unit.place);
        }
        Ok(decidable)
    }

    /// Asks the rule for every kind of subject of the unit at `place`.
    fn ask(&mut self, caller: &Caller, place: &Place) {
        if decides(caller, place, None, false) {
            self.collectives.push(place.unit_id.clone());
        }
        for members in [true, false] {
            for officers in [true, false] {
                let membership = if members {
                    Membership::PartyMember
                } else {
                    Membership::NonMember
                };
                if decides(caller, place, Some(membership), officers) {
                    self.add(members, officers, place);
                }
            }
        }
    }

    fn add(&mut self, members: bool, officers: bool, place: &Place) {
        let office = super::facts::office(place);
        let same =
            |p: &&mut Persons| (p.members, p.officers, p.office) == (members, officers, office);
        match self.persons.iter_mut().find(same) {
            Some(persons) => persons.units.push(place.unit_id.clone()),
            None => self.persons.push(Persons {
                members,
                officers,
                office,
                units: vec![place.unit_id.clone()],
            }),
        }
    }
}

/// The units on whose records the caller could decide: where a role is held,
/// what is directly below, and the bodies attached to it.
fn near(conn: &mut Db, caller: &Caller, today: NaiveDate) -> Outcome<Vec<UnitId>> {
    let mut near: Vec<UnitId> = caller.units_of(DECIDERS).cloned().collect();
    let attached = org_units::attached_to(conn, &near, today)?;
    for unit in near.clone() {
        near.extend(org_units::direct_below(conn, &unit, today)?);
    }
    near.extend(attached);
    near.sort();
    near.dedup();
    Ok(near)
}

/// Whether the caller may decide, given whatever a decision can cite.
fn decides(caller: &Caller, place: &Place, membership: Option<Membership>, officer: bool) -> bool {
    let facts = RecordFacts {
        subject_kind: match membership {
            Some(_) => SubjectKind::Individual,
            None => SubjectKind::Collective,
        },
        person_id: None,
        membership,
        place: place.clone(),
        status: RegistrationStatus::Submitted,
        visibility: Visibility::Internal,
        entered_by: caller.user_id.clone(),
        subject_is_officer: officer,
        reported_by: None,
    };
    let anything = Citation {
        meeting: true,
        document: true,
    };
    may_decide(caller, &facts, anything).is_ok()
}
