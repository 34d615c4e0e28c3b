//! Exempts someone on the roll from registering for a time, and ends that.

use super::super::store::{self, ExemptionRow, MembershipRow};
use super::refuse_ended;
use chrono::NaiveDate;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::kernel::ids::RowId;
use lamtheo_domain::kernel::period::Interval;
use lamtheo_domain::kernel::{Faults, Refusal};
use lamtheo_domain::roll::{self, ExemptionReason};
use serde_json::json;

/// An exemption to be noted.
pub struct Exemption {
    pub reason: ExemptionReason,
    pub note: Option<String>,
    pub valid_from: Option<NaiveDate>,
    pub valid_to: Option<NaiveDate>,
}

/// Notes the exemption, within the days of the membership.
pub fn run(tx: &mut Tx<'_>, row: MembershipRow, wanted: Exemption) -> Outcome<Recorded<()>> {
    refuse_ended(&row, tx.at.today)?;
    let from = wanted.valid_from.unwrap_or(tx.at.today);
    let days = roll::check_days(from, wanted.valid_to)?;
    let last = |to: Option<NaiveDate>| to.unwrap_or(NaiveDate::MAX);
    if from < row.valid_from
        || (days.to.is_some() && last(days.to) > last(row.valid_to))
        || from >= last(row.valid_to)
    {
        return Err(roll::outside_membership().into());
    }
    let mut faults = Faults::default();
    let note = faults.optional("/note", wanted.note.as_deref(), 500);
    let note = faults.finish(note)?;
    for known in store::exemptions_of(tx.conn, &row.id)? {
        let known = Interval::new(known.valid_from, known.valid_to);
        if known.is_some_and(|known| known.overlaps(days)) {
            return Err(roll::exemption_overlaps().into());
        }
    }
    let now = stored(tx.at.now);
    store::insert_exemption(
        tx.conn,
        &ExemptionRow {
            id: RowId::new(tx.at.now),
            membership_id: row.id.clone(),
            reason: wanted.reason,
            note,
            valid_from: from,
            valid_to: wanted.valid_to,
            created_at: now,
        },
    )?;
    Tx::one_row(store::touch_membership(tx.conn, &row, now)?)?;
    let event = Event::new("membership.exempted", "membership", &row.id)
        .unit(&row.unit_id)
        .reason(wanted.reason.as_str())
        .after(json!({"reason": wanted.reason, "valid_from": from, "valid_to": wanted.valid_to}));
    tx.record(event, ())
}

/// Ends the exemption that holds on the day before `valid_to`.
pub fn end(
    tx: &mut Tx<'_>,
    row: MembershipRow,
    valid_to: Option<NaiveDate>,
) -> Outcome<Recorded<()>> {
    refuse_ended(&row, tx.at.today)?;
    let valid_to = valid_to.unwrap_or(tx.at.today);
    let known = store::exemptions_of(tx.conn, &row.id)?
        .into_iter()
        .find(|known| known.valid_from < valid_to && known.valid_to.is_none_or(|to| valid_to < to))
        .ok_or_else(not_exempt)?;
    store::close_exemption(tx.conn, &known.id, valid_to)?;
    let now = stored(tx.at.now);
    Tx::one_row(store::touch_membership(tx.conn, &row, now)?)?;
    let event = Event::new("membership.exemption_ended", "membership", &row.id)
        .unit(&row.unit_id)
        .before(json!({"reason": known.reason, "valid_to": known.valid_to}))
        .after(json!({"valid_to": valid_to}));
    tx.record(event, ())
}

fn not_exempt() -> Refusal {
    Refusal::conflict(
        "not_exempt",
        "Người này không được miễn đăng ký trước ngày đó",
    )
}
