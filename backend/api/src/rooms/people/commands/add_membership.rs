//! Puts a person on the roll of a unit.

use super::super::scope;
use super::super::store::{self, MembershipRow};
use super::{Belonging, as_json, checked};
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::{MembershipId, PersonId, UnitId};
use lamtheo_domain::roll;

/// The person and the unit, both within the caller's reach. Someone who belongs
/// nowhere yet may be taken on by anyone who keeps a roll.
pub fn load(tx: &mut Tx<'_>, caller: &Caller, person: &PersonId, unit: &UnitId) -> Outcome<()> {
    scope::unit_to_write(tx.conn, caller, unit, tx.at.today)?;
    store::person(tx.conn, person)?.ok_or_else(Refusal::not_found)?;
    if let Some(last) = store::current_or_last(tx.conn, person, tx.at.today)? {
        scope::unit(tx.conn, caller, &last.unit_id, tx.at.today)?;
    }
    Ok(())
}

/// Adds the line; the person belongs nowhere else on these days.
pub fn run(
    tx: &mut Tx<'_>,
    person: PersonId,
    belonging: Belonging,
) -> Outcome<(MembershipId, Recorded<()>)> {
    let row = insert(tx, person, belonging)?;
    let event = Event::new("membership.created", "membership", &row.id)
        .unit(&row.unit_id)
        .after(as_json(&row));
    let recorded = tx.record(event, ())?;
    Ok((row.id, recorded))
}

/// Checks and inserts a line of the roll.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    person_id: PersonId,
    belonging: Belonging,
) -> Outcome<MembershipRow> {
    let belonging = checked(tx, belonging)?;
    let days = roll::check_days(belonging.valid_from, belonging.valid_to)?;
    store::lock_person(tx.conn, &person_id)?;
    if store::overlaps(tx.conn, &person_id, days, None)? {
        return Err(roll::membership_overlaps().into());
    }
    let now = stored(tx.at.now);
    let row = MembershipRow {
        id: MembershipId::new(tx.at.now),
        person_id,
        unit_id: belonging.unit_id,
        member_kind: belonging.member_kind,
        position: belonging.position,
        position_group: belonging.position_group,
        managed_by_unit_id: belonging.managed_by_unit_id,
        valid_from: belonging.valid_from,
        valid_to: belonging.valid_to,
        end_reason: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    store::insert_membership(tx.conn, &row)?;
    Ok(row)
}
