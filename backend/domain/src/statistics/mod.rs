//! What the statistics can be asked for: measures over dimensions, the tree they
//! are counted on and the basis they come from.

mod catalogue;
mod question;
mod reported;

pub use catalogue::{DEFINITION_VERSION, MeasureKind};
pub use question::{MOST_DIMENSIONS, Question, RawQuestion};
pub use reported::{Slice, reported_metrics};

use crate::text_enum;
use crate::unit::UnitLevel;

text_enum! {
    /// What is counted. Definitions: [`Measure::definition`].
    Measure {
        Subjects = "registrations.subjects",
        Coverage = "registrations.coverage",
        Registered = "pledges.registered",
        CompletedDeclared = "pledges.completed_declared",
        CompletedVerified = "pledges.completed_verified",
        CompletionRateDeclared = "pledges.completion_rate_declared",
        CompletionRateVerified = "pledges.completion_rate_verified",
        IssuesRegistered = "issues.registered",
        IssuesResolvedDeclared = "issues.resolved_declared",
        IssuesConfirmed = "issues.confirmed",
        IssuesOverdue = "issues.overdue",
        IssuesCompletionRate = "issues.completion_rate",
        IssuesCompletionRateDeclared = "issues.completion_rate_declared",
        IssuesOnTimeRate = "issues.on_time_rate",
    }
}

text_enum! {
    /// The tree the records are mapped to.
    Tree {
        /// The tree of the record's year (31 December, or today while it runs).
        AtTime = "at_time",
        /// The tree of today.
        Current = "current",
    }
}

text_enum! {
    /// Where the values come from; the two are never mixed.
    Basis {
        /// Counted from the records.
        Records = "records",
        /// Figures that units reported.
        Reported = "reported",
    }
}

text_enum! {
    /// A property of the record itself that a count can be split by.
    Attribute {
        SubjectKind = "subject_kind",
        Membership = "membership",
        PositionGroup = "position_group",
        Field = "field",
        Status = "status",
        /// The level that registers an issue.
        RegisteringLevel = "registering_level",
        /// What an issue is; others than pressing ones only when asked for by name.
        Kind = "kind",
        /// The month of the registration of an issue, `01` to `12`.
        Month = "month",
    }
}

/// What a measure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Registrations and who is obliged to make one.
    Registrations,
    /// Pledges.
    Pledges,
    /// Pressing issues.
    Issues,
}

impl About {
    /// Everything that is counted.
    pub const ALL: [Self; 3] = [Self::Registrations, Self::Pledges, Self::Issues];
}

impl Attribute {
    /// The code list that names its values.
    pub const fn list(self, about: About) -> &'static str {
        match (self, about) {
            (Self::SubjectKind, _) => "subject_kind",
            (Self::Membership, _) => "membership",
            (Self::PositionGroup, _) => "position_group",
            (Self::Field, _) => "field",
            (Self::RegisteringLevel, _) => "registering_level",
            (Self::Kind, _) => "issue.kind",
            (Self::Month, _) => "month",
            (Self::Status, About::Pledges) => "pledge.status",
            (Self::Status, About::Issues) => "issue.status",
            (Self::Status, About::Registrations) => "registration.status",
        }
    }
}

/// What a count is split by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// The direct children of the unit asked for, and the unit's own records.
    Children,
    /// The units of one level below the unit asked for.
    Level(UnitLevel),
    /// The programme year.
    Year,
    /// A property of the record.
    By(Attribute),
}

impl Dimension {
    /// The name of its column: both unit dimensions fill the column `unit`.
    pub const fn column(self) -> &'static str {
        match self {
            Self::Children | Self::Level(_) => "unit",
            Self::Year => "year",
            Self::By(attribute) => attribute.as_str(),
        }
    }

    /// Whether it splits by unit.
    pub const fn is_unit(self) -> bool {
        matches!(self, Self::Children | Self::Level(_))
    }

    /// Its Vietnamese name.
    pub fn label(self) -> &'static str {
        let code = match self {
            Self::Children => "unit:children",
            Self::Level(_) => "unit:level",
            other => other.column(),
        };
        crate::labels::label("dimension", code)
    }
}

impl std::fmt::Display for Dimension {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Children => f.write_str("unit:children"),
            Self::Level(level) => write!(f, "unit:level({level})"),
            Self::Year => f.write_str("year"),
            Self::By(attribute) => f.write_str(attribute.as_str()),
        }
    }
}

impl std::str::FromStr for Dimension {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "unit:children" {
            return Ok(Self::Children);
        }
        if text == "year" {
            return Ok(Self::Year);
        }
        let level = text
            .strip_prefix("unit:level(")
            .and_then(|rest| rest.strip_suffix(')'));
        match level {
            Some(level) => level.parse().map(Self::Level),
            None => text.parse().map(Self::By),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dimensions_read_back_as_they_are_written() {
        let mut all = vec![Dimension::Children, Dimension::Year];
        all.extend(UnitLevel::ALL.iter().copied().map(Dimension::Level));
        all.extend(Attribute::ALL.iter().copied().map(Dimension::By));
        for dimension in all {
            assert_eq!(dimension.to_string().parse(), Ok(dimension));
            assert_ne!(dimension.label(), dimension.column());
        }
        for wrong in [
            "",
            "unit",
            "unit:level",
            "unit:level()",
            "unit:level(x)",
            "quarter",
        ] {
            assert!(wrong.parse::<Dimension>().is_err(), "{wrong}");
        }
    }
}
