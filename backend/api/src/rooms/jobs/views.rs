//! A job as clients see it.

use super::store::Job;
use crate::web::Entity;
use chrono::{DateTime, Utc};
use lamtheo_db::shown;
use lamtheo_domain::job::{JobStatus, error_title};
use lamtheo_domain::kernel::ids::*;
use serde::Serialize;
use utoipa::ToSchema;

/// A job.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct JobView {
    /// Id.
    pub id: JobId,
    /// What is done, e.g. `digest`.
    pub kind: String,
    /// State.
    pub status: JobStatus,
    /// How often it was begun.
    pub attempts: i32,
    /// Steps done.
    pub progress_done: i32,
    /// Steps in all, once known.
    pub progress_total: Option<i32>,
    /// What came out, once done.
    #[schema(value_type = Option<Object>)]
    pub result: Option<serde_json::Value>,
    /// Why it failed, as a code.
    pub error: Option<String>,
    /// The same in words.
    pub error_title: Option<&'static str>,
    /// Version, the ETag; progress does not raise it.
    pub version: i32,
    /// What this caller may do now.
    pub allowed_actions: Vec<&'static str>,
    /// Created at.
    pub created_at: DateTime<Utc>,
    /// Last changed at.
    pub updated_at: DateTime<Utc>,
}

impl Entity for JobView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The view of a job.
pub(super) fn job(Job(row): Job) -> JobView {
    JobView {
        allowed_actions: if row.status.is_over() {
            Vec::new()
        } else {
            vec!["cancel"]
        },
        id: row.id,
        kind: row.kind,
        status: row.status,
        attempts: row.attempts,
        progress_done: row.progress_done,
        progress_total: row.progress_total,
        result: row.result.and_then(|text| serde_json::from_str(&text).ok()),
        error_title: row.error.as_deref().map(error_title),
        error: row.error,
        version: row.version,
        created_at: shown(row.created_at),
        updated_at: shown(row.updated_at),
    }
}
