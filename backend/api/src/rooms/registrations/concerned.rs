//! Whom an event about a registration or a pledge concerns: for the notices.

use super::facts::Facts;
use super::{names, store};
use chrono::NaiveDate;
use lamtheo_db::{Db, Failure, Outcome};
use lamtheo_domain::access::{Decider, decider};
use lamtheo_domain::kernel::ids::*;

/// What a notice needs to know of a registration.
#[derive(Debug, Clone)]
pub struct Concerned {
    /// The registration.
    pub id: RegistrationId,
    /// Its year.
    pub year: i32,
    /// Its unit.
    pub unit_id: UnitId,
    /// The subject, for an individual.
    pub person_id: Option<PersonId>,
    /// The subject's name, for an individual.
    pub person_name: Option<String>,
    /// Who typed it in.
    pub entered_by: UserId,
    /// Who decides on it.
    pub decider: Decider,
}

/// The registration `id`, unless it is gone.
pub fn concerned(
    conn: &mut Db,
    today: NaiveDate,
    id: &RegistrationId,
) -> Outcome<Option<Concerned>> {
    let found = store::registration(conn, id)
        .and_then(|row| Facts::on(today).of(conn, &row).map(|facts| (row, facts)));
    let (row, facts) = match found {
        Ok(found) => found,
        Err(Failure::Refusal(_)) => return Ok(None),
        Err(failure) => return Err(failure),
    };
    let person_name = names::beside(conn, &row, today)?.person;
    Ok(Some(Concerned {
        id: row.id,
        year: row.year,
        unit_id: row.unit_id,
        person_id: row.person_id,
        person_name,
        entered_by: row.entered_by,
        decider: decider(&facts),
    }))
}

/// The registration that the pledge `id` belongs to, unless it is gone.
pub fn concerned_by_pledge(
    conn: &mut Db,
    today: NaiveDate,
    id: &PledgeId,
) -> Outcome<Option<Concerned>> {
    match store::pledge(conn, id) {
        Ok(pledge) => concerned(conn, today, &pledge.registration_id),
        Err(Failure::Refusal(_)) => Ok(None),
        Err(failure) => Err(failure),
    }
}
