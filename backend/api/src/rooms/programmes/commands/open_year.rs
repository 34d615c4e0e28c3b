//! Opens a programme year for registrations.

use super::super::store::{self, YearRow};
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::programme::{ProgrammeVerb, next_year_status};
use serde_json::json;

/// Opens the year.
pub fn run(tx: &mut Tx<'_>, year: YearRow) -> Outcome<Recorded<()>> {
    let next = next_year_status(year.status, ProgrammeVerb::Open)?;
    let changed = store::set_status(tx.conn, &year, next, stored(tx.at.now))?;
    Tx::one_row(changed)?;
    let event = Event::new("programme_year.opened", "programme_year", &year.id)
        .before(json!({"status": year.status}))
        .after(json!({"year": year.year, "status": next}));
    tx.record(event, ())
}
