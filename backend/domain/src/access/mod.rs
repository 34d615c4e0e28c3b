//! Who may do what: roles, relations and decisions about one record. Deny by
//! default; nothing outside this module decides.

mod actions;
mod caller;
mod counts;
mod delegation;
mod issues;
mod reach;
mod records;

pub use actions::{Action, Held};
pub use caller::{Assignment, Caller, Place};
pub use counts::may_read_counts;
pub use delegation::may_delegate;
pub use issues::{
    IssueFacts, may_decide_issue, may_post_update, may_read_issue, may_settle_extension,
    may_write_issue,
};
pub use reach::Reach;
pub use records::{
    Citation, Decider, RecordFacts, decider, may_decide, may_delete_draft, may_read, may_write,
};

/// One marker type per action, for the extractor `Allowed<SubmitRegistration>`.
pub mod held {
    pub use super::actions::markers::*;
}

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

impl Role {
    /// Roles with the short sessions and the second factor of staff.
    pub const fn is_staff(self) -> bool {
        !matches!(self, Self::Member | Self::BranchSecretary)
    }
}
