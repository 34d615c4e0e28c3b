//! `/api/v1/branch-meetings`.

use super::commands::{self, Loaded};
use super::queries;
use super::requests::{Acts, EditMeeting, MeetingQuery, RecordMeeting};
use super::views::{ActView, MeetingView};
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, ListOf, PathId, Query, Reply};
use actix_web::{get, patch, post};
use lamtheo_domain::access::held::*;
use lamtheo_domain::kernel::ids::*;

/// Branch meetings within the caller's scope.
#[utoipa::path(tag = "branch-meetings", operation_id = "list_meetings", params(MeetingQuery), responses((status = 200, body = ListOf<MeetingView>)))]
#[get("/api/v1/branch-meetings")]
pub async fn list(call: Allowed<ReadMeetings, Query<MeetingQuery>>) -> Handled<Reply> {
    call.answer(queries::list).await
}

/// Records a meeting of a chi bộ.
#[utoipa::path(tag = "branch-meetings", operation_id = "record_meeting", request_body = RecordMeeting, responses((status = 201, body = MeetingView)))]
#[post("/api/v1/branch-meetings")]
pub async fn create(call: Allowed<WriteMeetings, Body<RecordMeeting>>) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let unit = body.unit_id.clone();
    call.create(
        move |tx, caller| commands::record::scope(tx, caller, &unit),
        move |tx, caller, place| commands::record::run(tx, caller, place, body),
    )
    .await
}

/// One branch meeting.
#[utoipa::path(tag = "branch-meetings", operation_id = "get_meeting", params(("id" = MeetingId, Path)), responses((status = 200, body = MeetingView)))]
#[get("/api/v1/branch-meetings/{id}")]
pub async fn get(id: PathId<MeetingId>, call: Allowed<ReadMeetings>) -> Handled<Reply> {
    call.show(id, queries::get).await
}

/// Corrects a meeting's record.
#[utoipa::path(tag = "branch-meetings", operation_id = "edit_meeting", params(("id" = MeetingId, Path), IfMatch), request_body = EditMeeting, responses((status = 200, body = MeetingView)))]
#[patch("/api/v1/branch-meetings/{id}")]
pub async fn edit(
    id: PathId<MeetingId>,
    call: Allowed<WriteMeetings, Body<EditMeeting>>,
) -> Handled<Reply> {
    call.act_with(id, commands::edit::load, commands::edit::run)
        .await
}

/// Passes, returns, confirms or sends back many records in one act of the meeting.
#[utoipa::path(tag = "branch-meetings", operation_id = "decide_in_meeting", params(("id" = MeetingId, Path)), request_body = Acts, responses((status = 200, body = ActView)))]
#[post("/api/v1/branch-meetings/{id}/decisions")]
pub async fn decide(
    id: PathId<MeetingId>,
    call: Allowed<WriteMeetings, Body<Acts>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let id = id.get()?;
    call.create(
        move |tx, caller| commands::edit::load(tx, caller, &id),
        move |tx, caller, loaded: Loaded| commands::decide::run(tx, caller, loaded, body),
    )
    .await
}
