//! What clients send about files.

use serde::Deserialize;
use utoipa::ToSchema;

/// A file to be uploaded, as a multipart form.
#[derive(ToSchema)]
#[allow(dead_code)]
pub struct UploadForm {
    /// PDF, Word (.docx), Excel (.xlsx) or a picture (JPEG, PNG, WebP); one file.
    #[schema(value_type = String, format = Binary, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
    /// The unit whose room it takes; without it the caller's own.
    #[schema(value_type = Option<String>)]
    unit_id: Option<String>,
}

/// A file that is hung on a record.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttachBody {
    /// An own uploaded file.
    pub file_id: String,
    /// A word about it; at most 500 characters.
    #[serde(default)]
    pub note: Option<String>,
}
