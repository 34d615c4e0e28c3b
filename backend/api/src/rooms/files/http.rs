//! `/api/v1/files`: upload and removal. Reading is in the room `downloads`.

use super::requests::UploadForm;
use super::views::FileView;
use super::{commands, receive};
use crate::web::problem::Handled;
use crate::web::{Allowed, Form, IfMatch, PathId, Reply};
use actix_web::{delete, post};
use lamtheo_domain::access::held::*;
use lamtheo_domain::kernel::ids::*;

/// Uploads one file, to be hung on a record afterwards.
#[utoipa::path(tag = "files", operation_id = "upload", request_body(content = inline(UploadForm), content_type = "multipart/form-data"), responses((status = 201, body = FileView)))]
#[post("/api/v1/files")]
pub async fn upload(call: Allowed<UploadFiles, Form>) -> Handled<Reply> {
    let (call, Form(form)) = call.split();
    let app = call.app.clone();
    let now = app.db.clock().moment().now;
    let user = call.caller.user_id.as_str();
    app.limits.upload(user, now.timestamp_millis())?;
    let received = receive::receive(&app.files, form, now).await?;
    let digest = received.digest();
    let unit = received.unit_id.clone();
    let most = app.settings.files.unit_quota;
    // A repeat may find the room taken by its own first attempt: asked below.
    let wanted = (!call.is_repeatable()).then_some(received.spool.size());
    let unit = call
        .read(move |tx, caller| {
            let unit = commands::keep::scope(tx.conn, caller, tx.at.today, unit)?;
            if let Some(size) = wanted {
                commands::keep::check_quota(tx.conn, &unit, size, most)?;
            }
            Ok(unit)
        })
        .await?;
    let meant = unit.clone();
    let kept = commands::keep::inspect_and_keep(&app.files, received, now).await?;
    call.having_read(&digest)
        .create(
            move |tx, caller| commands::keep::scope(tx.conn, caller, tx.at.today, Some(meant)),
            move |tx, caller, unit| commands::keep::run(tx, caller, &unit, kept, most),
        )
        .await
}

/// Takes an own file away that hangs on nothing.
#[utoipa::path(tag = "files", operation_id = "delete", params(("id" = FileId, Path), IfMatch), responses((status = 204)))]
#[delete("/api/v1/files/{id}")]
pub async fn remove(id: PathId<FileId>, call: Allowed<UploadFiles>) -> Handled<Reply> {
    call.act(id, commands::remove::load, |tx, _, row| {
        commands::remove::run(tx, &row)
    })
    .await
}
