//! What clients ask of the room: filters of the lists and bodies of the verbs.

use crate::web::list::AnyOf;
use chrono::NaiveDate;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::registration::{
    Decision, PledgeResult, PledgeStatus, RegistrationStatus, SubjectKind,
};
use lamtheo_domain::roll::{Membership, PositionGroup};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// A year in a comma list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year(pub i32);

impl std::str::FromStr for Year {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        text.parse().map(Self).map_err(|_| "not a year".to_owned())
    }
}

/// Filters of the list; a comma is OR.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
    /// From 1.
    #[param(value_type = Option<i32>)]
    pub page: Option<i64>,
    /// At most 200, 50 by default.
    #[param(value_type = Option<i32>)]
    pub per_page: Option<i64>,
    /// `updated_at`, `created_at`, `submitted_at`, `name`, `status`, `year`; `-` for descending.
    pub sort: Option<String>,
    /// Name of the person or of the collective's unit, with or without accents.
    pub q: Option<String>,
    /// Registrations of this unit and everything below it.
    pub unit: Option<UnitId>,
    /// Programme year.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub year: AnyOf<Year>,
    /// State in the life cycle.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub status: AnyOf<RegistrationStatus>,
    /// Individual or collective.
    pub subject_kind: Option<SubjectKind>,
    /// The subject, for an individual.
    pub person_id: Option<PersonId>,
    /// Handed in after the window; judged from the day the subject became obliged.
    pub late: Option<bool>,
    /// Party member or not.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub membership: AnyOf<Membership>,
    /// Group of the position, frozen when handed in.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub position_group: AnyOf<PositionGroup>,
    /// Only the caller's own.
    pub mine: Option<bool>,
    /// Only what awaits the caller's decision: handed in, in an open year, for
    /// someone else's approval by the caller, also where the decision must cite
    /// a meeting or a document.
    pub decidable: Option<bool>,
}

/// An approval or a closing; what it cites.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// What the decision cites.
    #[serde(default)]
    pub decision: Option<Decision>,
    /// A word to the subject.
    #[serde(default)]
    pub comment: Option<String>,
}

/// A return with what is to be improved.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// A word to the subject.
    pub comment: String,
    /// What the decision cites.
    #[serde(default)]
    pub decision: Option<Decision>,
}

/// Filters of the list; a comma is OR.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PledgeListQuery {
    /// From 1.
    #[param(value_type = Option<i32>)]
    pub page: Option<i64>,
    /// At most 200, 50 by default.
    #[param(value_type = Option<i32>)]
    pub per_page: Option<i64>,
    /// `updated_at`, `due_on`, `status`, `year`, `field`; `-` for descending.
    pub sort: Option<String>,
    /// Words of the content, with or without accents.
    pub q: Option<String>,
    /// Pledges of this unit and everything below it.
    pub unit: Option<UnitId>,
    /// Programme year.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub year: AnyOf<Year>,
    /// State in the life cycle.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub status: AnyOf<PledgeStatus>,
    /// Individual or collective.
    pub subject_kind: Option<SubjectKind>,
    /// Party member or not.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub membership: AnyOf<Membership>,
    /// Group of the position, frozen when handed in.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub position_group: AnyOf<PositionGroup>,
    /// Codes of the list `field`.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub field: AnyOf<super::pledge_queries::Field>,
    /// Deadline on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Deadline on this day or earlier.
    pub due_to: Option<NaiveDate>,
    /// Only reports that await the caller's confirmation, also where it must
    /// cite a meeting or a document.
    pub decidable: Option<bool>,
}

/// What became of a pledge, as its subject declares it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportBody {
    /// Completed, partly or not.
    pub result: PledgeResult,
    /// What was done; at most 4,000 characters.
    pub summary: String,
    /// The day it was done.
    pub done_on: NaiveDate,
    /// Evidence files.
    #[serde(default)]
    pub evidence_ids: Vec<String>,
}

/// A confirmation.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyBody {
    /// The result as found; may differ from the declared one.
    pub result: PledgeResult,
    /// A word to the subject.
    #[serde(default)]
    pub comment: Option<String>,
    /// What the decision cites.
    #[serde(default)]
    pub decision: Option<Decision>,
}

/// Why a pledge is given up.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelBody {
    /// Why it is given up.
    pub reason: String,
    /// What the decision cites.
    #[serde(default)]
    pub decision: Option<Decision>,
}
