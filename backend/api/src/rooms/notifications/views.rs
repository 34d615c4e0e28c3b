//! Notices and their settings as their reader sees them.

use super::store::{NoticeRow, SettingsRow};
use crate::web::Entity;
use chrono::{DateTime, Utc};
use lamtheo_db::shown;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::notice::NoticeKind;
use serde::Serialize;
use utoipa::ToSchema;

/// A notice.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NotificationView {
    /// Id.
    pub id: NotificationId,
    /// Which setting holds.
    pub kind: NoticeKind,
    /// What happened, e.g. `registration.submitted`.
    pub event: String,
    /// Notices that belong together.
    pub group_key: String,
    /// One line, Vietnamese.
    pub title: String,
    /// Plain text, Vietnamese.
    pub body: String,
    /// Resource of what it is about, e.g. `registration`.
    pub object_type: Option<String>,
    /// Its id.
    pub object_id: Option<String>,
    /// The unit concerned.
    pub unit_id: Option<UnitId>,
    /// Read at.
    pub read_at: Option<DateTime<Utc>>,
    /// Version, the ETag.
    pub version: i32,
    /// What the reader may do: `read` while it is unread.
    pub allowed_actions: Vec<&'static str>,
    /// Came at.
    pub created_at: DateTime<Utc>,
    /// Last changed at.
    pub updated_at: DateTime<Utc>,
}

impl Entity for NotificationView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// One page of the inbox, newest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InboxView {
    /// The notices of this page.
    pub items: Vec<NotificationView>,
    /// The page, from 1.
    #[schema(value_type = i32)]
    pub page: i64,
    /// Notices on a page.
    #[schema(value_type = i32)]
    pub per_page: i64,
    /// Notices that match, on all pages.
    #[schema(value_type = i32)]
    pub total: i64,
    /// Unread notices of the whole inbox.
    #[schema(value_type = i32)]
    pub unread_total: i64,
    /// The groups of this page's notices, counted over the whole inbox.
    pub groups: Vec<GroupView>,
}

/// Notices that belong together.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GroupView {
    /// Names the group.
    pub group_key: String,
    /// What they say, Vietnamese.
    pub title: String,
    /// How many there are.
    #[schema(value_type = i32)]
    pub total: i64,
    /// How many are unread.
    #[schema(value_type = i32)]
    pub unread: i64,
}

/// How many notices are unread.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UnreadView {
    /// Unread notices of the whole inbox.
    #[schema(value_type = i32)]
    pub unread_total: i64,
}

/// How many notices became read.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReadView {
    /// Notices that were unread.
    #[schema(value_type = i32)]
    pub read: i64,
    /// Unread notices that are left.
    #[schema(value_type = i32)]
    pub unread_total: i64,
}

/// What the caller wants to be told in which way.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NotificationSettingsView {
    /// Where letters go.
    pub email: Option<String>,
    /// Whether the installation sends letters at all.
    pub email_available: bool,
    /// Every kind.
    pub kinds: Vec<KindView>,
    /// Version, the ETag.
    pub version: i32,
    /// What the caller may do.
    pub allowed_actions: Vec<&'static str>,
    /// Created at.
    pub created_at: DateTime<Utc>,
    /// Last changed at.
    pub updated_at: DateTime<Utc>,
}

impl Entity for NotificationSettingsView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// In which ways one kind is wanted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct KindView {
    /// The kind.
    pub kind: NoticeKind,
    /// Its Vietnamese name.
    pub label: &'static str,
    /// In the inbox.
    pub in_app: bool,
    /// By e-mail, when there is an address.
    pub email: bool,
}

/// The view of a notice.
pub(super) fn notice(row: NoticeRow) -> NotificationView {
    NotificationView {
        allowed_actions: if row.read_at.is_none() {
            vec!["read"]
        } else {
            Vec::new()
        },
        id: row.id,
        kind: row.kind,
        event: row.event,
        group_key: row.group_key,
        title: row.title,
        body: row.body,
        object_type: row.object_type,
        object_id: row.object_id,
        unit_id: row.unit_id,
        read_at: row.read_at.map(shown),
        version: row.version,
        created_at: shown(row.created_at),
        updated_at: shown(row.updated_at),
    }
}

/// The view of settings.
pub(super) fn settings(row: &SettingsRow, email_available: bool) -> NotificationSettingsView {
    let choices = row.choices();
    let kinds = NoticeKind::ALL
        .iter()
        .map(|kind| {
            let choice = choices.of(*kind);
            KindView {
                kind: *kind,
                label: kind.label(),
                in_app: choice.in_app,
                email: choice.email,
            }
        })
        .collect();
    NotificationSettingsView {
        email: row.email.clone(),
        email_available,
        kinds,
        version: row.version,
        allowed_actions: vec!["edit"],
        created_at: shown(row.created_at),
        updated_at: shown(row.updated_at),
    }
}
