//! Changes an own saved view.

use super::super::queries;
use super::super::requests::ChangeViewBody;
use super::super::store::{self, ViewRow};
use super::check::check_query;
use crate::web::answer;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::issue::check_view_name;

/// Stores the change; what is left out stays.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut row: ViewRow,
    body: ChangeViewBody,
) -> Outcome<Recorded<StoredReply>> {
    if let Some(name) = &body.name {
        row.name = check_view_name(name)?;
    }
    if let Some(query) = body.query {
        row.query = check_query(query)?;
    }
    row.shared = body.shared.unwrap_or(row.shared);
    store::save(tx, &mut row)?;
    let event = Event::new("saved_view.changed", "saved_view", &row.id);
    let view = queries::one(tx, caller, row)?;
    tx.record(event, answer::changed(&view)?)
}
