//! Corrects what was recorded of a meeting.

use super::super::requests::EditMeeting;
use super::super::{queries, store};
use super::Loaded;
use crate::web::answer;
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::branch_meetings;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::meeting::{MeetingDraft, check_meeting};
use serde_json::json;

/// Loads the meeting for its secretary.
pub(in super::super) fn load(tx: &mut Tx<'_>, caller: &Caller, id: &MeetingId) -> Outcome<Loaded> {
    let (row, unit) = store::readable(tx.conn, caller, tx.at.today, id)?;
    store::may_write(caller, &unit.place)?;
    Ok(Loaded { row, unit })
}

/// Runs the correction.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    loaded: Loaded,
    body: EditMeeting,
) -> Outcome<Recorded<StoredReply>> {
    let Loaded { mut row, unit } = loaded;
    let before = json!({ "held_on": row.held_on, "kind": row.kind, "minutes_no": row.minutes_no });
    let draft = MeetingDraft {
        held_on: body.held_on.unwrap_or(row.held_on),
        kind: body.kind.unwrap_or(row.kind),
        theme: body.theme.unwrap_or_else(|| row.theme.clone()),
        present_count: body.present_count.unwrap_or(row.present_count),
        absent_count: body.absent_count.unwrap_or(row.absent_count),
        minutes_no: body.minutes_no.unwrap_or_else(|| row.minutes_no.clone()),
    };
    let draft = check_meeting(draft, tx.at.today)?;
    let read_at = row.version;
    row.held_on = draft.held_on;
    row.kind = draft.kind;
    row.theme = draft.theme;
    row.present_count = draft.present_count;
    row.absent_count = draft.absent_count;
    row.minutes_no = draft.minutes_no;
    row.version += 1;
    row.updated_at = stored(tx.at.now);
    let changed = diesel::update(branch_meetings::table)
        .filter(branch_meetings::id.eq(row.id.clone()))
        .filter(branch_meetings::version.eq(read_at))
        .set(row.clone())
        .execute(tx.conn)?;
    Tx::one_row(changed)?;
    let reply = answer::changed(&queries::view(caller, &row, &unit))?;
    let event = Event::new("branch_meeting.edited", "branch_meeting", &row.id)
        .unit(&row.unit_id)
        .before(before)
        .after(json!({ "held_on": row.held_on, "kind": row.kind, "minutes_no": row.minutes_no }));
    tx.record(event, reply)
}
