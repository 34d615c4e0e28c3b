//! Pressing issues (vấn đề bức xúc, nổi cộm): rõ việc, rõ người, rõ thời gian.

mod deadline;
mod figures;
mod form;
mod lifecycle;
mod sheet;

pub use deadline::{
    Deadline, check_carried_deadline, check_deadline, check_extension, check_near,
    check_registrable,
};
pub use figures::{counted_kinds, counts_after_withdrawal, is_counted, is_late, is_on_time};
pub use form::{
    CONTENT_MAX, IssueDraft, TITLE_MAX, check_draft, check_milestone, check_remark, check_report,
    check_update, check_view_name, missing,
};
pub use lifecycle::{IssueVerb, allowed_verbs, next_status};
pub use sheet::SHEET;

use crate::text_enum;
use crate::unit::UnitLevel;

text_enum! {
    /// What an issue is.
    IssueKind {
        Pressing = "pressing",
        Case = "case",
        Weakness = "weakness",
        NewlyArising = "newly_arising",
        Breakthrough = "breakthrough",
        Focus = "focus",
    }
}

impl IssueKind {
    /// Breakthrough and focus content use the same machinery and are counted
    /// only when asked for by name.
    pub const fn is_pressing(self) -> bool {
        !matches!(self, Self::Breakthrough | Self::Focus)
    }
}

text_enum! {
    /// State of an issue.
    IssueStatus {
        Draft = "draft",
        Submitted = "submitted",
        Returned = "returned",
        Registered = "registered",
        InProgress = "in_progress",
        ReportedResolved = "reported_resolved",
        Confirmed = "confirmed",
        SentBack = "sent_back",
        Withdrawn = "withdrawn",
        CarriedOver = "carried_over",
    }
}

impl IssueStatus {
    /// Registered and not yet settled: a deadline runs.
    pub const OPEN: [Self; 4] = [
        Self::Registered,
        Self::InProgress,
        Self::ReportedResolved,
        Self::SentBack,
    ];

    /// Whether a deadline runs.
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Registered | Self::InProgress | Self::ReportedResolved | Self::SentBack
        )
    }

    /// Whether nothing more is expected of it, or it was handed on.
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Confirmed | Self::Withdrawn | Self::CarriedOver)
    }
}

text_enum! {
    /// The level that registers an issue; everything below the district is grassroots.
    RegisteringLevel { Province = "province", District = "district", Grassroots = "grassroots" }
}

impl RegisteringLevel {
    /// The level of a unit; for a body outside the Party the one of the
    /// committee it belongs to.
    pub const fn of(level: UnitLevel) -> Self {
        match level {
            UnitLevel::Province => Self::Province,
            UnitLevel::District => Self::District,
            _ => Self::Grassroots,
        }
    }
}
