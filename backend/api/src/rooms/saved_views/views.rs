//! Saved views as clients see them.

use crate::web::Entity;
use chrono::{DateTime, Utc};
use lamtheo_domain::kernel::ids::*;
use serde::Serialize;
use utoipa::ToSchema;

/// A saved view.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SavedView {
    /// Id.
    pub id: SavedViewId,
    /// Whose it is.
    pub user_id: UserId,
    /// Display name of that account.
    pub user_name: String,
    /// The list it belongs to, e.g. `issues`.
    pub room: String,
    /// What it is called.
    pub name: String,
    /// The filters as a query string, without `?`.
    pub query: String,
    /// Shown to everyone with a role on one of the owner's units.
    pub shared: bool,
    /// Version, the ETag.
    pub version: i32,
    /// What this caller may do now.
    pub allowed_actions: Vec<&'static str>,
    /// Created at.
    pub created_at: DateTime<Utc>,
    /// Last changed at.
    pub updated_at: DateTime<Utc>,
}

impl Entity for SavedView {
    fn version(&self) -> i32 {
        self.version
    }
}
