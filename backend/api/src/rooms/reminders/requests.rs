//! What clients ask of the room.

use crate::web::patch::given;
use chrono::NaiveDate;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::reminder::{About, Origin};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Filters of the ledger.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct LedgerQuery {
    /// From 1.
    #[param(value_type = Option<i32>)]
    pub page: Option<i64>,
    /// At most 200, 50 by default.
    #[param(value_type = Option<i32>)]
    pub per_page: Option<i64>,
    /// Reminders about this unit and everything below it.
    pub unit: Option<UnitId>,
    /// About issues or about registrations.
    pub about: Option<About>,
    /// By a rule or by a superior.
    pub origin: Option<Origin>,
    /// Those of one click, or of one digest.
    pub act_id: Option<String>,
    /// Reminders that concern this issue.
    pub issue_id: Option<IssueId>,
    /// Only those not read yet, or only those read.
    pub unread: Option<bool>,
    /// On this day or later.
    pub from: Option<NaiveDate>,
    /// On this day or earlier.
    pub to: Option<NaiveDate>,
}

/// Which superior's duty.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct DutyQuery {
    /// The superior.
    pub unit: UnitId,
}

/// A superior's reminder to units, persons or those who answer for issues.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemindBody {
    /// About issues that are late or soon due, or about missing registrations.
    pub about: About,
    /// Units, each with everything below it.
    #[serde(default)]
    pub unit_ids: Vec<UnitId>,
    /// Persons.
    #[serde(default)]
    pub person_ids: Vec<PersonId>,
    /// Issues; only about issues.
    #[serde(default)]
    pub issue_ids: Vec<IssueId>,
    /// A sentence of the superior's own.
    #[serde(default)]
    pub message: Option<String>,
}

/// A change of the rules; what is left out stays.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RulesBody {
    /// The rules that change.
    pub rules: Vec<RuleChange>,
}

/// A change of one rule.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleChange {
    /// Which rule.
    pub code: String,
    /// On or off.
    #[serde(default)]
    pub active: Option<bool>,
    /// Working days after the deadline; negative: before it.
    #[serde(default)]
    pub offset_days: Option<i32>,
    /// Speaks again every so many working days; null: once.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<i32>)]
    pub repeat_days: Option<Option<i32>>,
}
