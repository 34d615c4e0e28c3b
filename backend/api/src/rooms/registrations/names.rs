//! Names that stand beside the ids of registrations and pledges, read once for
//! a whole page.

use super::store::RegistrationRow;
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{people, unit_names, users};
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::kernel::ids::*;
use std::collections::HashMap;

/// The names beside one registration.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// The person's, for an individual.
    pub person: Option<String>,
    /// The unit's today.
    pub unit: String,
    /// Display name of the account that typed it in.
    pub entered_by: String,
}

/// The names beside the registrations of one page.
pub(super) struct KnownNames {
    persons: HashMap<PersonId, String>,
    units: HashMap<UnitId, String>,
    accounts: HashMap<UserId, String>,
}

impl KnownNames {
    /// The names beside `rows` on `day`.
    pub fn of<'a>(
        conn: &mut Db,
        rows: impl Iterator<Item = &'a RegistrationRow> + Clone,
        day: NaiveDate,
    ) -> Outcome<Self> {
        Ok(Self {
            persons: persons(
                conn,
                rows.clone().filter_map(|r| r.person_id.as_ref()).collect(),
            )?,
            units: units(conn, rows.clone().map(|r| &r.unit_id).collect(), day)?,
            accounts: accounts(conn, rows.map(|r| &r.entered_by).collect())?,
        })
    }

    /// The names beside `row`.
    pub fn beside(&self, row: &RegistrationRow) -> Names {
        let person = row.person_id.as_ref();
        Names {
            person: person.and_then(|p| self.persons.get(p).cloned()),
            unit: self.units.get(&row.unit_id).cloned().unwrap_or_default(),
            entered_by: self
                .accounts
                .get(&row.entered_by)
                .cloned()
                .unwrap_or_default(),
        }
    }
}

/// The names beside one registration on `day`.
pub(super) fn beside(conn: &mut Db, row: &RegistrationRow, day: NaiveDate) -> Outcome<Names> {
    Ok(KnownNames::of(conn, std::iter::once(row), day)?.beside(row))
}

fn persons(conn: &mut Db, ids: Vec<&PersonId>) -> Outcome<HashMap<PersonId, String>> {
    let rows = people::table
        .filter(people::id.eq_any(ids))
        .select((people::id, people::full_name))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

fn accounts(conn: &mut Db, ids: Vec<&UserId>) -> Outcome<HashMap<UserId, String>> {
    let rows = users::table
        .filter(users::id.eq_any(ids))
        .select((users::id, users::display_name))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Names on `day`; a unit that has ended keeps its last one.
fn units(conn: &mut Db, ids: Vec<&UnitId>, day: NaiveDate) -> Outcome<HashMap<UnitId, String>> {
    let rows = unit_names::table
        .filter(unit_names::unit_id.eq_any(ids))
        .filter(unit_names::valid_from.le(day))
        .order(unit_names::valid_from.asc())
        .select((unit_names::unit_id, unit_names::name))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
