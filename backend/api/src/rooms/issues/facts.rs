//! Brings together what the access rules need to know of an issue.

use super::store::{self, IssueRow};
use crate::rooms::org_units;
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{issue_responsibles, memberships, unit_closure, units};
use lamtheo_db::{Db, Failure, Outcome, valid_on};
use lamtheo_domain::access::{Caller, IssueFacts, Place, may_read_issue};
use lamtheo_domain::kernel::{Refusal, ids::*};
use std::collections::{HashMap, HashSet};

/// Places, read once per unit within one request.
pub(super) struct Facts {
    today: NaiveDate,
    places: HashMap<UnitId, Place>,
}

impl Facts {
    /// Facts as of the business date `today`.
    pub fn on(today: NaiveDate) -> Self {
        Self {
            today,
            places: HashMap::new(),
        }
    }

    /// Reads at once where the owners of all these rows stand.
    pub fn prepare(&mut self, conn: &mut Db, rows: &[IssueRow]) -> Outcome<()> {
        let mut units: Vec<UnitId> = rows.iter().map(|r| r.owning_unit_id.clone()).collect();
        units.sort();
        units.dedup();
        for (unit, found) in org_units::last_standings(conn, &units, self.today)? {
            self.places.insert(unit, found.place);
        }
        Ok(())
    }

    /// The place of a unit; a unit that has ended keeps its last place.
    pub fn place(&mut self, conn: &mut Db, unit: &UnitId) -> Outcome<Place> {
        if let Some(place) = self.places.get(unit) {
            return Ok(place.clone());
        }
        let place = org_units::last_standings(conn, std::slice::from_ref(unit), self.today)?
            .remove(unit)
            .map(|found| found.place)
            .ok_or_else(|| Failure::from(Refusal::not_found()))?;
        self.places.insert(unit.clone(), place.clone());
        Ok(place)
    }

    /// The facts of an issue with the units that help and who reported it last.
    pub fn of(
        &mut self,
        conn: &mut Db,
        row: &IssueRow,
        coordinating: &[UnitId],
        answered_before: &[PersonId],
        reported_by: Option<&UserId>,
    ) -> Outcome<IssueFacts> {
        Ok(IssueFacts {
            place: self.place(conn, &row.owning_unit_id)?,
            coordinating: coordinating.to_vec(),
            responsible_person_id: row.responsible_person_id.clone(),
            answered_before: answered_before.to_vec(),
            status: row.status,
            registered: row.registered_on.is_some(),
            visibility: row.visibility,
            entered_by: row.entered_by.clone(),
            reported_by: reported_by.cloned(),
        })
    }
}

/// Loads a record's facts; out of the caller's scope it is not there.
pub(super) fn readable(
    conn: &mut Db,
    caller: &Caller,
    today: NaiveDate,
    row: &IssueRow,
) -> Outcome<IssueFacts> {
    let mut coordinating = store::coordinators_of(conn, &[&row.id])?;
    let reports = store::latest_reports(conn, &[&row.id])?;
    let reported_by = reports.get(&row.id).map(|r| &r.reported_by);
    let coordinating = coordinating.remove(&row.id).unwrap_or_default();
    let mut answered = store::answered_ever(conn, &[&row.id])?;
    let answered = answered.remove(&row.id).unwrap_or_default();
    let facts = Facts::on(today).of(conn, row, &coordinating, &answered, reported_by)?;
    if may_read_issue(caller, &facts) {
        Ok(facts)
    } else {
        Err(Refusal::not_found().into())
    }
}

/// Issues for which somebody answers: the person named has, today, a membership
/// in the unit in which the responsibility began.
#[diesel::dsl::auto_type]
pub(super) fn answered_for(today: NaiveDate) -> _ {
    issue_responsibles::table
        .inner_join(
            memberships::table.on(memberships::person_id
                .eq(issue_responsibles::person_id)
                .and(memberships::unit_id.eq(issue_responsibles::unit_id))),
        )
        .filter(issue_responsibles::to_on.is_null())
        .filter(memberships::valid_from.le(today))
        .filter(
            memberships::valid_to
                .is_null()
                .or(memberships::valid_to.gt(today)),
        )
        .select(issue_responsibles::issue_id)
}

/// Units that have ended by `today` and stood below `root` on their last day.
#[diesel::dsl::auto_type]
pub(super) fn ended_below(root: UnitId, today: NaiveDate) -> _ {
    let until_the_end = unit_closure::valid_to.eq(units::valid_to).assume_not_null();
    unit_closure::table
        .inner_join(units::table.on(units::id.eq(unit_closure::descendant_id)))
        .filter(unit_closure::ancestor_id.eq(root))
        .filter(units::valid_to.is_not_null())
        .filter(units::valid_to.assume_not_null().le(today))
        .filter(until_the_end)
        .select(unit_closure::descendant_id)
}

/// Units that have ended by `today`.
#[diesel::dsl::auto_type]
pub(super) fn ended_units(today: NaiveDate) -> _ {
    units::table
        .filter(units::valid_to.is_not_null())
        .filter(units::valid_to.assume_not_null().le(today))
        .select(units::id)
}

/// Which of these rows have nobody who answers for them today.
pub(super) fn without_owner(
    conn: &mut Db,
    rows: &[IssueRow],
    today: NaiveDate,
) -> Outcome<HashSet<IssueId>> {
    let ids: Vec<&IssueId> = rows.iter().map(|r| &r.id).collect();
    let answered: HashSet<IssueId> = answered_for(today)
        .filter(issue_responsibles::issue_id.eq_any(ids))
        .load(conn)?
        .into_iter()
        .collect();
    let owners: Vec<&UnitId> = rows.iter().map(|r| &r.owning_unit_id).collect();
    let ended: HashSet<UnitId> = ended_units(today)
        .filter(units::id.eq_any(owners))
        .load(conn)?
        .into_iter()
        .collect();
    Ok(rows
        .iter()
        .filter(|r| !r.status.is_settled())
        .filter(|r| !answered.contains(&r.id) || ended.contains(&r.owning_unit_id))
        .map(|r| r.id.clone())
        .collect())
}

/// The unit and the position in which a person stands today: the owning unit
/// where possible, else the first membership.
pub(super) fn standing(
    conn: &mut Db,
    person: &PersonId,
    owner: &UnitId,
    today: NaiveDate,
) -> Outcome<Option<(UnitId, String)>> {
    let rows: Vec<(UnitId, String)> = memberships::table
        .filter(memberships::person_id.eq(person))
        .filter(valid_on!(memberships, today))
        .order((memberships::valid_from, memberships::id))
        .select((memberships::unit_id, memberships::position))
        .load(conn)?;
    Ok(rows
        .iter()
        .find(|(unit, _)| unit == owner)
        .or_else(|| rows.first())
        .cloned())
}
