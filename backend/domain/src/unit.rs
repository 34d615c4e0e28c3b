//! Units (tổ chức đảng, đơn vị): levels, kinds and what follows from them.

use crate::text_enum;

text_enum! {
    /// Level of a unit in the tree; dated.
    UnitLevel {
        Province = "province",
        District = "district",
        Commune = "commune",
        Grassroots = "grassroots",
        Sectional = "sectional",
        Branch = "branch",
        External = "external",
    }
}

text_enum! {
    /// Kind of a unit; dated.
    UnitKind {
        ProvincialCommittee = "provincial_committee",
        DistrictCommittee = "district_committee",
        CommuneCommittee = "commune_committee",
        DirectlyAffiliatedCommittee = "directly_affiliated_committee",
        GrassrootsCommittee = "grassroots_committee",
        GrassrootsBranch = "grassroots_branch",
        SectionalCommittee = "sectional_committee",
        Branch = "branch",
        PartyGroup = "party_group",
        MassOrganization = "mass_organization",
        Agency = "agency",
        Community = "community",
    }
}

impl UnitKind {
    /// Whether the unit is a chi bộ, whose meeting passes its members' records.
    pub const fn is_branch(self) -> bool {
        matches!(self, Self::Branch | Self::GrassrootsBranch)
    }

    /// Whether the unit is a body outside the Party (Mặt trận, agency, community):
    /// its collective is approved by the committee of its own level.
    pub const fn is_external(self) -> bool {
        matches!(
            self,
            Self::MassOrganization | Self::Agency | Self::Community
        )
    }

    /// Whether units of this kind are obliged to register as a collective: every
    /// Party organisation; a tổ đảng is no level of registration.
    pub const fn registers_as_collective(self) -> bool {
        !self.is_external() && !matches!(self, Self::PartyGroup)
    }
}

text_enum! {
    /// How a unit reports: with records, or with totals only (army, police).
    ReportingMode {
        Records = "records",
        AggregateOnly = "aggregate_only",
    }
}
