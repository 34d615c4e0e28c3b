//! What comes in.

use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Which views are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct SavedViewQuery {
    /// Only those of this list, e.g. `issues`.
    pub room: Option<String>,
}

/// A view to keep.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveViewBody {
    /// The list it belongs to, e.g. `issues`.
    pub room: String,
    /// What it is called.
    pub name: String,
    /// The filters as a query string, without `?`.
    pub query: String,
    /// Shown to everyone with a role on one of the owner's units.
    #[serde(default)]
    pub shared: bool,
}

/// A change of a view; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ChangeViewBody {
    /// What it is called.
    pub name: Option<String>,
    /// The filters as a query string, without `?`.
    pub query: Option<String>,
    /// Shown to everyone with a role on one of the owner's units.
    pub shared: Option<bool>,
}
