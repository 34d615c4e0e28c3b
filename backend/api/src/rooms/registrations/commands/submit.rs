//! Hands a registration in: everything is checked, position and membership are
//! frozen, lateness is judged from the day the subject became obliged.

use super::super::store;
use super::create::membership_today;
use super::{Record, answer_registration, state_of};
use crate::rooms::programmes;
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::{exemptions, memberships, pledges};
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::registration::{
    RegistrationStatus, RegistrationVerb, check_pledges, check_window, is_late, next_status,
};
use lamtheo_domain::roll::Membership;

/// Runs the submission.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: Record,
) -> Outcome<Recorded<StoredReply>> {
    let before = state_of(&record.row);
    let resubmitted = record.row.status == RegistrationStatus::Returned;
    if let Some(next) = next_status(record.row.status, RegistrationVerb::Submit)? {
        record.row.status = next;
    }
    let year = store::year_rules(tx.conn, record.row.year)?;
    check_window(year.status, &year.windows, tx.at.today)?;
    freeze(tx, &mut record)?;
    let rules = store::pledge_rules(&record.row, &year);
    let written = store::pledges_of(tx.conn, &[&record.row.id])?;
    // A field that was taken out of use since may stay.
    let fields = programmes::all_codes(tx.conn, "field")?;
    let drafts = written.iter().map(store::PledgeRow::draft).collect();
    check_pledges(rules, &fields, drafts)?;
    if !resubmitted {
        let obliged = obliged_from(tx, &record)?;
        record.row.late = is_late(tx.at.today, obliged, &year.windows);
    }
    record.row.approval_step = Some(1);
    record.row.submitted_at = Some(stored(tx.at.business_now));
    record.row.submitted_by = Some(caller.user_id.clone());
    store::save(tx, &mut record.row)?;
    diesel::update(pledges::table.filter(pledges::registration_id.eq(&record.row.id)))
        .set((
            pledges::membership.eq(record.row.membership),
            pledges::position_group.eq(record.row.position_group),
        ))
        .execute(tx.conn)?;
    let event = Event::new("registration.submitted", "registration", &record.row.id)
        .unit(&record.row.unit_id)
        .before(before)
        .after(state_of(&record.row));
    answer_registration(tx, caller, event, &record)
}

/// Freezes membership and position as of today.
fn freeze(tx: &mut Tx<'_>, record: &mut Record) -> Outcome<()> {
    if let Some(person) = &record.row.person_id {
        let (kind, position, group) = membership_today(tx, person, &record.row.unit_id)?;
        record.row.membership = Some(kind.membership());
        record.row.position = position;
        record.row.position_group = group;
        record.facts.membership = record.row.membership;
    }
    Ok(())
}

/// Since when the subject is obliged: a collective since its unit exists, a
/// Party member since the membership began or an exemption ended, others never.
fn obliged_from(tx: &mut Tx<'_>, record: &Record) -> Outcome<Option<NaiveDate>> {
    let Some(person) = &record.row.person_id else {
        return Ok(NaiveDate::from_ymd_opt(record.row.year, 1, 1));
    };
    if record.row.membership != Some(Membership::PartyMember) {
        return Ok(None);
    }
    let first: Option<(MembershipId, NaiveDate)> = memberships::table
        .filter(memberships::person_id.eq(person))
        .filter(memberships::valid_from.le(tx.at.today))
        .filter(
            memberships::valid_to
                .is_null()
                .or(memberships::valid_to.gt(tx.at.today)),
        )
        .order(memberships::valid_from)
        .select((memberships::id, memberships::valid_from))
        .first(tx.conn)
        .optional()?;
    let Some((membership, since)) = first else {
        return Ok(None);
    };
    let exempt: Vec<(NaiveDate, Option<NaiveDate>)> = exemptions::table
        .filter(exemptions::membership_id.eq(membership))
        .filter(exemptions::valid_from.le(tx.at.today))
        .select((exemptions::valid_from, exemptions::valid_to))
        .load(tx.conn)?;
    if exempt
        .iter()
        .any(|(_, to)| to.is_none_or(|to| to > tx.at.today))
    {
        return Ok(None);
    }
    Ok(exempt
        .into_iter()
        .filter_map(|(_, to)| to)
        .chain([since])
        .max())
}
