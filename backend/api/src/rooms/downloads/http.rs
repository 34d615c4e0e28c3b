//! `GET /api/v1/files/{id}` and its content.

use super::body::FileBody;
use super::queries::{self, Readable};
use crate::rooms::files::{FileRow, FileView};
use crate::web::problem::Handled;
use crate::web::{Allowed, PathId, Reply};
use actix_web::body::BoxBody;
use actix_web::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    ContentEncoding, ETAG, IF_NONE_MATCH,
};
use actix_web::{HttpRequest, HttpResponse, get};
use lamtheo_db::{DbError, Event, Failure};
use lamtheo_domain::access::held::*;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::kernel::text::search_key;
use std::fmt::Write;
use utoipa::ToSchema;

/// A file opened in a browser all the same can do and reach nothing.
const POLICY: &str =
    "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// The bytes of a file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[allow(dead_code)]
pub struct FileContent(Vec<u8>);

/// What is known of a file.
#[utoipa::path(tag = "files", operation_id = "get", params(("id" = FileId, Path)), responses((status = 200, body = FileView)))]
#[get("/api/v1/files/{id}")]
pub async fn get(id: PathId<FileId>, call: Allowed<ReadFiles>) -> Handled<Reply> {
    call.show(id, queries::get).await
}

/// The content of a file, as an attachment.
#[utoipa::path(tag = "files", operation_id = "download", params(("id" = FileId, Path)), responses((status = 200, content_type = "application/octet-stream", body = inline(FileContent)), (status = 304)))]
#[get("/api/v1/files/{id}/content")]
pub async fn content(
    req: HttpRequest,
    id: PathId<FileId>,
    call: Allowed<ReadFiles>,
) -> Handled<HttpResponse<BoxBody>> {
    let id = id.get()?;
    let Readable { row, personal, .. } = call
        .read(move |tx, caller| queries::readable(tx, caller, &id))
        .await?;
    let tag = format!("\"{}\"", row.sha256);
    let known = req
        .headers()
        .get(IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok());
    if known.is_some_and(|tags| tags.contains(&tag)) {
        return Ok(HttpResponse::NotModified()
            .insert_header((ETAG, tag))
            .finish());
    }
    let blobs = call.app.files.blobs.clone();
    let sha256 = row.sha256.clone();
    let opened = tokio::task::spawn_blocking(move || blobs.open(&sha256)).await;
    let file = opened
        .map_err(|_| Failure::Database(DbError::Panicked))?
        .map_err(|error| {
            Failure::defect(format!("the file {} lacks its content: {error}", row.id))
        })?;
    if personal {
        let event = Event::new("file.read", "file", &row.id).unit(&row.unit_id);
        let origin = call.origin().clone();
        call.app
            .db
            .write(origin, move |tx| tx.record(event, ()))
            .await?;
    }
    Ok(answer(&row, tag, file))
}

fn answer(row: &FileRow, tag: String, file: std::fs::File) -> HttpResponse<BoxBody> {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, row.kind.media_type()))
        .insert_header((CONTENT_DISPOSITION, disposition(&row.original_name)))
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((ACCEPT_RANGES, "none"))
        .insert_header((ETAG, tag))
        // Pictures and packages are packed already.
        .insert_header(ContentEncoding::Identity)
        .body(FileBody::new(file, u64::from(row.size.unsigned_abs())))
}

/// RFC 6266 with RFC 8187: a plain name for old programs, the whole one for others.
fn disposition(name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let folded = search_key(stem);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let plain = if words.is_empty() {
        "tep".to_owned()
    } else {
        words.join("-")
    };
    let mut text = format!("attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vietnamese_name_goes_out_in_two_forms() {
        assert_eq!(
            disposition("Ảnh “đường”.jpg"),
            "attachment; filename=\"anh-duong.jpg\"; \
             filename*=UTF-8''%E1%BA%A2nh%20%E2%80%9C%C4%91%C6%B0%E1%BB%9Dng%E2%80%9D.jpg"
        );
        assert!(disposition("“”.pdf").starts_with("attachment; filename=\"tep.pdf\";"));
    }
}
