//! What clients ask of the room.

use crate::web::patch::given;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::notice::NoticeKind;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Filters of the inbox.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct InboxQuery {
    /// From 1.
    #[param(value_type = Option<i32>)]
    pub page: Option<i64>,
    /// At most 200, 50 by default.
    #[param(value_type = Option<i32>)]
    pub per_page: Option<i64>,
    /// Only those not read yet, or only those read.
    pub unread: Option<bool>,
    /// One kind.
    pub kind: Option<NoticeKind>,
    /// One group.
    pub group_key: Option<String>,
}

/// Which notices become read; all of the inbox when empty.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadAllBody {
    /// Only this group.
    #[serde(default)]
    pub group_key: Option<String>,
    /// Only those up to this one: what came later than the reader saw stays unread.
    #[serde(default)]
    pub up_to: Option<NotificationId>,
}

/// A change of the settings; what is left out stays.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingsBody {
    /// Where letters go; null: no letters.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub email: Option<Option<String>>,
    /// Kinds whose ways change.
    #[serde(default)]
    pub kinds: Vec<KindChoice>,
}

/// In which ways one kind of notice is wanted.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KindChoice {
    /// The kind.
    pub kind: NoticeKind,
    /// In the inbox.
    #[serde(default)]
    pub in_app: Option<bool>,
    /// By e-mail.
    #[serde(default)]
    pub email: Option<bool>,
}
