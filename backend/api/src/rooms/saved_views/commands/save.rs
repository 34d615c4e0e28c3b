//! Keeps the filters of a list under a name.

use super::super::queries;
use super::super::requests::SaveViewBody;
use super::super::store::{self, ViewRow};
use super::check::{check_query, check_room};
use crate::web::answer;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::issue::check_view_name;
use lamtheo_domain::kernel::{Refusal, ids::*};

/// Most views of one account.
const MOST: i64 = 100;

/// Stores the view.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    body: SaveViewBody,
) -> Outcome<Recorded<StoredReply>> {
    check_room(&body.room)?;
    if store::count_of(tx.conn, &caller.user_id)? >= MOST {
        return Err(Refusal::invalid(
            "too_many_views",
            "Mỗi tài khoản lưu nhiều nhất 100 cách xem",
        )
        .into());
    }
    let now = stored(tx.at.now);
    let row = ViewRow {
        id: SavedViewId::new(tx.at.now),
        user_id: caller.user_id.clone(),
        room: body.room,
        name: check_view_name(&body.name)?,
        query: check_query(body.query)?,
        shared: body.shared,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    store::insert(tx.conn, &row)?;
    let event = Event::new("saved_view.created", "saved_view", &row.id);
    let location = format!("/api/v1/saved-views/{}", row.id);
    let view = queries::one(tx, caller, row)?;
    tx.record(event, answer::created(location, &view)?)
}
