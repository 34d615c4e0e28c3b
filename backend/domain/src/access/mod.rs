//! Who may do what: roles, relations and decisions about one record.

use crate::text_enum;

text_enum! {
    /// Role of an account on a unit; valid for the unit's subtree.
    Role {
        Member = "member",
        BranchSecretary = "branch_secretary",
        UnitStaff = "unit_staff",
        UnitLeader = "unit_leader",
        Inspector = "inspector",
        ProvinceStaff = "province_staff",
        SystemAdmin = "system_admin",
        Integrator = "integrator",
    }
}
