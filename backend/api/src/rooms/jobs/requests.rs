//! What clients ask of the room.

use crate::web::list::AnyOf;
use lamtheo_domain::job::JobStatus;
use serde::Deserialize;
use utoipa::IntoParams;

/// Filters of the list of jobs.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct JobsQuery {
    /// From 1.
    #[param(value_type = Option<i32>)]
    pub page: Option<i64>,
    /// At most 200, 50 by default.
    #[param(value_type = Option<i32>)]
    pub per_page: Option<i64>,
    /// States.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub status: AnyOf<JobStatus>,
    /// What is done, e.g. `digest`.
    pub kind: Option<String>,
}
