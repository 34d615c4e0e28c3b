//! Takes a person off the roll of a unit from a day on.

use super::super::store::{self, MembershipRow};
use super::refuse_ended;
use chrono::NaiveDate;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::roll::{self, EndReason};
use serde_json::json;

/// Ends the line; `valid_to` is the first day that no longer belongs to it.
pub fn run(
    tx: &mut Tx<'_>,
    row: MembershipRow,
    valid_to: Option<NaiveDate>,
    reason: EndReason,
) -> Outcome<Recorded<()>> {
    refuse_ended(&row, tx.at.today)?;
    let valid_to = valid_to.unwrap_or(tx.at.today);
    let days = roll::check_days(row.valid_from, Some(valid_to))?;
    if store::overlaps(tx.conn, &row.person_id, days, Some(&row.id))? {
        return Err(roll::membership_overlaps().into());
    }
    let touched = store::end_membership(tx.conn, &row, valid_to, reason, stored(tx.at.now))?;
    Tx::one_row(touched)?;
    let event = Event::new("membership.ended", "membership", &row.id)
        .unit(&row.unit_id)
        .reason(reason.as_str())
        .before(json!({"valid_to": row.valid_to}))
        .after(json!({"valid_to": valid_to, "end_reason": reason}));
    tx.record(event, ())
}
