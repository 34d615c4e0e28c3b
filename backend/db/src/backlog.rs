//! How long committed rows wait for the work beside the requests.

use crate::audit;
use crate::schema::outbox;
use crate::{Db, Outcome};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// Since when the oldest row waits: an audit row to be chained or an event to
/// be delivered; `None` when nothing does.
pub fn waiting_since(conn: &mut Db) -> Outcome<Option<NaiveDateTime>> {
    let event: Option<NaiveDateTime> = outbox::table
        .filter(outbox::delivered_at.is_null())
        .order(outbox::id)
        .select(outbox::at)
        .first(conn)
        .optional()?;
    let row = audit::unsealed_since(conn)?;
    Ok(event.into_iter().chain(row).min())
}
