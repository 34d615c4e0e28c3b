//! The units whose records a caller may list.

use super::{Caller, Place, Role};
use crate::kernel::ids::*;

/// Units below which everything is in reach, and units that are in reach alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    /// These units and everything below them.
    pub below: Vec<UnitId>,
    /// Exactly these units.
    pub exactly: Vec<UnitId>,
}

impl Reach {
    /// What the caller's roles reach: `wide` roles over the subtree, `narrow`
    /// ones on their own unit.
    pub fn of(caller: &Caller, wide: &[Role], narrow: &[Role]) -> Self {
        Self {
            below: caller.units_of(wide).cloned().collect(),
            exactly: caller.units_of(narrow).cloned().collect(),
        }
    }

    /// Who reads the roll of persons: secretaries, staff, leaders and inspectors
    /// over their subtree, the system administrator to open accounts.
    pub fn of_roll(caller: &Caller) -> Self {
        const WIDE: [Role; 6] = [
            Role::BranchSecretary,
            Role::UnitStaff,
            Role::UnitLeader,
            Role::Inspector,
            Role::ProvinceStaff,
            Role::SystemAdmin,
        ];
        Self::of(caller, &WIDE, &[])
    }

    /// Who reads delegations: as the roll, and everyone those of the own unit.
    pub fn of_delegations(caller: &Caller) -> Self {
        let mut reach = Self::of_roll(caller);
        reach
            .exactly
            .extend(caller.units_of(&[Role::Member]).cloned());
        reach.exactly.extend(caller.home_units.iter().cloned());
        reach
    }

    /// Whether the unit at this place is in reach.
    pub fn contains(&self, place: &Place) -> bool {
        self.exactly.contains(&place.unit_id)
            || place.line.iter().any(|unit| self.below.contains(unit))
    }
}
