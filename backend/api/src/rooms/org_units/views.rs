//! Units as clients see them.

use crate::web::Entity;
use chrono::{DateTime, NaiveDate, Utc};
use lamtheo_domain::kernel::ids::UnitId;
use lamtheo_domain::unit::{ReportingMode, UnitKind, UnitLevel};
use serde::Serialize;
use utoipa::ToSchema;

/// A unit above another one.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = UnitAbove)]
pub struct UnitName {
    /// The unit.
    pub id: UnitId,
    /// Its name for narrow places.
    pub short_name: String,
}

/// An official code, valid for a time.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = UnitCode)]
pub struct CodeView {
    /// The system that gives the code, e.g. `administrative`.
    pub system: String,
    /// The code.
    pub code: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// First day on which it is no longer valid.
    pub valid_to: Option<NaiveDate>,
}

/// What a unit was called and was, for a time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NamePeriod {
    /// `Đảng bộ …`, `Chi bộ …`.
    pub name: String,
    /// `… ủy`.
    pub committee_name: String,
    /// For narrow places.
    pub short_name: String,
    /// Kind.
    pub kind: UnitKind,
    /// Level.
    pub level: UnitLevel,
    /// How it reported.
    pub reporting_mode: ReportingMode,
    /// First day.
    pub valid_from: NaiveDate,
    /// First day on which it is no longer valid.
    pub valid_to: Option<NaiveDate>,
}

/// Which unit it stood below, for a time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ParentPeriod {
    /// The unit above.
    pub parent_id: UnitId,
    /// Its name when the period began.
    pub parent_name: Option<String>,
    /// First day.
    pub valid_from: NaiveDate,
    /// First day on which it is no longer valid.
    pub valid_to: Option<NaiveDate>,
}

/// A unit on a date.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UnitView {
    /// Id.
    pub id: UnitId,
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
    /// With records, or with totals only.
    pub reporting_mode: ReportingMode,
    /// The unit above on the date.
    pub parent_id: Option<UnitId>,
    /// Whether it is an organisation of the Party.
    pub party_unit: bool,
    /// For a body outside the Party: the committee that approves its records.
    pub party_unit_id: Option<UnitId>,
    /// Official codes valid on the date.
    pub codes: Vec<CodeView>,
    /// Whether units stand below it on the date.
    pub has_children: bool,
    /// The units above it, the highest first.
    pub path: Vec<UnitName>,
    /// Every name it had; with one unit only, not in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<Vec<NamePeriod>>,
    /// Where the unit comes from.
    pub source: String,
    /// Its id there.
    pub external_id: Option<String>,
    /// First day of the unit.
    pub valid_from: NaiveDate,
    /// First day on which it no longer exists.
    pub valid_to: Option<NaiveDate>,
    /// `edit`, `create` (a unit below).
    pub allowed_actions: Vec<&'static str>,
    /// Version; the ETag.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl Entity for UnitView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A unit in the tree with the units below it, as far as they were asked for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TreeNode {
    /// The unit.
    pub id: UnitId,
    /// Its name.
    pub name: String,
    /// For narrow places.
    pub short_name: String,
    /// Kind.
    pub kind: UnitKind,
    /// Level.
    pub level: UnitLevel,
    /// With records, or with totals only.
    pub reporting_mode: ReportingMode,
    /// Whether units stand below it.
    pub has_children: bool,
    /// The units below it; absent where the asked depth ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(no_recursion)]
    pub children: Option<Vec<TreeNode>>,
}

/// What a unit was and where it stood, from its beginning.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Lineage {
    /// The unit.
    pub unit_id: UnitId,
    /// First day of the unit.
    pub valid_from: NaiveDate,
    /// First day on which it no longer exists.
    pub valid_to: Option<NaiveDate>,
    /// Names, kinds, levels; the oldest first.
    pub names: Vec<NamePeriod>,
    /// Units above; the oldest first.
    pub parents: Vec<ParentPeriod>,
    /// Every code; the oldest first.
    pub codes: Vec<CodeView>,
}
