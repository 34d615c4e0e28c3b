//! The programme as clients see it.

use crate::web::Entity;
use chrono::{DateTime, NaiveDate, Utc};
use lamtheo_domain::kernel::ids::{PolicyDocumentId, ProgrammeYearId};
use lamtheo_domain::programme::{PolicyKind, ProgrammeStatus};
use serde::Serialize;
use utoipa::ToSchema;

/// A document that governs the programme.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PolicyDocumentView {
    /// Id.
    pub id: PolicyDocumentId,
    /// Its number, e.g. `05-CT/TW`.
    pub number: String,
    /// Kind.
    pub kind: PolicyKind,
    /// Title.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// When it was issued.
    pub issued_on: NaiveDate,
    /// When it ended to be in force.
    pub ended_on: Option<NaiveDate>,
    /// `edit`.
    pub allowed_actions: Vec<&'static str>,
    /// Version; the ETag.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl Entity for PolicyDocumentView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A year of the programme.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProgrammeYearView {
    /// Id.
    pub id: ProgrammeYearId,
    /// The calendar year.
    pub year: i32,
    /// State.
    pub status: ProgrammeStatus,
    /// The document that governs the year.
    pub policy_document_id: Option<PolicyDocumentId>,
    /// Its number.
    pub policy_document_number: Option<String>,
    /// Topic of the year.
    pub topic: String,
    /// First day of registration.
    pub registration_opens_on: NaiveDate,
    /// Last day of registration in time.
    pub registration_closes_on: NaiveDate,
    /// Day of the mid-year review.
    pub mid_year_on: NaiveDate,
    /// First day of the report window.
    pub report_opens_on: NaiveDate,
    /// Day of the year-end review.
    pub year_end_on: NaiveDate,
    /// Last day to hand reports in.
    pub report_due_on: NaiveDate,
    /// Pledges per subject above which a warning is given.
    pub pledge_limit: i32,
    /// Pledges per subject above which a registration is refused.
    pub pledge_maximum: i32,
    /// Whether a report needs evidence.
    pub evidence_required: bool,
    /// `edit`, `open`, `close`.
    pub allowed_actions: Vec<&'static str>,
    /// Version; the ETag.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl Entity for ProgrammeYearView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A code with its Vietnamese words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CodeView {
    /// The code.
    pub code: String,
    /// Label.
    pub label: String,
    /// Label for narrow places.
    pub short: String,
    /// Advice on its use; may be empty.
    pub note: String,
    /// In use; records keep a code that is not.
    pub active: bool,
    /// Built in, or added by the province.
    pub built_in: bool,
    /// Version, the ETag; 0 for a built-in code that was never changed.
    pub version: i32,
}

impl Entity for CodeView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A list of codes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CodeListView {
    /// Name of the list, e.g. `pledge.status`.
    pub name: String,
    /// Whether the province may change its words.
    pub editable: bool,
    /// Its codes in the order in which they are shown.
    pub entries: Vec<CodeView>,
}
