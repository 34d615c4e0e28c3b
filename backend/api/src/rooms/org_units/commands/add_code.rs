//! Gives a unit an official code from a date on; the code of the same system
//! that was valid until then ends.

use super::super::store::{self, CodeRow, UnitRow};
use chrono::NaiveDate;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::kernel::ids::RowId;
use lamtheo_domain::unit;
use serde_json::json;

/// Adds the code.
pub fn run(
    tx: &mut Tx<'_>,
    row: UnitRow,
    (system, code): (&str, &str),
    valid_from: Option<NaiveDate>,
) -> Outcome<Recorded<()>> {
    let (system, code) = unit::check_code(system, code)?;
    let from = valid_from.unwrap_or(tx.at.today);
    let current = store::codes(tx.conn, std::slice::from_ref(&row.id))?
        .into_iter()
        .rfind(|known| known.system == system);
    let before = current.as_ref().map(|known| known.code.clone());
    match current {
        Some(known) if from < known.valid_from => {
            return Err(unit::before_latest_change().into());
        }
        Some(known) if from == known.valid_from => store::delete_code(tx.conn, &known.id)?,
        Some(known) if known.valid_to.is_none() => store::close_code(tx.conn, &known.id, from)?,
        _ => {}
    }
    store::insert_code(
        tx.conn,
        &CodeRow {
            id: RowId::new(tx.at.now),
            unit_id: row.id.clone(),
            system: system.clone(),
            code: code.clone(),
            valid_from: from,
            valid_to: None,
        },
    )?;
    let now = stored(tx.at.now);
    let touched = store::touch(
        tx.conn,
        &row.id,
        row.version,
        row.party_unit_id.as_ref(),
        now,
    )?;
    Tx::one_row(touched)?;
    let event = Event::new("unit.code_added", "unit", &row.id)
        .unit(&row.id)
        .before(json!({"system": system, "code": before}))
        .after(json!({"system": system, "code": code, "valid_from": from}));
    tx.record(event, ())
}
