//! Records a meeting that was held.

use super::super::requests::RecordMeeting;
use super::super::{queries, store};
use crate::rooms::org_units::{self, Standing};
use crate::web::answer;
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::branch_meetings;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::{Refusal, ids::*};
use lamtheo_domain::meeting::{MeetingDraft, check_meeting};
use serde_json::json;

/// The chi bộ within the caller's reach.
pub(in super::super) fn scope(
    tx: &mut Tx<'_>,
    caller: &Caller,
    unit: &UnitId,
) -> Outcome<Standing> {
    let unit = org_units::standing(tx.conn, unit, tx.at.today)?.ok_or_else(Refusal::not_found)?;
    if !store::may_read(caller, &unit.place) {
        return Err(Refusal::not_found().into());
    }
    store::may_write(caller, &unit.place)?;
    Ok(unit)
}

/// Stores the meeting.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    unit: Standing,
    body: RecordMeeting,
) -> Outcome<Recorded<StoredReply>> {
    if !unit.place.kind.is_branch() {
        return Err(
            Refusal::invalid("not_a_branch", "Chỉ chi bộ mới ghi nhận sinh hoạt chi bộ").into(),
        );
    }
    let draft = check_meeting(draft_of(&body), tx.at.today)?;
    let now = stored(tx.at.now);
    let row = store::MeetingRow {
        id: MeetingId::new(tx.at.now),
        unit_id: unit.place.unit_id.clone(),
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
    let view = queries::view(caller, &row, &unit);
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
