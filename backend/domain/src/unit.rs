//! Units (tổ chức đảng, đơn vị): levels, kinds and what follows from them.

use crate::kernel::{Faults, Refusal};
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

/// Most characters of a unit's name.
const NAME_MAX: usize = 300;
/// Most characters of an official code and of the name of its system.
const CODE_MAX: usize = 50;

impl UnitLevel {
    /// How far down the tree the level stands; bodies outside the Party last.
    pub const fn depth(self) -> u8 {
        match self {
            Self::Province => 0,
            Self::District | Self::Commune => 1,
            Self::Grassroots => 2,
            Self::Sectional => 3,
            Self::Branch => 4,
            Self::External => 5,
        }
    }
}

/// What a unit is called and what it is, during one dated period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitProfile {
    /// `Đảng bộ …`, `Chi bộ …`.
    pub name: String,
    /// `… ủy`: the body that decides.
    pub committee_name: String,
    /// For narrow places.
    pub short_name: String,
    /// Kind.
    pub kind: UnitKind,
    /// Level.
    pub level: UnitLevel,
    /// How it reports.
    pub reporting_mode: ReportingMode,
}

/// What the rules need to know of the unit above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Above {
    /// Its level.
    pub level: UnitLevel,
    /// How it reports.
    pub reporting_mode: ReportingMode,
}

/// Checks the texts and the fit of kind and level, and gives the profile cleaned.
///
/// # Errors
/// 422 with every broken field.
pub fn check_profile(profile: UnitProfile) -> Result<UnitProfile, Refusal> {
    let mut faults = Faults::default();
    let outside = profile.level == UnitLevel::External;
    let fits = if profile.kind.is_branch() {
        matches!(profile.level, UnitLevel::Branch | UnitLevel::Grassroots)
    } else {
        profile.kind.is_external() == outside
    };
    faults.require(
        fits,
        "/level",
        "level_does_not_fit_kind",
        "Cấp của đơn vị không phù hợp với loại hình tổ chức",
    );
    let checked = UnitProfile {
        name: faults.line("/name", &profile.name, NAME_MAX),
        committee_name: faults.line("/committee_name", &profile.committee_name, NAME_MAX),
        short_name: faults.line("/short_name", &profile.short_name, NAME_MAX),
        ..profile
    };
    faults.finish(checked)
}

/// Checks that a unit may stand directly below another.
///
/// # Errors
/// 422 `parent_aggregate_only` or `parent_level_too_low`.
pub fn check_parent(level: UnitLevel, above: Above) -> Result<(), Refusal> {
    if above.reporting_mode == ReportingMode::AggregateOnly {
        return Err(Refusal::invalid(
            "parent_aggregate_only",
            "Đơn vị cấp trên chỉ báo cáo số liệu tổng hợp, không có đơn vị trực thuộc trên hệ thống",
        ));
    }
    if above.level.depth() > level.depth() || level == UnitLevel::Province {
        return Err(Refusal::invalid(
            "parent_level_too_low",
            "Đơn vị cấp trên phải có cấp cao hơn hoặc ngang với đơn vị trực thuộc",
        ));
    }
    Ok(())
}

/// Checks an official code of a system (mã định danh, mã đơn vị hành chính).
///
/// # Errors
/// 422 with every broken field.
pub fn check_code(system: &str, code: &str) -> Result<(String, String), Refusal> {
    let mut faults = Faults::default();
    let system = faults.line("/system", system, CODE_MAX);
    let code = faults.line("/code", code, CODE_MAX);
    faults.finish((system, code))
}

/// The refusal of a change that is dated before the latest one (422).
pub fn before_latest_change() -> Refusal {
    Refusal::invalid(
        "before_latest_change",
        "Ngày có hiệu lực phải từ ngày của lần thay đổi gần nhất trở đi",
    )
}

/// The refusal of a unit below itself (422).
pub fn below_itself() -> Refusal {
    Refusal::invalid(
        "unit_below_itself",
        "Không thể chuyển đơn vị về trực thuộc chính nó hoặc đơn vị cấp dưới của nó",
    )
}

/// The refusal of work that needs records in a unit of totals only (422).
pub fn aggregate_only() -> Refusal {
    Refusal::invalid(
        "unit_aggregate_only",
        "Đơn vị chỉ báo cáo số liệu tổng hợp, không quản lý cá nhân và đơn vị trực thuộc trên hệ thống",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(kind: UnitKind, level: UnitLevel) -> UnitProfile {
        UnitProfile {
            name: " Chi bộ thôn Đông ".to_owned(),
            committee_name: "Chi ủy thôn Đông".to_owned(),
            short_name: "Thôn Đông".to_owned(),
            kind,
            level,
            reporting_mode: ReportingMode::Records,
        }
    }

    #[test]
    fn kinds_have_their_levels() {
        for (kind, level, fits) in [
            (UnitKind::Branch, UnitLevel::Branch, true),
            (UnitKind::GrassrootsBranch, UnitLevel::Grassroots, true),
            (UnitKind::Branch, UnitLevel::District, false),
            (UnitKind::Agency, UnitLevel::External, true),
            (UnitKind::Agency, UnitLevel::District, false),
            (UnitKind::DistrictCommittee, UnitLevel::External, false),
            (
                UnitKind::DirectlyAffiliatedCommittee,
                UnitLevel::District,
                true,
            ),
        ] {
            let checked = check_profile(profile(kind, level));
            assert_eq!(checked.is_ok(), fits, "{kind} {level}");
            if let Ok(checked) = checked {
                assert_eq!(checked.name, "Chi bộ thôn Đông");
            }
        }
    }

    #[test]
    fn a_unit_stands_below_a_higher_one_that_keeps_records() {
        let above = |level, reporting_mode| Above {
            level,
            reporting_mode,
        };
        let records = ReportingMode::Records;
        let code = |level, above| check_parent(level, above).err().map(|r| r.code);
        let grassroots = above(UnitLevel::Grassroots, records);
        assert_eq!(code(UnitLevel::Branch, grassroots), None);
        assert_eq!(code(UnitLevel::External, grassroots), None);
        assert_eq!(
            code(UnitLevel::District, grassroots),
            Some("parent_level_too_low")
        );
        let army = above(UnitLevel::District, ReportingMode::AggregateOnly);
        assert_eq!(code(UnitLevel::Branch, army), Some("parent_aggregate_only"));
    }
}
