//! Branch meetings as clients see them.

use super::store::MeetingRow;
use crate::web::Entity;
use chrono::{DateTime, NaiveDate, Utc};
use lamtheo_db::shown;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::meeting::MeetingKind;
use serde::Serialize;
use utoipa::ToSchema;

/// A branch meeting.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MeetingView {
    /// Id.
    pub id: MeetingId,
    /// The chi bộ.
    pub unit_id: UnitId,
    /// Its name today.
    pub unit_name: String,
    /// The day it was held.
    pub held_on: NaiveDate,
    /// Regular, thematic or extraordinary.
    pub kind: MeetingKind,
    /// Theme of the month.
    pub theme: String,
    /// Members present.
    pub present_count: i32,
    /// Members absent.
    pub absent_count: i32,
    /// Number of the minutes.
    pub minutes_no: String,
    /// Who recorded it.
    pub recorded_by: UserId,
    /// Version, the ETag.
    pub version: i32,
    /// What this caller may do now.
    pub allowed_actions: Vec<&'static str>,
    /// Created at.
    pub created_at: DateTime<Utc>,
    /// Last changed at.
    pub updated_at: DateTime<Utc>,
}

impl Entity for MeetingView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The view of a row.
pub(super) fn meeting(row: &MeetingRow, unit_name: String, writes: bool) -> MeetingView {
    MeetingView {
        id: row.id.clone(),
        unit_id: row.unit_id.clone(),
        unit_name,
        held_on: row.held_on,
        kind: row.kind,
        theme: row.theme.clone(),
        present_count: row.present_count,
        absent_count: row.absent_count,
        minutes_no: row.minutes_no.clone(),
        recorded_by: row.recorded_by.clone(),
        version: row.version,
        allowed_actions: if writes {
            vec!["edit", "decide"]
        } else {
            Vec::new()
        },
        created_at: shown(row.created_at),
        updated_at: shown(row.updated_at),
    }
}

/// What became of every item of an act.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ActView {
    /// One result per item, in the order of the request.
    pub results: Vec<ItemResult>,
    /// Items that passed.
    pub passed: i32,
    /// Items that were refused; they are as they were.
    pub refused: i32,
}

/// What became of one item.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ItemResult {
    /// `registration` or `pledge`.
    pub record: &'static str,
    /// Its id.
    pub id: String,
    /// Whether it passed.
    pub ok: bool,
    /// The version after the act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
    /// The refusal's stable code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'static str>,
    /// Vietnamese: what happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Vietnamese: why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Whose record it is, so that a refusal can be read by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
}
