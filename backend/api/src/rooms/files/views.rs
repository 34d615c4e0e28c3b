//! Files and evidence as clients see them.

use super::evidence::EvidencePart;
use super::store::{EvidenceRow, FileRow};
use crate::web::Entity;
use chrono::{DateTime, Utc};
use lamtheo_db::shown;
use lamtheo_domain::kernel::ids::*;
use serde::Serialize;
use utoipa::ToSchema;

/// An uploaded file.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FileView {
    /// Id.
    pub id: FileId,
    /// The name it is shown under.
    pub name: String,
    /// Its media type.
    #[schema(value_type = String)]
    pub media_type: &'static str,
    /// Bytes as kept; a picture is drawn anew and seldom as large as it came.
    pub size: i32,
    /// SHA-256 of the content as kept.
    pub sha256: String,
    /// Width of a picture, in points.
    pub width: Option<i32>,
    /// Height of a picture, in points.
    pub height: Option<i32>,
    /// The unit whose room it takes.
    pub unit_id: UnitId,
    /// The account that uploaded it.
    pub uploaded_by: UserId,
    /// Uploaded at.
    pub created_at: DateTime<Utc>,
    /// Always 1: a file is not changed.
    pub version: i32,
    /// What this caller may do now.
    pub allowed_actions: Vec<&'static str>,
}

impl Entity for FileView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The view of a file; who asks decides what may be done.
pub fn file_view(row: &FileRow, allowed_actions: Vec<&'static str>) -> FileView {
    FileView {
        id: row.id.clone(),
        name: row.original_name.clone(),
        media_type: row.kind.media_type(),
        size: row.size,
        sha256: row.sha256.clone(),
        width: row.width,
        height: row.height,
        unit_id: row.unit_id.clone(),
        uploaded_by: row.uploaded_by.clone(),
        created_at: shown(row.created_at),
        version: row.version,
        allowed_actions,
    }
}

/// A file that hangs on a record (minh chứng).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvidenceView {
    /// Id of the evidence, not of the file.
    pub id: EvidenceId,
    /// The file; whoever reads the record may read it.
    pub file: FileView,
    /// The record itself, a report on it, or an update.
    pub part: EvidencePart,
    /// The report or the update; of the record itself its own id.
    pub part_id: String,
    /// A word about it.
    pub note: Option<String>,
    /// The account that added it.
    pub added_by: UserId,
    /// Display name of that account.
    pub added_by_name: String,
    /// When.
    pub added_at: DateTime<Utc>,
    /// What this caller may do now.
    pub allowed_actions: Vec<&'static str>,
    /// Always 1: evidence is not changed.
    pub version: i32,
}

impl Entity for EvidenceView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The view of a piece of evidence.
pub(super) fn evidence(row: EvidenceRow, file: &FileRow, added_by_name: String) -> EvidenceView {
    EvidenceView {
        id: row.id,
        file: file_view(file, Vec::new()),
        part: row.part,
        part_id: row.part_id,
        note: row.note,
        added_by: row.added_by,
        added_by_name,
        added_at: shown(row.added_at),
        allowed_actions: Vec::new(),
        version: 1,
    }
}
