//! Reads an upload part by part as it arrives, never whole in memory.

use super::Files;
use super::blobs::{Spool, disk};
use crate::web::next_chunk;
use crate::web::problem::{Fault, Handled};
use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::http::StatusCode;
use actix_web::web::{Bytes, BytesMut};
use chrono::{DateTime, Utc};
use lamtheo_db::{DbError, Failure};
use lamtheo_domain::file::{self, FileName};
use lamtheo_domain::kernel::{FieldError, Refusal, ids::*};
use std::io::Write;
use std::time::Duration;

/// Bytes that are written at once.
const BATCH: usize = 1 << 18;
/// Longest text part.
const TEXT_BYTES: usize = 200;
/// Longest pause between two chunks.
const PAUSE: Duration = Duration::from_secs(30);
/// Longest time of an upload.
const WHOLE: Duration = Duration::from_mins(10);

/// What arrived.
pub(super) struct Received {
    /// The file, in a temporary place.
    pub spool: Spool,
    /// Its clean name.
    pub name: FileName,
    /// The unit whose room it takes, when named.
    pub unit_id: Option<UnitId>,
}

impl Received {
    /// What a repeat of the upload must have in common with it.
    pub fn digest(&self) -> String {
        let unit = self.unit_id.as_ref().map_or("-", UnitId::as_str);
        let name = self.name.with_extension(&self.name.extension);
        format!("{} {unit} {name}", self.spool.sha256())
    }
}

/// Reads the form to its end.
pub(super) async fn receive(
    files: &Files,
    form: Multipart,
    now: DateTime<Utc>,
) -> Handled<Received> {
    let _place = files.arrive()?;
    tokio::time::timeout(WHOLE, read(files, form, now))
        .await
        .unwrap_or_else(|_| Err(slow()))
}

async fn read(files: &Files, mut form: Multipart, now: DateTime<Utc>) -> Handled<Received> {
    let mut spooled: Option<(Spool, FileName)> = None;
    let mut unit_id = None;
    while let Some(field) = in_time(next_chunk(&mut form)).await? {
        let field = field.map_err(|error| unreadable(&error))?;
        match field.name() {
            Some("file") if spooled.is_some() => return Err(file::several().into()),
            Some("file") => spooled = Some(spool(files, field, now).await?),
            Some("unit_id") => unit_id = Some(unit(field).await?),
            other => return Err(unknown_part(other.unwrap_or_default()).into()),
        }
    }
    let (spool, name) = spooled.ok_or_else(file::missing)?;
    Ok(Received {
        spool,
        name,
        unit_id,
    })
}

/// Writes the file part to a temporary file.
async fn spool(files: &Files, mut field: Field, now: DateTime<Utc>) -> Handled<(Spool, FileName)> {
    let name = field.content_disposition().and_then(|disposition| {
        let extended = disposition.get_filename_ext();
        extended
            .map(|name| String::from_utf8_lossy(&name.value).into_owned())
            .or_else(|| disposition.get_filename().map(str::to_owned))
    });
    let name = FileName::clean(name.as_deref().unwrap_or_default());
    let blobs = files.blobs.clone();
    let mut spool = blocking(move || blobs.begin(now)).await?;
    let most = files.settings.most_bytes;
    let mut batch = BytesMut::new();
    let mut total: u64 = 0;
    while let Some(chunk) = in_time(next_chunk(&mut field)).await? {
        let chunk = chunk.map_err(|error| unreadable(&error))?;
        total += chunk.len() as u64;
        if total > most {
            return Err(too_large(most));
        }
        batch.extend_from_slice(&chunk);
        if batch.len() >= BATCH {
            spool = write(spool, batch.split().freeze()).await?;
        }
    }
    let spool = write(spool, batch.freeze()).await?;
    Ok((spool, name))
}

async fn write(mut spool: Spool, bytes: Bytes) -> Handled<Spool> {
    blocking(move || spool.write_all(&bytes).map(|()| spool)).await
}

async fn unit(mut field: Field) -> Handled<UnitId> {
    let bytes = in_time(field.bytes(TEXT_BYTES)).await?;
    let bytes = bytes.map_err(|_| no_unit())?;
    let bytes = bytes.map_err(|error| unreadable(&error))?;
    let text = std::str::from_utf8(&bytes).map_err(|_| no_unit())?;
    Ok(text.parse().map_err(|_| no_unit())?)
}

fn no_unit() -> Refusal {
    Refusal::fields(vec![FieldError::new(
        "/unit_id",
        "invalid_value",
        "Mã đơn vị không hợp lệ",
    )])
}

fn unknown_part(name: &str) -> Refusal {
    let shown: String = name
        .chars()
        .filter(|c| c.is_alphanumeric() || "_-".contains(*c))
        .take(40)
        .collect();
    Refusal::fields(vec![FieldError::new(
        format!("/{shown}"),
        "unknown_field",
        format!("Không có trường “{shown}”"),
    )])
}

async fn in_time<T>(work: impl Future<Output = T>) -> Handled<T> {
    tokio::time::timeout(PAUSE, work).await.map_err(|_| slow())
}

/// Runs work on the disk off the threads that serve.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Handled<T> {
    let done = tokio::task::spawn_blocking(work).await;
    let done = done.map_err(|_| Failure::Database(DbError::Panicked))?;
    Ok(done.map_err(disk)?)
}

fn too_large(most: u64) -> Fault {
    Fault::with_status(StatusCode::PAYLOAD_TOO_LARGE, file::too_large(most))
}

fn slow() -> Fault {
    Fault::with_status(
        StatusCode::REQUEST_TIMEOUT,
        Refusal::invalid(
            "upload_too_slow",
            "Tệp tải lên quá chậm hoặc bị ngắt quãng; vui lòng thử lại",
        ),
    )
}

fn unreadable(error: &MultipartError) -> Fault {
    tracing::debug!(%error, "an upload could not be read");
    Fault::with_status(
        StatusCode::BAD_REQUEST,
        Refusal::invalid(
            "multipart_syntax",
            "Không đọc được nội dung tải lên; vui lòng thử lại",
        ),
    )
}
