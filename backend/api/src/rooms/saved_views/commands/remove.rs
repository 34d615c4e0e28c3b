//! Takes an own saved view away.

use super::super::store::{self, ViewRow};
use crate::web::answer;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx};

/// Removes the view.
pub(in super::super) fn run(tx: &mut Tx<'_>, row: &ViewRow) -> Outcome<Recorded<StoredReply>> {
    store::remove(tx, row)?;
    let event = Event::new("saved_view.removed", "saved_view", &row.id);
    tx.record(event, answer::gone())
}
