//! Records a meeting that was held.

use super::super::requests::RecordMeeting;
use super::super::{queries, store};
use crate::rooms::org_units;
use crate::web::answer;
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::branch_meetings;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::{Caller, Place};
use lamtheo_domain::kernel::{Refusal, ids::*};
use lamtheo_domain::meeting::{MeetingDraft, check_meeting};
use serde_json::json;

/// The chi bộ within the caller's reach.
pub(in super::super) fn scope(tx: &mut Tx<'_>, caller: &Caller, unit: &UnitId) -> Outcome<Place> {
    let place = org_units::place(tx.conn, unit, tx.at.today)?.ok_or_else(Refusal::not_found)?;
    if !store::may_read(caller, &place) {
        return Err(Refusal::not_found().into());
    }
    store::may_write(caller, &place)?;
    Ok(place)
}

/// Stores the meeting.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    place: Place,
    body: RecordMeeting,
) -> Outcome<Recorded<StoredReply>> {
    if !place.kind.is_branch() {
        return Err(
            Refusal::invalid("not_a_branch", "Chỉ chi bộ mới ghi nhận sinh hoạt chi bộ").into(),
        );
    }
    let draft = check_meeting(draft_of(&body), tx.at.today)?;
    let now = stored(tx.at.now);
    let row = store::MeetingRow {
        id: MeetingId::new(tx.at.now),
        unit_id: place.unit_id.clone(),
        held_on: draft.held_on,
        kind: draft.kind,
        theme: draft.theme,
        present_count: draft.present_count,
        absent_count: draft.absent_count,
        minutes_no: draft.minutes_no,
        recorded_by: caller.user_id.clone(),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    diesel::insert_into(branch_meetings::table)
        .values(&row)
        .execute(tx.conn)?;
    let view = queries::view(tx.conn, caller, &row, &place, tx.at.today)?;
    let reply = answer::created(format!("/api/v1/branch-meetings/{}", row.id), &view)?;
    let event = Event::new("branch_meeting.recorded", "branch_meeting", &row.id)
        .unit(&row.unit_id)
        .after(json!({ "held_on": row.held_on, "kind": row.kind, "minutes_no": row.minutes_no }));
    tx.record(event, reply)
}

/// The meeting as the rules check it.
pub(super) fn draft_of(body: &RecordMeeting) -> MeetingDraft {
    MeetingDraft {
        held_on: body.held_on,
        kind: body.kind,
        theme: body.theme.clone(),
        present_count: body.present_count,
        absent_count: body.absent_count,
        minutes_no: body.minutes_no.clone(),
    }
}
