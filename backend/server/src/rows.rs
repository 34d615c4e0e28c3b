//! Rows as the demonstration and the imports put them into the tables, in bulk.

use chrono::NaiveDate;
use lamtheo_db::bulk_row;
use std::borrow::Cow;

/// A word of the program or a text of a file.
pub type Word = Cow<'static, str>;

bulk_row! { /// A unit's identity.
UnitRow in "units" {
    id: String, party_unit_id: Option<String>, source: Word, external_id: Option<String>,
    valid_from: NaiveDate, valid_to: Option<NaiveDate>, version: i32, created_at: String, updated_at: String,
} }

bulk_row! { /// A dated name.
UnitNameRow in "unit_names" {
    id: String, unit_id: String, name: String, committee_name: String, short_name: String,
    kind: &'static str, level: &'static str, reporting_mode: &'static str, search_key: String, sort_key: String,
    valid_from: NaiveDate, valid_to: Option<NaiveDate>,
} }

bulk_row! { /// A dated parent.
UnitParentRow in "unit_parents" {
    id: String, unit_id: String, parent_id: String, valid_from: NaiveDate, valid_to: Option<NaiveDate>,
} }

bulk_row! { /// One pair of the dated transitive closure.
ClosureRow in "unit_closure" {
    ancestor_id: String, descendant_id: String, depth: i32, valid_from: NaiveDate, valid_to: Option<NaiveDate>,
} }

bulk_row! { /// A code of a unit.
UnitCodeRow in "unit_codes" {
    id: String, unit_id: String, system: Word, code: Word,
    valid_from: NaiveDate, valid_to: Option<NaiveDate>,
} }

bulk_row! { /// A person.
PersonRow in "people" {
    id: String, full_name: String, search_key: String, sort_key: String, birth_year: Option<i32>,
    membership_no: Option<String>, source: Word, external_id: Option<String>,
    version: i32, created_at: String, updated_at: String,
} }

bulk_row! { /// A dated membership.
MembershipRow in "memberships" {
    id: String, person_id: String, unit_id: String, member_kind: &'static str, position: String,
    position_group: &'static str, managed_by_unit_id: Option<String>, valid_from: NaiveDate,
    valid_to: Option<NaiveDate>, end_reason: Option<&'static str>,
    version: i32, created_at: String, updated_at: String,
} }

bulk_row! { /// Not obliged, with a reason.
ExemptionRow in "exemptions" {
    id: String, membership_id: String, reason: &'static str, note: Option<String>,
    valid_from: NaiveDate, valid_to: Option<NaiveDate>, created_at: String,
} }

bulk_row! { /// A secretary's dated delegation.
DelegationRow in "delegations" {
    id: String, unit_id: String, from_person_id: String, to_person_id: String, document_no: Option<String>,
    reason: Option<String>, valid_from: NaiveDate, valid_to: NaiveDate,
    version: i32, created_at: String, updated_at: String,
} }

bulk_row! { /// An account.
UserRow in "users" {
    id: String, username: String, username_key: String, display_name: String, search_key: String,
    person_id: Option<String>, status: &'static str, password_hash: Option<String>, must_change_password: bool,
    code_hash: Option<String>, code_expires_at: Option<String>, password_changed_at: Option<String>,
    last_login_at: Option<String>, version: i32, created_at: String, updated_at: String,
} }

bulk_row! { /// A role on a unit.
RoleRow in "role_assignments" {
    id: String, user_id: String, role: &'static str, unit_id: String, valid_from: NaiveDate,
    valid_to: Option<NaiveDate>, granted_by: Option<String>, version: i32, created_at: String, updated_at: String,
} }

bulk_row! { /// A policy document.
DocumentRow in "policy_documents" {
    id: String, number: String, kind: &'static str, title: String, issuer: String, issued_on: NaiveDate,
    ended_on: Option<NaiveDate>, search_key: String, version: i32, created_at: String, updated_at: String,
} }

bulk_row! { /// A programme year.
YearRow in "programme_years" {
    id: String, year: i32, status: &'static str, policy_document_id: Option<String>, topic: String,
    registration_opens_on: NaiveDate, registration_closes_on: NaiveDate, mid_year_on: NaiveDate,
    report_opens_on: NaiveDate, year_end_on: NaiveDate, report_due_on: NaiveDate,
    pledge_limit: i32, pledge_maximum: i32, evidence_required: bool,
    version: i32, created_at: String, updated_at: String,
} }

bulk_row! { /// A meeting of a chi bộ.
MeetingRow in "branch_meetings" {
    id: String, unit_id: String, held_on: NaiveDate, kind: &'static str, theme: String,
    present_count: i32, absent_count: i32, minutes_no: String, recorded_by: String,
    version: i32, created_at: String, updated_at: String,
} }

bulk_row! { /// A registration.
RegistrationRow in "registrations" {
    id: String, year: i32, subject_kind: &'static str, subject_key: String, person_id: Option<String>,
    unit_id: String, membership: Option<&'static str>, position: String, position_group: &'static str,
    entered_by: String, on_behalf: bool, paper_signed: bool, status: &'static str, visibility: &'static str,
    late: bool, approval_step: Option<i32>, submitted_at: Option<String>, submitted_by: Option<String>,
    approved_at: Option<String>, approved_by: Option<String>, returned_comment: Option<&'static str>,
    decision_body: Option<String>, decision_document_no: Option<String>, decision_on: Option<NaiveDate>,
    decision_meeting_id: Option<String>, source: Word, external_id: Option<String>,
    version: i32, created_at: String, updated_at: String,
} }

bulk_row! { /// A pledge.
PledgeRow in "pledges" {
    id: String, registration_id: String, unit_id: String, year: i32, subject_kind: &'static str,
    membership: Option<&'static str>, position_group: &'static str, ordinal: i32, content: String,
    measure: String, solution: String, field: Word, due_on: NaiveDate, duty: Option<String>,
    topic_id: Option<String>, weakness: Option<String>, visibility: &'static str, status: &'static str,
    declared_result: Option<&'static str>, verified_result: Option<&'static str>, disputed: bool, counted: bool,
    cancel_reason: Option<&'static str>, cancelled_on: Option<NaiveDate>, search_key: String,
    version: i32, created_at: String, updated_at: String,
} }

bulk_row! { /// A report on a pledge, with the decision on it.
ReportRow in "pledge_reports" {
    id: String, pledge_id: String, result: &'static str, summary: String, done_on: NaiveDate,
    reported_by: String, reported_at: String, outcome: Option<&'static str>,
    verified_result: Option<&'static str>, comment: Option<&'static str>, decided_by: Option<String>,
    decided_at: Option<String>, decision_body: Option<String>, decision_document_no: Option<String>,
    decision_on: Option<NaiveDate>, decision_meeting_id: Option<String>,
} }

bulk_row! { /// A pressing issue.
IssueRow in "issues" {
    id: String, year: i32, title: String, content: String, kind: &'static str, field: Word,
    registering_level: &'static str, owning_unit_id: String, responsible_person_id: Option<String>,
    responsible_position: String, registered_on: Option<NaiveDate>, due_on: Option<NaiveDate>,
    due_effective_on: Option<NaiveDate>, original_due_on: Option<NaiveDate>, status: &'static str,
    state_since: NaiveDate, extensions_count: i32, reopened_count: i32, counted: bool,
    confirmed_on: Option<NaiveDate>, visibility: &'static str, public_title: Option<String>,
    public_content: Option<String>, entered_by: String, carried_from_id: Option<String>, source: Word,
    external_id: Option<String>, search_key: String, version: i32, created_at: String, updated_at: String,
} }

bulk_row! { /// A unit that helps with an issue.
IssueCoordinatorRow in "issue_coordinators" { issue_id: String, unit_id: String, } }

bulk_row! { /// Who answers for an issue, and when.
IssueResponsibleRow in "issue_responsibles" {
    id: String, issue_id: String, person_id: String, unit_id: String, position: String,
    from_on: NaiveDate, to_on: Option<NaiveDate>, ended_because: Option<String>,
} }

bulk_row! { /// A milestone of an issue.
IssueMilestoneRow in "issue_milestones" {
    id: String, issue_id: String, ordinal: i32, title: Word, due_on: NaiveDate, due_effective_on: NaiveDate,
    done_on: Option<NaiveDate>, done_by: Option<String>, version: i32, created_at: String, updated_at: String,
} }

bulk_row! { /// How things stood with an issue.
IssueUpdateRow in "issue_updates" {
    id: String, issue_id: String, unit_id: Option<String>, text: Word, posted_by: String, posted_at: String,
} }

bulk_row! { /// A request for more time.
IssueExtensionRow in "issue_extensions" {
    id: String, issue_id: String, due_on: NaiveDate, reason: Word, asked_by: String, asked_at: String,
    outcome: Option<&'static str>, comment: Option<Word>, decided_by: Option<String>,
    decided_at: Option<String>, decision_body: Option<String>, decision_document_no: Option<String>,
    decision_on: Option<NaiveDate>,
} }

bulk_row! { /// A report that an issue is resolved.
IssueReportRow in "issue_reports" {
    id: String, issue_id: String, summary: String, done_on: NaiveDate, reported_by: String,
    reported_at: String, outcome: Option<&'static str>, comment: Option<Word>, decided_by: Option<String>,
    decided_at: Option<String>, decision_body: Option<String>, decision_document_no: Option<String>,
    decision_on: Option<NaiveDate>,
} }

bulk_row! { /// A step in the life of an issue.
IssueActRow in "issue_acts" {
    id: String, issue_id: String, verb: &'static str, status: &'static str, user_id: String, at: String,
    day: NaiveDate, due_on: Option<NaiveDate>, comment: Option<Word>, decision_body: Option<String>,
    decision_document_no: Option<String>, decision_on: Option<NaiveDate>,
} }

bulk_row! { /// A reported figure.
FigureRow in "figures" {
    id: String, unit_id: String, metric: String, year_from: i32, year_to: i32, value: f64,
    qualifier: &'static str, kind: &'static str, status: &'static str, unit_of_measure: String,
    source: String, quote: String, version: i32, created_at: String, updated_at: String,
} }

bulk_row! { /// A setting.
SettingRow in "settings" { key: &'static str, value: String, updated_at: String, } }
