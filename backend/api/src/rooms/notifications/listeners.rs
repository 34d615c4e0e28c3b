//! Who listens to an event about a record.

use super::accounts::Accounts;
use crate::rooms::issues::unanswered;
use crate::rooms::{org_units, registrations};
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{issue_coordinators, issues};
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::access::{Decider, Place, Role};
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::notice::Listener;

/// Who records the decisions of a committee.
const DECIDERS: [Role; 3] = [Role::UnitLeader, Role::UnitStaff, Role::ProvinceStaff];

/// What an event is about, as far as notices need it.
pub(super) struct About {
    /// The record's unit.
    pub unit_id: UnitId,
    /// What the notice says of it.
    pub text: String,
    record: Record,
}

enum Record {
    Registration(Box<registrations::Concerned>),
    Issue(IssueId, Option<PersonId>),
}

/// The record of an event; `None` when it is gone or nobody's news.
pub(super) fn about(
    conn: &mut Db,
    today: NaiveDate,
    object_type: &str,
    object_id: &str,
) -> Outcome<Option<About>> {
    match object_type {
        "registration" => {
            let id = RegistrationId::from_trusted(object_id);
            let found = registrations::concerned(conn, today, &id)?;
            registration(conn, today, found)
        }
        "pledge" => {
            let id = PledgeId::from_trusted(object_id);
            let found = registrations::concerned_by_pledge(conn, today, &id)?;
            registration(conn, today, found)
        }
        "issue" => issue(conn, today, IssueId::from_trusted(object_id)),
        _ => Ok(None),
    }
}

fn issue(conn: &mut Db, today: NaiveDate, id: IssueId) -> Outcome<Option<About>> {
    let found: Option<(String, UnitId)> = issues::table
        .find(&id)
        .select((issues::title, issues::owning_unit_id))
        .first(conn)
        .optional()?;
    let Some((title, unit_id)) = found else {
        return Ok(None);
    };
    // Who has left the unit has nothing to do with its issues any more.
    let person = unanswered::answers_for(conn, today, &id)?;
    let unit = org_units::name_of(conn, &unit_id, today)?.unwrap_or_default();
    Ok(Some(About {
        text: format!("{title} ({unit})"),
        unit_id,
        record: Record::Issue(id, person),
    }))
}

fn registration(
    conn: &mut Db,
    today: NaiveDate,
    found: Option<registrations::Concerned>,
) -> Outcome<Option<About>> {
    let Some(found) = found else {
        return Ok(None);
    };
    let unit = org_units::name_of(conn, &found.unit_id, today)?.unwrap_or_default();
    let text = match &found.person_name {
        Some(person) => format!("{person} ({unit}), năm {}", found.year),
        None => format!("{unit}, năm {}", found.year),
    };
    Ok(Some(About {
        unit_id: found.unit_id.clone(),
        text,
        record: Record::Registration(Box::new(found)),
    }))
}

/// The accounts that listen.
pub(super) fn of(
    conn: &mut Db,
    today: NaiveDate,
    about: &About,
    listener: Listener,
) -> Outcome<Vec<UserId>> {
    match (&about.record, listener) {
        (Record::Registration(found), Listener::Approver) => approvers(conn, today, &found.decider),
        (Record::Registration(found), Listener::Subject) => subjects(conn, today, found),
        (Record::Registration(_), Listener::Coordinators) => Ok(Vec::new()),
        (Record::Issue(..), Listener::Approver) => {
            // A unit that has ended is still below its last superior.
            let own = std::slice::from_ref(&about.unit_id);
            let found = org_units::last_standings(conn, own, today)?;
            let place = found.get(&about.unit_id).map(|found| &found.place);
            let approver = place.and_then(Place::approving_unit);
            let unit = approver.unwrap_or(&about.unit_id);
            let accounts = Accounts::of_units(conn, std::slice::from_ref(unit), today)?;
            Ok(accounts.on(unit, &DECIDERS))
        }
        (Record::Issue(_, person), Listener::Subject) => {
            owners(conn, today, &about.unit_id, person.as_ref())
        }
        (Record::Issue(id, _), Listener::Coordinators) => coordinators(conn, today, id),
    }
}

/// The owning unit's officers and the responsible person.
fn owners(
    conn: &mut Db,
    today: NaiveDate,
    unit: &UnitId,
    person: Option<&PersonId>,
) -> Outcome<Vec<UserId>> {
    let accounts = Accounts::of_units(conn, std::slice::from_ref(unit), today)?;
    let mut found = accounts.committee(unit);
    let own = Accounts::of_persons(conn, person.map_or(&[], std::slice::from_ref))?;
    found.extend(own.into_values().flatten());
    found.sort();
    found.dedup();
    Ok(found)
}

fn coordinators(conn: &mut Db, today: NaiveDate, id: &IssueId) -> Outcome<Vec<UserId>> {
    let units: Vec<UnitId> = issue_coordinators::table
        .filter(issue_coordinators::issue_id.eq(id))
        .select(issue_coordinators::unit_id)
        .load(conn)?;
    let accounts = Accounts::of_units(conn, &units, today)?;
    let mut found: Vec<UserId> = units.iter().flat_map(|u| accounts.committee(u)).collect();
    found.sort();
    found.dedup();
    Ok(found)
}

fn approvers(conn: &mut Db, today: NaiveDate, decider: &Decider) -> Outcome<Vec<UserId>> {
    match decider {
        Decider::Secretary(unit) => {
            let accounts = Accounts::of_units(conn, std::slice::from_ref(unit), today)?;
            Ok(accounts.on(unit, &[Role::BranchSecretary]))
        }
        Decider::Deputy(unit, above) => {
            let accounts = Accounts::of_units(conn, above.as_slice(), today)?;
            let mut found = accounts.deputies(conn, unit)?;
            if let Some(above) = above {
                found.extend(accounts.on(above, &DECIDERS));
            }
            Ok(found)
        }
        Decider::Leader(unit) | Decider::Itself(unit) => {
            let accounts = Accounts::of_units(conn, std::slice::from_ref(unit), today)?;
            Ok(accounts.on(unit, &DECIDERS))
        }
    }
}

/// The subject; who typed it in when the subject has no account; a collective's
/// officers.
fn subjects(
    conn: &mut Db,
    today: NaiveDate,
    found: &registrations::Concerned,
) -> Outcome<Vec<UserId>> {
    let Some(person) = &found.person_id else {
        let unit = std::slice::from_ref(&found.unit_id);
        return Ok(Accounts::of_units(conn, unit, today)?.committee(&found.unit_id));
    };
    let own = Accounts::of_persons(conn, std::slice::from_ref(person))?
        .remove(person)
        .unwrap_or_default();
    if own.is_empty() {
        return Ok(vec![found.entered_by.clone()]);
    }
    Ok(own)
}
