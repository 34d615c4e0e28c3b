//! The dated roll: who belongs where, in which position, obliged or not.

use crate::text_enum;

text_enum! {
    /// Kind of a person in the Party's sense.
    MemberKind {
        Official = "official",
        Probationary = "probationary",
        NonMember = "non_member",
    }
}

impl MemberKind {
    /// The statistical dimension: probationary members are Party members.
    pub const fn membership(self) -> Membership {
        match self {
            Self::Official | Self::Probationary => Membership::PartyMember,
            Self::NonMember => Membership::NonMember,
        }
    }
}

text_enum! {
    /// Statistical dimension `membership` of individuals.
    Membership {
        PartyMember = "party_member",
        NonMember = "non_member",
    }
}

text_enum! {
    /// Group of the position a person holds.
    PositionGroup {
        Head = "head",
        StandingCommittee = "standing_committee",
        CommitteeMember = "committee_member",
        KeyCadre = "key_cadre",
        None = "none",
    }
}

impl PositionGroup {
    /// Registrations of heads and committee members are party_wide once approved.
    pub const fn is_party_wide(self) -> bool {
        matches!(
            self,
            Self::Head | Self::StandingCommittee | Self::CommitteeMember
        )
    }
}
