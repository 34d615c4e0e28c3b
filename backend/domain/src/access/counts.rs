//! Who may read counts: everyone over the own subtree, no names in them.

use super::{Action, Caller, Place};
use crate::unit::UnitLevel;

/// Whether the caller may read `action`'s counts of the unit at `place`: it lies
/// below a unit on which a role of the caller holds `action`, or it is a unit
/// outside the province's tree that is named only in reported figures.
pub fn may_read_counts(caller: &Caller, action: Action, place: &Place) -> bool {
    let named_in_figures = place.level == UnitLevel::External && place.line.len() == 1;
    named_in_figures
        || caller
            .units_of(action.roles())
            .any(|unit| place.line.contains(unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Assignment, Role};
    use crate::kernel::ids::*;
    use crate::unit::{ReportingMode, UnitKind};

    fn unit(name: &str) -> UnitId {
        UnitId::from_trusted(name)
    }

    fn place(line: &[&str], level: UnitLevel) -> Place {
        Place {
            unit_id: unit(line[0]),
            kind: UnitKind::Branch,
            level,
            reporting_mode: ReportingMode::Records,
            parent_id: line.get(1).map(|above| unit(above)),
            party_unit_id: None,
            line: line.iter().map(|name| unit(name)).collect(),
        }
    }

    fn caller(role: Role, on: &str) -> Caller {
        Caller {
            user_id: UserId::from_trusted("user"),
            session_id: SessionId::from_trusted("session"),
            person_id: None,
            home_units: Vec::new(),
            party_member: true,
            assignments: vec![Assignment {
                role,
                unit_id: unit(on),
                deputy: false,
            }],
        }
    }

    #[test]
    fn every_role_reads_the_counts_below_itself_only() {
        let commune = place(&["C", "D", "P"], UnitLevel::Grassroots);
        let outside = place(&["X"], UnitLevel::External);
        let association = place(&["H", "C"], UnitLevel::External);
        for &role in Role::ALL {
            let holds = Action::ReadStatistics.roles().contains(&role);
            for (on, over) in [
                ("C", true),
                ("D", true),
                ("P", true),
                ("B", false),
                ("D2", false),
            ] {
                let read = may_read_counts(&caller(role, on), Action::ReadStatistics, &commune);
                assert_eq!(read, holds && over, "{role} on {on}");
            }
            let elsewhere = caller(role, "D2");
            assert!(may_read_counts(
                &elsewhere,
                Action::ReadStatistics,
                &outside
            ));
            assert!(!may_read_counts(
                &elsewhere,
                Action::ReadStatistics,
                &association
            ));
        }
    }
}
