//! Issues as clients see them.

use crate::rooms::files::EvidenceView;
use crate::web::Entity;
use chrono::{DateTime, NaiveDate, Utc};
use lamtheo_domain::issue::{IssueKind, IssueStatus, RegisteringLevel};
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::registration::{Decision, Visibility, Warning};
use serde::Serialize;
use utoipa::ToSchema;

/// A unit with its name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NamedUnit {
    /// The unit.
    pub id: UnitId,
    /// Its name.
    pub name: String,
}

/// What the owner declared, and what became of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IssueReportView {
    /// What was done.
    pub summary: String,
    /// The day it was resolved, as declared.
    pub done_on: NaiveDate,
    /// The account that reported it.
    pub by: UserId,
    /// Display name of that account.
    pub by_name: String,
    /// When it was reported.
    pub at: DateTime<Utc>,
    /// `confirmed`, `sent_back` or `reopened`; none while it waits.
    pub outcome: Option<String>,
    /// The word of the level above.
    pub comment: Option<String>,
    /// The account that decided.
    pub decided_by: Option<UserId>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// What the decision cites.
    pub decision: Option<Decision>,
}

/// A request for more time that waits for an answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ExtensionView {
    /// The deadline that is asked for.
    pub due_on: NaiveDate,
    /// Why.
    pub reason: String,
    /// The account that asks.
    pub asked_by: UserId,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
}

/// A pressing issue (vấn đề bức xúc, nổi cộm).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IssueView {
    /// Id.
    pub id: IssueId,
    /// Year of registration, of the draft before.
    pub year: i32,
    /// What it is about.
    pub title: String,
    /// What is wrong and what is to be done.
    pub content: String,
    /// What it is.
    pub kind: IssueKind,
    /// Code of the list `field`.
    pub field: String,
    /// The level that registers it.
    pub registering_level: RegisteringLevel,
    /// The unit that resolves it.
    pub owning_unit_id: UnitId,
    /// Its name.
    pub owning_unit_name: String,
    /// Who answers for it; none while nobody does.
    pub responsible_person_id: Option<PersonId>,
    /// That person's name.
    pub responsible_name: Option<String>,
    /// That person's position when named.
    pub responsible_position: Option<String>,
    /// Who answered for it left the unit, or the unit ended: a new one is wanted.
    pub responsible_missing: bool,
    /// Units that help.
    pub coordinating_unit_ids: Vec<UnitId>,
    /// The same with their names.
    pub coordinating_units: Vec<NamedUnit>,
    /// The day it was put on the list.
    pub registered_on: Option<NaiveDate>,
    /// The deadline as named.
    pub due_on: Option<NaiveDate>,
    /// The last day: the deadline, or the next working day when it is a day off.
    pub due_effective_on: Option<NaiveDate>,
    /// The first deadline.
    pub original_due_on: Option<NaiveDate>,
    /// State in the life cycle.
    pub status: IssueStatus,
    /// Since when it is in this state.
    pub state_since: NaiveDate,
    /// Open and over its last day.
    pub overdue: bool,
    /// Working days until the last day; negative when it is over.
    pub working_days_left: Option<i32>,
    /// How often more time was granted.
    pub extensions_count: i32,
    /// How often it was reopened.
    pub reopened_count: i32,
    /// Whether it is in the denominator of its year.
    pub counted: bool,
    /// What was done, as declared last.
    pub resolution: Option<String>,
    /// The last report.
    pub report: Option<IssueReportView>,
    /// The day of the confirmation.
    pub confirmed_on: Option<NaiveDate>,
    /// When it was confirmed.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// The request for more time that waits.
    pub extension: Option<ExtensionView>,
    /// The last word of who decided.
    pub comment: Option<String>,
    /// What shows how it stands: on the issue, its reports and updates, each file
    /// once, oldest first. Of a single issue only; lists leave it empty.
    pub evidence: Vec<EvidenceView>,
    /// How many files that are.
    pub evidence_count: i32,
    /// Milestones there are.
    pub milestones_total: i32,
    /// Milestones reached.
    pub milestones_done: i32,
    /// Who may read it once registered.
    pub visibility: Visibility,
    /// The title for the public page.
    pub public_title: Option<String>,
    /// The content for the public page.
    pub public_content: Option<String>,
    /// The account that typed it in.
    pub entered_by: UserId,
    /// Display name of that account.
    pub entered_by_name: String,
    /// The issue of an earlier year that goes on in this one.
    pub carried_from_id: Option<IssueId>,
    /// The issue of a later year in which this one goes on.
    pub carried_to_id: Option<IssueId>,
    /// What its registration cites.
    pub decision: Option<Decision>,
    /// What should be looked at; nothing is refused by it.
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

impl Entity for IssueView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// How things stood.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UpdateView {
    /// Id.
    pub id: RowId,
    /// What happened.
    pub text: String,
    /// The unit for which it was said.
    pub unit_id: Option<UnitId>,
    /// Its name.
    pub unit_name: Option<String>,
    /// The account that said it.
    pub posted_by: UserId,
    /// Display name of that account.
    pub posted_by_name: String,
    /// When.
    pub posted_at: DateTime<Utc>,
    /// What shows it.
    pub evidence: Vec<EvidenceView>,
    /// Always 1: what was said is not changed.
    pub version: i32,
}

impl Entity for UpdateView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A milestone.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MilestoneView {
    /// Id.
    pub id: MilestoneId,
    /// Place among the milestones.
    pub ordinal: i32,
    /// What is done by then.
    pub title: String,
    /// By when.
    pub due_on: NaiveDate,
    /// The last day.
    pub due_effective_on: NaiveDate,
    /// When it was reached.
    pub done_on: Option<NaiveDate>,
    /// Not reached and over its last day.
    pub overdue: bool,
    /// Version, the ETag.
    pub version: i32,
    /// What this caller may do now.
    pub allowed_actions: Vec<&'static str>,
    /// Created at.
    pub created_at: DateTime<Utc>,
    /// Last changed at.
    pub updated_at: DateTime<Utc>,
}

impl Entity for MilestoneView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// One line of an issue's history.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimelineEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// The business day.
    pub day: NaiveDate,
    /// `act`, `update`, `milestone` or `responsible`.
    #[schema(value_type = String)]
    pub what: &'static str,
    /// The verb of an act.
    pub verb: Option<String>,
    /// The state after an act.
    pub status: Option<IssueStatus>,
    /// The account that did it.
    pub by: Option<UserId>,
    /// Display name of that account.
    pub by_name: Option<String>,
    /// What was said, asked or reached; the position of who answers for it.
    pub text: Option<String>,
    /// The person who answers for it from then on.
    pub person_id: Option<PersonId>,
    /// That person's name.
    pub person_name: Option<String>,
    /// The deadline that was named, asked for or granted.
    pub due_on: Option<NaiveDate>,
    /// What was handed in with a report or an update.
    pub evidence: Vec<EvidenceView>,
    /// What the decision cites.
    pub decision: Option<Decision>,
}

/// The history of an issue, oldest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimelineView {
    /// Its lines.
    pub items: Vec<TimelineEntry>,
}

/// What became of one item of an act.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DecisionResult {
    /// The issue.
    pub id: IssueId,
    /// Whether it was carried out.
    pub ok: bool,
    /// The issue's new version, when it was.
    pub version: Option<i32>,
    /// Stable code of the refusal.
    #[schema(value_type = Option<String>)]
    pub code: Option<&'static str>,
    /// What happened.
    pub title: Option<String>,
    /// Why, and what to do.
    pub detail: Option<String>,
    /// The issue's title, when the caller may know it.
    pub subject: Option<String>,
}

/// What became of an act over many issues.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DecisionsView {
    /// In the order of the items.
    pub results: Vec<DecisionResult>,
    /// How many were carried out.
    pub passed: i32,
    /// How many were refused.
    pub refused: i32,
}

/// One state of the board.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BoardColumn {
    /// The state.
    pub status: IssueStatus,
    /// Its label.
    pub label: String,
    /// How many issues are in it.
    pub total: i32,
    /// The first of them by last day.
    pub items: Vec<IssueView>,
}

/// Issues by state.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BoardView {
    /// In the order of the life cycle.
    pub columns: Vec<BoardColumn>,
}

/// A day with what ends on it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CalendarDayView {
    /// The day.
    pub date: NaiveDate,
    /// Whether it is worked.
    pub working_day: bool,
    /// Issues whose last day it is.
    pub issues: Vec<CalendarIssue>,
}

/// An issue in the calendar.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CalendarIssue {
    /// The issue.
    pub id: IssueId,
    /// What it is about.
    pub title: String,
    /// State in the life cycle.
    pub status: IssueStatus,
    /// Open and over its last day.
    pub overdue: bool,
    /// The unit that resolves it.
    pub owning_unit_id: UnitId,
    /// Its name.
    pub owning_unit_name: String,
}

/// The deadlines of a span of days.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CalendarView {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Days with deadlines, and days off.
    pub days: Vec<CalendarDayView>,
    /// Whether more issues end in the span than are shown.
    pub truncated: bool,
}
