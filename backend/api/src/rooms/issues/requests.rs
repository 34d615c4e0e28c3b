//! What clients ask of the room: filters of the lists and bodies of the verbs.

use crate::web::list::AnyOf;
use crate::web::patch::given;
use chrono::NaiveDate;
use lamtheo_domain::issue::{IssueKind, IssueStatus, RegisteringLevel};
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::labels;
use lamtheo_domain::registration::{Decision, Visibility};
use lamtheo_domain::text_enum;
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

/// A code of the list `field`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldCode(pub String);

impl std::str::FromStr for FieldCode {
    type Err = String;
    fn from_str(code: &str) -> Result<Self, String> {
        labels::is_code(code)
            .then(|| Self(code.to_owned()))
            .ok_or_else(|| format!("unknown code {code:?}"))
    }
}

/// Filters of the list, the board and the calendar; a comma is OR.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
pub struct ListQuery {
    /// From 1.
    #[param(value_type = Option<i32>)]
    pub page: Option<i64>,
    /// At most 200, 50 by default.
    #[param(value_type = Option<i32>)]
    pub per_page: Option<i64>,
    /// `due_on` (default), `updated_at`, `created_at`, `registered_on`, `state_since`, `status`, `title`; `-` for descending.
    pub sort: Option<String>,
    /// Words of title and content, with or without accents.
    pub q: Option<String>,
    /// Issues of this unit and everything below it.
    pub unit: Option<UnitId>,
    /// Issues of exactly this unit.
    pub owning_unit: Option<UnitId>,
    /// Year of registration.
    #[param(value_type = Option<String>)]
    pub year: AnyOf<Year>,
    /// State in the life cycle.
    #[param(value_type = Option<String>)]
    pub status: AnyOf<IssueStatus>,
    /// What the issue is.
    #[param(value_type = Option<String>)]
    pub kind: AnyOf<IssueKind>,
    /// Codes of the list `field`.
    #[param(value_type = Option<String>)]
    pub field: AnyOf<FieldCode>,
    /// The level that registers.
    #[param(value_type = Option<String>)]
    pub registering_level: AnyOf<RegisteringLevel>,
    /// Last day on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Last day on this day or earlier.
    pub due_to: Option<NaiveDate>,
    /// Open and over its last day, or not.
    pub overdue: Option<bool>,
    /// Nobody answers for it any more, or somebody does.
    pub no_owner: Option<bool>,
    /// More time was granted at least once, or never.
    pub extended: Option<bool>,
    /// Reopened at least once, or never.
    pub reopened: Option<bool>,
    /// Who answers for it.
    pub responsible_person_id: Option<PersonId>,
    /// Only those that a unit of the caller helps with.
    pub coordinating: Option<bool>,
    /// Only those that wait for a decision of the caller.
    pub decidable: Option<bool>,
    /// Only those that the caller answers for or whose unit the caller acts for.
    pub mine: Option<bool>,
}

/// A new draft.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateIssue {
    /// The unit that resolves it.
    #[serde(default)]
    pub owning_unit_id: Option<UnitId>,
    /// What it is about, in one line.
    #[serde(default)]
    pub title: String,
    /// What is wrong and what is to be done.
    #[serde(default)]
    pub content: String,
    /// What it is.
    pub kind: IssueKind,
    /// Code of the list `field`.
    pub field: String,
    /// Who answers for it; anyone of the province.
    #[serde(default)]
    pub responsible_person_id: Option<PersonId>,
    /// Position of that person; that of the roll when left out.
    #[serde(default)]
    pub responsible_position: Option<String>,
    /// Units that help.
    #[serde(default)]
    pub coordinating_unit_ids: Vec<UnitId>,
    /// By when.
    #[serde(default)]
    pub due_on: Option<NaiveDate>,
    /// Who may read it once registered.
    #[serde(default)]
    pub visibility: Option<Visibility>,
    /// The title for the public page.
    #[serde(default)]
    pub public_title: Option<String>,
    /// The content for the public page.
    #[serde(default)]
    pub public_content: Option<String>,
}

/// A change; what is left out stays. Once handed in only who answers, who
/// helps, the visibility and the public texts may change.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EditIssue {
    /// What it is about, in one line.
    pub title: Option<String>,
    /// What is wrong and what is to be done.
    pub content: Option<String>,
    /// What it is.
    pub kind: Option<IssueKind>,
    /// Code of the list `field`.
    pub field: Option<String>,
    /// By when; null takes it away.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<NaiveDate>)]
    pub due_on: Option<Option<NaiveDate>>,
    /// Who answers for it from today.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<PersonId>)]
    pub responsible_person_id: Option<Option<PersonId>>,
    /// Position of that person; that of the roll when left out.
    pub responsible_position: Option<String>,
    /// Why another person answers for it from now on.
    pub reason: Option<String>,
    /// Units that help.
    pub coordinating_unit_ids: Option<Vec<UnitId>>,
    /// Who may read it once registered.
    pub visibility: Option<Visibility>,
    /// The title for the public page; null takes it away.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub public_title: Option<Option<String>>,
    /// The content for the public page; null takes it away.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub public_content: Option<Option<String>>,
}

/// A decision that may be said a word about.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DecisionBody {
    /// A word to the owner.
    pub comment: Option<String>,
    /// What the decision cites.
    pub decision: Option<Decision>,
}

/// A decision that must say why.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemarkBody {
    /// What is to be improved, or why.
    pub comment: String,
    /// What the decision cites.
    #[serde(default)]
    pub decision: Option<Decision>,
}

/// What the owner declares.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResolvedBody {
    /// What was done; at most 4,000 characters.
    pub summary: String,
    /// The day it was resolved.
    pub done_on: NaiveDate,
    /// Evidence files.
    #[serde(default)]
    pub evidence_ids: Vec<String>,
}

/// A request for more time.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtendBody {
    /// The deadline that is asked for.
    pub due_on: NaiveDate,
    /// Why.
    pub reason: String,
}

/// Why an issue is taken off the list.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawBody {
    /// Why.
    pub reason: String,
    /// What the decision cites, once it is registered.
    #[serde(default)]
    pub decision: Option<Decision>,
}

/// How an issue goes on in the next year.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CarryOverBody {
    /// The deadline in the new year; the old one while it is not over.
    pub due_on: Option<NaiveDate>,
    /// A word to the owner.
    pub comment: Option<String>,
    /// What the decision cites.
    pub decision: Option<Decision>,
}

/// How things stand.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateBody {
    /// What happened; at most 4,000 characters.
    pub text: String,
    /// Evidence files.
    #[serde(default)]
    pub evidence_ids: Vec<String>,
}

/// A milestone.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MilestoneBody {
    /// What is done by then.
    pub title: String,
    /// By when.
    pub due_on: NaiveDate,
}

/// A change of a milestone; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EditMilestone {
    /// What is done by then.
    pub title: Option<String>,
    /// By when.
    pub due_on: Option<NaiveDate>,
}

/// When a milestone was reached.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DoneBody {
    /// The day; today when left out.
    pub done_on: Option<NaiveDate>,
}

text_enum! {
    /// What is decided about one issue of an act.
    IssueDecisionVerb {
        Register = "register",
        Return = "return",
        Confirm = "confirm",
        SendBack = "send-back",
        GrantExtension = "grant-extension",
        RefuseExtension = "refuse-extension",
    }
}

/// One issue of an act.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueDecisionItem {
    /// The issue.
    pub id: IssueId,
    /// The version that was read.
    pub version: i32,
    /// What was decided.
    pub verb: IssueDecisionVerb,
    /// What is to be improved, or a word to the owner.
    #[serde(default)]
    pub comment: Option<String>,
}

/// One act over many issues.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueDecisions {
    /// 1 to 200 issues.
    pub items: Vec<IssueDecisionItem>,
    /// What the decision cites, for all of them.
    #[serde(default)]
    pub decision: Option<Decision>,
}
