//! Registrations and pledges as clients see them.

use super::names::Names;
use super::store::{PledgeRow, RegistrationRow, ReportRow};
use crate::rooms::files::EvidenceView;
use crate::web::Entity;
use chrono::{DateTime, NaiveDate, Utc};
use lamtheo_db::shown;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::registration::{
    Decision, PledgeResult, PledgeStatus, RegistrationStatus, SubjectKind, Visibility, Warning,
};
use lamtheo_domain::roll::{Membership, PositionGroup};
use serde::Serialize;
use utoipa::ToSchema;

/// A registration (bản đăng ký) with its pledges.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RegistrationView {
    /// Id.
    pub id: RegistrationId,
    /// Programme year.
    pub year: i32,
    /// Individual or collective.
    pub subject_kind: SubjectKind,
    /// The subject, for an individual.
    pub person_id: Option<PersonId>,
    /// The person's name, for an individual.
    pub person_name: Option<String>,
    /// The unit that registers; figures stay with it.
    pub unit_id: UnitId,
    /// Its name today.
    pub unit_name: String,
    /// Party member or not, frozen when handed in.
    pub membership: Option<Membership>,
    /// Position, frozen when handed in.
    pub position: String,
    /// Group of the position, frozen when handed in.
    pub position_group: PositionGroup,
    /// The account that typed it in.
    pub entered_by: UserId,
    /// Display name of that account.
    pub entered_by_name: String,
    /// Typed in by another for the subject.
    pub on_behalf: bool,
    /// The subject signed it on paper.
    pub paper_signed: bool,
    /// State in the life cycle.
    pub status: RegistrationStatus,
    /// Who may read it.
    pub visibility: Visibility,
    /// Handed in after the window; judged from the day the subject became obliged.
    pub late: bool,
    /// Step of the approval chain while handed in.
    pub approval_step: Option<i32>,
    /// When it was handed in last.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When it was passed.
    pub approved_at: Option<DateTime<Utc>>,
    /// The account that recorded the passing.
    pub approved_by: Option<UserId>,
    /// What is to be improved, when returned.
    pub returned_comment: Option<String>,
    /// What the decision cites.
    pub decision: Option<Decision>,
    /// The pledges in their order.
    pub pledges: Vec<PledgeView>,
    /// What the form should be looked at again for; nothing is refused by it.
    pub warnings: Vec<Warning>,
    /// Version, the ETag.
    pub version: i32,
    /// What this caller may do now.
    pub allowed_actions: Vec<&'static str>,
    /// Created at.
    pub created_at: DateTime<Utc>,
    /// Last changed at.
    pub updated_at: DateTime<Utc>,
}

impl Entity for RegistrationView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// What the subject declares about a pledge.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeclaredView {
    /// Completed, partly or not.
    pub result: PledgeResult,
    /// What was done; at most 4,000 characters.
    pub summary: String,
    /// The day it was done.
    pub done_on: NaiveDate,
    /// The account.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

/// What someone else confirmed about a pledge.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct VerifiedView {
    /// Completed, partly or not.
    pub result: PledgeResult,
    /// A word to the subject.
    pub comment: Option<String>,
    /// The account.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
    /// What the decision cites.
    pub decision: Option<Decision>,
}

/// A pledge (việc làm theo).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PledgeView {
    /// Id.
    pub id: PledgeId,
    /// The registration it belongs to.
    pub registration_id: RegistrationId,
    /// The person's name, for an individual.
    pub person_name: Option<String>,
    /// The unit that registers; figures stay with it.
    pub unit_id: UnitId,
    /// Its name today.
    pub unit_name: String,
    /// Programme year.
    pub year: i32,
    /// Individual or collective.
    pub subject_kind: SubjectKind,
    /// Place in the form, from 1.
    pub ordinal: i32,
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
    pub duty: Option<String>,
    /// The study topic it is linked to.
    pub topic_id: Option<TopicId>,
    /// The weakness of last year it mends.
    pub weakness: Option<String>,
    /// Who may read it.
    pub visibility: Visibility,
    /// State in the life cycle.
    pub status: PledgeStatus,
    /// The latest declaration, also after it was sent back.
    pub declared: Option<DeclaredView>,
    /// What someone else confirmed.
    pub verified: Option<VerifiedView>,
    /// Why the latest report was sent back.
    pub sent_back_comment: Option<String>,
    /// What shows what became of it, its reports included, each file once, oldest
    /// first. Of a single pledge only; lists and registrations leave it empty.
    pub evidence: Vec<EvidenceView>,
    /// How many files that are; inside a registration told of drafts only.
    pub evidence_count: Option<i32>,
    /// A citizen says that it is otherwise.
    pub disputed: bool,
    /// Counts in the figures of its year.
    pub counted: bool,
    /// Why it was given up.
    pub cancel_reason: Option<String>,
    /// Version, the ETag.
    pub version: i32,
    /// What this caller may do now.
    pub allowed_actions: Vec<&'static str>,
    /// Created at.
    pub created_at: DateTime<Utc>,
    /// Last changed at.
    pub updated_at: DateTime<Utc>,
}

impl Entity for PledgeView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The view of a registration; pledges and actions are filled in by the caller.
pub(super) fn registration(
    row: &RegistrationRow,
    names: &Names,
    visibility: Visibility,
) -> RegistrationView {
    RegistrationView {
        id: row.id.clone(),
        year: row.year,
        subject_kind: row.subject_kind,
        person_id: row.person_id.clone(),
        person_name: names.person.clone(),
        unit_id: row.unit_id.clone(),
        unit_name: names.unit.clone(),
        membership: row.membership,
        position: row.position.clone(),
        position_group: row.position_group,
        entered_by: row.entered_by.clone(),
        entered_by_name: names.entered_by.clone(),
        on_behalf: row.on_behalf,
        paper_signed: row.paper_signed,
        status: row.status,
        visibility,
        late: row.late,
        approval_step: row.approval_step,
        submitted_at: row.submitted_at.map(shown),
        approved_at: row.approved_at.map(shown),
        approved_by: row.approved_by.clone(),
        returned_comment: row.returned_comment.clone(),
        decision: row.decision(),
        pledges: Vec::new(),
        warnings: Vec::new(),
        version: row.version,
        allowed_actions: Vec::new(),
        created_at: shown(row.created_at),
        updated_at: shown(row.updated_at),
    }
}

/// The view of a pledge with its latest report.
pub(super) fn pledge(row: &PledgeRow, names: &Names, report: Option<&ReportRow>) -> PledgeView {
    let declared = report.map(|r| DeclaredView {
        result: r.result,
        summary: r.summary.clone(),
        done_on: r.done_on,
        by: r.reported_by.clone(),
        at: shown(r.reported_at),
    });
    let sent_back = report.filter(|r| r.outcome.as_deref() == Some("sent_back"));
    PledgeView {
        id: row.id.clone(),
        registration_id: row.registration_id.clone(),
        person_name: names.person.clone(),
        unit_id: row.unit_id.clone(),
        unit_name: names.unit.clone(),
        year: row.year,
        subject_kind: row.subject_kind,
        ordinal: row.ordinal,
        content: row.content.clone(),
        measure: row.measure.clone(),
        solution: row.solution.clone(),
        field: row.field.clone(),
        due_on: row.due_on,
        duty: row.duty.clone(),
        topic_id: row.topic_id.clone(),
        weakness: row.weakness.clone(),
        visibility: row.visibility,
        status: row.status,
        declared,
        verified: report.and_then(verified),
        sent_back_comment: sent_back.and_then(|r| r.comment.clone()),
        evidence: Vec::new(),
        evidence_count: (row.status == PledgeStatus::Draft).then_some(0),
        disputed: row.disputed,
        counted: row.counted,
        cancel_reason: row.cancel_reason.clone(),
        version: row.version,
        allowed_actions: Vec::new(),
        created_at: shown(row.created_at),
        updated_at: shown(row.updated_at),
    }
}

fn verified(report: &ReportRow) -> Option<VerifiedView> {
    let decision = Decision {
        body: report.decision_body.clone(),
        document_no: report.decision_document_no.clone(),
        decided_on: report.decision_on,
        meeting_id: report.decision_meeting_id.clone(),
    };
    Some(VerifiedView {
        result: report.verified_result?,
        comment: report.comment.clone(),
        by: report.decided_by.clone()?,
        at: report.decided_at.map(shown)?,
        decision: (decision != Decision::default()).then_some(decision),
    })
}
