//! Closes a programme year, and its approved registrations with it.

use super::super::store::{self, YearRow};
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::programme::{ProgrammeVerb, next_year_status};
use serde_json::json;

/// Closes the year. One audit row says how many registrations went with it: at
/// the end of a year they are tens of thousands.
pub fn run(tx: &mut Tx<'_>, year: YearRow) -> Outcome<Recorded<()>> {
    let next = next_year_status(year.status, ProgrammeVerb::Close)?;
    let now = stored(tx.at.now);
    let changed = store::set_status(tx.conn, &year, next, now)?;
    Tx::one_row(changed)?;
    let closed = store::close_registrations(tx.conn, year.year, now)?;
    let event = Event::new("programme_year.closed", "programme_year", &year.id)
        .before(json!({"status": year.status}))
        .after(json!({"year": year.year, "status": next, "registrations_closed": closed}));
    tx.record(event, ())
}
