//! The audit log as administrators see it.

use chrono::{DateTime, NaiveDate, Utc};
use lamtheo_domain::kernel::ids::{RowId, UnitId, UserId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

/// Which changes are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditFilter {
    /// Of this kind of record, e.g. `registration`.
    pub object_type: Option<String>,
    /// Of this record.
    pub object_id: Option<String>,
    /// What happened, e.g. `registration.approved`.
    pub action: Option<String>,
    /// By this account.
    pub actor: Option<UserId>,
    /// Concerning this unit and everything below it.
    pub unit: Option<UnitId>,
    /// From this day on, in Asia/Ho_Chi_Minh.
    pub from: Option<NaiveDate>,
    /// Up to and including this day.
    pub to: Option<NaiveDate>,
    /// Page, from 1.
    pub page: Option<i64>,
    /// Records on a page, at most 200.
    pub per_page: Option<i64>,
}

/// One change.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditView {
    /// The row.
    pub id: RowId,
    /// Its place in the chain; null within the first second.
    #[schema(value_type = Option<i32>)]
    pub seq: Option<i64>,
    /// When, by the real clock.
    pub at: DateTime<Utc>,
    /// The account; null for the command line.
    pub actor_user_id: Option<UserId>,
    /// The account's name.
    pub actor_name: Option<String>,
    /// The client's address.
    pub ip: Option<String>,
    /// The request's trace id.
    pub request_id: String,
    /// What happened: a code of the list `audit.action`.
    pub action: String,
    /// The same in words.
    pub action_label: String,
    /// The kind of record.
    pub object_type: String,
    /// The record.
    pub object_id: String,
    /// The unit concerned.
    pub unit_id: Option<UnitId>,
    /// The stated reason; masked for business records.
    pub reason: Option<String>,
    /// The changed fields before; texts of business records masked.
    #[schema(value_type = Option<Object>)]
    pub before: Option<Value>,
    /// The changed fields after; texts of business records masked.
    #[schema(value_type = Option<Object>)]
    pub after: Option<Value>,
    /// Hash of the row's content.
    pub content_hash: String,
}

/// What a walk along the chain found.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct VerificationView {
    /// Whether every row holds.
    pub intact: bool,
    /// Rows of the chain that hold.
    #[schema(value_type = i32)]
    pub verified: i64,
    /// The first row that does not.
    pub broken: Option<BrokenView>,
    /// Committed rows not yet in the chain.
    #[schema(value_type = i32)]
    pub unsealed: i64,
}

/// The first row that does not hold.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BrokenView {
    /// Its place in the chain.
    #[schema(value_type = i32)]
    pub seq: i64,
    /// The row.
    pub audit_id: String,
    /// `content_changed`, `chain_changed` or `gap`.
    #[schema(value_type = String)]
    pub reason: &'static str,
}
