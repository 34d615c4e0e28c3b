//! Who names a deputy for the secretary of a chi bộ.

use super::{Caller, Place, Role};

/// Whether the caller may name and end a deputy of the unit at `place`: its
/// secretary (never a deputy), or the leader or staff of the unit above. A unit
/// that is no chi bộ has no such deputy; its own staff are told so by the rules.
pub fn may_delegate(caller: &Caller, place: &Place) -> bool {
    let secretary = caller
        .assignments
        .iter()
        .any(|a| a.role == Role::BranchSecretary && a.unit_id == place.unit_id && !a.deputy);
    let officer = |unit| caller.on(Role::UnitLeader, unit) || caller.on(Role::UnitStaff, unit);
    secretary
        || place.parent_id.as_ref().is_some_and(officer)
        || (!place.kind.is_branch() && officer(&place.unit_id))
}
