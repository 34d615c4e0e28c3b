//! What clients send to write a registration.

use crate::web::patch::given;
use chrono::NaiveDate;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::registration::{PledgeDraft, SubjectKind, Visibility};
use serde::Deserialize;
use utoipa::ToSchema;

/// A new registration. Texts may still be empty while it is a draft.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateRegistration {
    /// Programme year.
    pub year: i32,
    /// Individual or collective.
    pub subject_kind: SubjectKind,
    /// The subject, for an individual.
    #[serde(default)]
    pub person_id: Option<PersonId>,
    /// The unit that registers; figures stay with it.
    pub unit_id: UnitId,
    /// The subject signed it on paper.
    #[serde(default)]
    pub paper_signed: bool,
    /// The pledges in their order.
    #[serde(default)]
    pub pledges: Vec<PledgeInput>,
}

/// Whose registration a body is about.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Individual or collective.
    pub kind: SubjectKind,
    /// The subject, for an individual.
    pub person_id: Option<PersonId>,
    /// The unit that registers; figures stay with it.
    pub unit_id: UnitId,
}

impl CreateRegistration {
    /// The subject, for the scope check.
    pub fn subject(&self) -> Subject {
        Subject {
            kind: self.subject_kind,
            person_id: self.person_id.clone(),
            unit_id: self.unit_id.clone(),
        }
    }
}

/// A change of a draft or returned registration.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditRegistration {
    /// The subject signed it on paper.
    #[serde(default)]
    pub paper_signed: Option<bool>,
    /// The whole list; a pledge with an id keeps it, one left out is dropped.
    #[serde(default)]
    pub pledges: Option<Vec<PledgeInput>>,
}

/// One pledge as written in the form.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PledgeInput {
    /// Of an existing pledge; left out for a new one.
    #[serde(default)]
    pub id: Option<PledgeId>,
    /// What is to be done.
    pub content: String,
    /// The result that can be checked.
    pub measure: String,
    /// How it is to be done.
    pub solution: String,
    /// Code of the list `field`.
    pub field: String,
    /// Deadline within the year.
    pub due_on: NaiveDate,
    /// The duty it is linked to.
    #[serde(default)]
    pub duty: Option<String>,
    /// The study topic it is linked to.
    #[serde(default)]
    pub topic_id: Option<TopicId>,
    /// The weakness of last year it mends.
    #[serde(default)]
    pub weakness: Option<String>,
    /// Who may read it.
    #[serde(default)]
    pub visibility: Option<Visibility>,
}

impl PledgeInput {
    /// The pledge as the rules check it; internal unless said otherwise.
    pub fn draft(&self) -> PledgeDraft {
        PledgeDraft {
            content: self.content.clone(),
            measure: self.measure.clone(),
            solution: self.solution.clone(),
            field: self.field.clone(),
            due_on: self.due_on,
            duty: self.duty.clone(),
            topic_id: self.topic_id.clone(),
            weakness: self.weakness.clone(),
            visibility: self.visibility.unwrap_or(Visibility::Internal),
        }
    }
}

/// A change of one pledge of a draft or returned registration; what is left out
/// stays, null clears what may be empty.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditPledge {
    /// What is to be done.
    #[serde(default)]
    pub content: Option<String>,
    /// The result that can be checked.
    #[serde(default)]
    pub measure: Option<String>,
    /// How it is to be done.
    #[serde(default)]
    pub solution: Option<String>,
    /// Code of the list `field`.
    #[serde(default)]
    pub field: Option<String>,
    /// Deadline within the year.
    #[serde(default)]
    pub due_on: Option<NaiveDate>,
    /// The duty it is linked to.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub duty: Option<Option<String>>,
    /// The study topic it is linked to.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<TopicId>)]
    pub topic_id: Option<Option<TopicId>>,
    /// The weakness of last year it mends.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub weakness: Option<Option<String>>,
    /// Who may read it.
    #[serde(default)]
    pub visibility: Option<Visibility>,
}

impl EditPledge {
    /// The pledge as it will be.
    pub fn over(self, was: PledgeDraft) -> PledgeDraft {
        PledgeDraft {
            content: self.content.unwrap_or(was.content),
            measure: self.measure.unwrap_or(was.measure),
            solution: self.solution.unwrap_or(was.solution),
            field: self.field.unwrap_or(was.field),
            due_on: self.due_on.unwrap_or(was.due_on),
            duty: self.duty.unwrap_or(was.duty),
            topic_id: self.topic_id.unwrap_or(was.topic_id),
            weakness: self.weakness.unwrap_or(was.weakness),
            visibility: self.visibility.unwrap_or(was.visibility),
        }
    }
}
