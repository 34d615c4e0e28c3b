//! `/api/v1/notifications`: everyone's own inbox and settings.

use super::commands;
use super::requests::{InboxQuery, ReadAllBody, SettingsBody};
use super::views::{
    self, InboxView, NotificationSettingsView, NotificationView, ReadView, UnreadView,
};
use super::{queries, tell};
use crate::web::bounds::in_time;
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, PathId, Query, Reply};
use actix_web::{get, patch, post};
use lamtheo_domain::access::held::*;
use lamtheo_domain::kernel::ids::*;

/// The caller's inbox, newest first, with the number of unread notices.
#[utoipa::path(tag = "notifications", operation_id = "list_notifications", params(InboxQuery), responses((status = 200, body = InboxView)))]
#[get("/api/v1/notifications")]
pub async fn list(call: Allowed<UseInbox, Query<InboxQuery>>) -> Handled<Reply> {
    let (call, Query(query)) = call.split();
    let view = call
        .read(move |tx, caller| queries::inbox(tx.conn, &caller.user_id, &query))
        .await?;
    Ok(Reply::json(&view)?)
}

/// How many notices of the caller's inbox are unread; for a badge that asks often.
#[utoipa::path(tag = "notifications", operation_id = "count_unread_notifications", responses((status = 200, body = UnreadView)))]
#[get("/api/v1/notifications/unread")]
pub async fn unread(call: Allowed<UseInbox>) -> Handled<Reply> {
    let view = call
        .read(|tx, caller| {
            let unread_total = queries::unread(tx.conn, &caller.user_id)?;
            Ok(UnreadView { unread_total })
        })
        .await?;
    Ok(Reply::json(&view)?)
}

/// Marks one notice as read; a second time changes nothing.
#[utoipa::path(tag = "notifications", operation_id = "read_notification", params(("id" = NotificationId, Path)), responses((status = 200, body = NotificationView)))]
#[post("/api/v1/notifications/{id}/read")]
pub async fn read(id: PathId<NotificationId>, call: Allowed<UseInbox>) -> Handled<Reply> {
    let id = id.get()?;
    let user = call.caller.user_id.clone();
    let limit = call.app.settings.handler_time;
    let work = call
        .app
        .db
        .upkeep(move |conn, at| commands::read::one(conn, at, &user, &id));
    Ok(Reply::entity(&in_time(limit, work).await?)?)
}

/// Marks the whole inbox, or one group of it, as read.
#[utoipa::path(tag = "notifications", operation_id = "read_all_notifications", request_body = ReadAllBody, responses((status = 200, body = ReadView)))]
#[post("/api/v1/notifications/read-all")]
pub async fn read_all(call: Allowed<UseInbox, Body<ReadAllBody>>) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let user = call.caller.user_id.clone();
    let limit = call.app.settings.handler_time;
    let work = call
        .app
        .db
        .upkeep(move |conn, at| commands::read::all(conn, at, &user, &body));
    Ok(Reply::json(&in_time(limit, work).await?)?)
}

/// What the caller wants to be told in which way.
#[utoipa::path(tag = "notifications", operation_id = "get_notification_settings", responses((status = 200, body = NotificationSettingsView)))]
#[get("/api/v1/notifications/settings")]
pub async fn get_settings(call: Allowed<UseInbox>) -> Handled<Reply> {
    let available = call.app.settings.mail.is_some();
    let view = call
        .read(move |tx, caller| {
            let row = tell::settings_of(tx.conn, &caller.user_id, tx.at)?;
            Ok(views::settings(&row, available))
        })
        .await?;
    Ok(Reply::entity(&view)?)
}

/// Chooses what is told in which way, and where letters go.
#[utoipa::path(tag = "notifications", operation_id = "change_notification_settings", request_body = SettingsBody, params(IfMatch), responses((status = 200, body = NotificationSettingsView)))]
#[patch("/api/v1/notifications/settings")]
pub async fn change_settings(call: Allowed<UseInbox, Body<SettingsBody>>) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let available = call.app.settings.mail.is_some();
    call.change(
        |tx, caller| tell::settings_of(tx.conn, &caller.user_id, tx.at),
        move |tx, _, row| commands::change_settings::run(tx, row, body, available),
    )
    .await
}
