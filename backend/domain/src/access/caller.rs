//! The caller and the place of a unit, as the rules see them.

use super::{Action, Role};
use crate::kernel::ids::*;
use crate::unit::{ReportingMode, UnitKind, UnitLevel};

/// A role held on a unit today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The role.
    pub role: Role,
    /// The unit; the role is valid for its subtree.
    pub unit_id: UnitId,
    /// Held by a dated delegation instead of an assignment.
    pub deputy: bool,
}

/// Someone signed in, with everything read from the database for this request.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The account.
    pub user_id: UserId,
    /// The session.
    pub session_id: SessionId,
    /// The person behind the account.
    pub person_id: Option<PersonId>,
    /// Units the person belongs to today.
    pub home_units: Vec<UnitId>,
    /// Whether the person is a Party member today.
    pub party_member: bool,
    /// Roles held today, delegated ones included.
    pub assignments: Vec<Assignment>,
}

impl Caller {
    /// Whether some role of the caller holds `action` somewhere. The own session
    /// is everyone's, also of an account that has no role yet.
    pub fn holds(&self, action: Action) -> bool {
        action == Action::UseSession
            || self
                .assignments
                .iter()
                .any(|a| action.roles().contains(&a.role))
    }

    /// Whether the caller has `role` on exactly this unit.
    pub fn on(&self, role: Role, unit: &UnitId) -> bool {
        self.assignments
            .iter()
            .any(|a| a.role == role && a.unit_id == *unit)
    }

    /// Whether the caller acts for the secretary of this unit by delegation.
    pub fn deputy_on(&self, unit: &UnitId) -> bool {
        self.assignments
            .iter()
            .any(|a| a.deputy && a.unit_id == *unit)
    }

    /// Whether the caller has `role` on the unit or on one above it.
    pub fn over(&self, role: Role, place: &Place) -> bool {
        self.assignments
            .iter()
            .any(|a| a.role == role && place.line.contains(&a.unit_id))
    }

    /// Whether the caller has any of `roles` on the unit or on one above it.
    pub fn over_any(&self, roles: &[Role], place: &Place) -> bool {
        roles.iter().any(|role| self.over(*role, place))
    }

    /// Units on which the caller holds one of `roles`.
    pub fn units_of<'a>(&'a self, roles: &'a [Role]) -> impl Iterator<Item = &'a UnitId> {
        self.assignments
            .iter()
            .filter(|a| roles.contains(&a.role))
            .map(|a| &a.unit_id)
    }

    /// Whether the caller is this person.
    pub fn is(&self, person: Option<&PersonId>) -> bool {
        person.is_some() && self.person_id.as_ref() == person
    }

    /// Whether the unit is one the caller belongs to or holds a role on.
    pub fn belongs_to(&self, unit: &UnitId) -> bool {
        self.home_units.contains(unit) || self.assignments.iter().any(|a| a.unit_id == *unit)
    }
}

/// A unit's place in the tree on a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The unit.
    pub unit_id: UnitId,
    /// Its kind on the date.
    pub kind: UnitKind,
    /// Its level on the date.
    pub level: UnitLevel,
    /// How it reports on the date.
    pub reporting_mode: ReportingMode,
    /// Its direct superior, `None` for a top unit.
    pub parent_id: Option<UnitId>,
    /// For a body outside the Party: the committee of its own level.
    pub party_unit_id: Option<UnitId>,
    /// The unit itself and everything above it.
    pub line: Vec<UnitId>,
}

impl Place {
    /// The unit whose leader decides on this unit's collective records.
    pub fn approving_unit(&self) -> Option<&UnitId> {
        self.party_unit_id
            .as_ref()
            .filter(|_| self.kind.is_external())
            .or(self.parent_id.as_ref())
    }

    /// Whether `unit` is this unit or its direct superior.
    pub fn is_here_or_parent(&self, unit: &UnitId) -> bool {
        self.unit_id == *unit || self.parent_id.as_ref() == Some(unit)
    }
}
