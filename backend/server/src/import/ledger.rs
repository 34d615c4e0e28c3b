//! What the database already holds, as far as a sheet refers to it. Loaded
//! once: every row of the sheet is checked against it without a query.

mod standing;

use super::ImportKind;
use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;
use lamtheo_api::rooms::issues::calendar::load as working_days;
use lamtheo_db::schema::{
    code_list_entries, issues, memberships, people, programme_years, registrations, unit_closure,
    unit_codes, unit_names, units,
};
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::calendar::Calendar;
use lamtheo_domain::kernel::ids::{IssueId, PersonId, UnitId};
use lamtheo_domain::labels;
use lamtheo_domain::programme::{ProgrammeStatus, Windows};
use lamtheo_domain::roll::{MemberKind, PositionGroup};
use lamtheo_domain::unit::{ReportingMode, UnitLevel};
use std::collections::{HashMap, HashSet};

/// A unit as far as a sheet needs it.
#[derive(Debug, Clone)]
pub struct UnitFacts {
    /// Id.
    pub id: UnitId,
    /// Level today; of a body outside the Party its committee's is asked for.
    pub level: UnitLevel,
    /// For bodies outside the Party: the committee of their own level.
    pub committee: Option<UnitId>,
    /// How it reports today.
    pub mode: ReportingMode,
}

/// A stretch of time above a unit: ancestor, depth, first day, day after the last.
pub type Above = (UnitId, i32, NaiveDate, Option<NaiveDate>);

/// A membership as far as a registration needs it.
#[derive(Debug, Clone)]
pub struct Stay {
    /// Where.
    pub unit_id: UnitId,
    /// As what.
    pub kind: MemberKind,
    /// Position.
    pub position: String,
    /// Position group.
    pub group: PositionGroup,
    from: NaiveDate,
    to: Option<NaiveDate>,
}

/// A programme year.
#[derive(Debug, Clone)]
pub struct YearFacts {
    /// State.
    pub status: ProgrammeStatus,
    /// Windows.
    pub windows: Windows,
    /// Pledges above which a warning is given.
    pub limit: i32,
    /// Pledges above which the registration is refused.
    pub maximum: i32,
}

/// What the database holds.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The business day.
    pub today: NaiveDate,
    /// External ids of this sort and source that are already in.
    pub present: HashSet<String>,
    /// Everything above every unit; for sheets of units.
    pub lines: HashMap<UnitId, Vec<Above>>,
    /// Programme years; for registrations.
    pub years: HashMap<i32, YearFacts>,
    /// Which days are worked; for issues.
    pub calendar: Calendar,
    /// Codes of the list `field`, built in and added; for registrations.
    pub fields: Vec<String>,
    /// Subjects and years that have a registration.
    pub subjects: HashSet<(String, i32)>,
    levels: HashMap<UnitId, UnitLevel>,
    units: HashMap<String, Vec<(bool, UnitFacts)>>,
    people: HashMap<String, Vec<(bool, PersonId)>>,
    stays: HashMap<PersonId, Vec<Stay>>,
}

impl Ledger {
    /// Loads what sheets of `kind` from `source` refer to.
    pub fn load(conn: &mut Db, today: NaiveDate, kind: ImportKind, source: &str) -> Outcome<Self> {
        let mut ledger = Self {
            today,
            ..Self::default()
        };
        ledger.load_units(conn, source)?;
        match kind {
            ImportKind::Units => {
                ledger.present = present(
                    units::table
                        .filter(units::source.eq(source))
                        .select(units::external_id)
                        .load(conn)?,
                );
                ledger.load_lines(conn)?;
            }
            ImportKind::People => {
                ledger.present = present(
                    people::table
                        .filter(people::source.eq(source))
                        .select(people::external_id)
                        .load(conn)?,
                );
            }
            ImportKind::Registrations => {
                ledger.present = present(
                    registrations::table
                        .filter(registrations::source.eq(source))
                        .select(registrations::external_id)
                        .load(conn)?,
                );
                ledger.load_people(conn, source)?;
                ledger.load_programme(conn)?;
            }
            ImportKind::Issues => {
                ledger.present = present(
                    issues::table
                        .filter(issues::source.eq(source))
                        .select(issues::external_id)
                        .load(conn)?,
                );
                // What was written here goes out under its id.
                let ids: Vec<IssueId> = issues::table.select(issues::id).load(conn)?;
                ledger.present.extend(ids.iter().map(ToString::to_string));
                ledger.load_people(conn, source)?;
                ledger.load_programme(conn)?;
                ledger.calendar = working_days(conn)?;
                ledger.name_people_by_id();
            }
        }
        Ok(ledger)
    }

    fn load_units(&mut self, conn: &mut Db, source: &str) -> Outcome<()> {
        let named = units::table
            .inner_join(unit_names::table.on(unit_names::unit_id.eq(units::id)))
            .filter(unit_names::valid_to.is_null())
            .select((
                units::id,
                units::source,
                units::external_id,
                units::party_unit_id,
                unit_names::level,
                unit_names::reporting_mode,
            ))
            .load::<(
                UnitId,
                String,
                Option<String>,
                Option<UnitId>,
                UnitLevel,
                ReportingMode,
            )>(conn)?;
        let mut facts = HashMap::new();
        for (id, its_source, external_id, committee, level, mode) in named {
            let unit = UnitFacts {
                id: id.clone(),
                level,
                committee,
                mode,
            };
            self.levels.insert(id.clone(), level);
            if let Some(external_id) = external_id {
                self.units
                    .entry(external_id)
                    .or_default()
                    .push((its_source == source, unit.clone()));
            }
            // What has no code of its own goes out and comes in by its id.
            self.units
                .entry(id.to_string())
                .or_default()
                .push((true, unit.clone()));
            facts.insert(id, unit);
        }
        for (id, code) in unit_codes::table
            .select((unit_codes::unit_id, unit_codes::code))
            .load::<(UnitId, String)>(conn)?
        {
            if let Some(unit) = facts.get(&id) {
                self.units
                    .entry(code)
                    .or_default()
                    .push((false, unit.clone()));
            }
        }
        Ok(())
    }

    fn load_lines(&mut self, conn: &mut Db) -> Outcome<()> {
        let rows = unit_closure::table
            .select((
                unit_closure::descendant_id,
                unit_closure::ancestor_id,
                unit_closure::depth,
                unit_closure::valid_from,
                unit_closure::valid_to,
            ))
            .load::<(UnitId, UnitId, i32, NaiveDate, Option<NaiveDate>)>(conn)?;
        for (unit, ancestor, depth, from, to) in rows {
            self.lines
                .entry(unit)
                .or_default()
                .push((ancestor, depth, from, to));
        }
        Ok(())
    }

    fn load_people(&mut self, conn: &mut Db, source: &str) -> Outcome<()> {
        let rows = people::table
            .filter(people::external_id.is_not_null())
            .select((
                people::id,
                people::source,
                people::external_id.assume_not_null(),
            ))
            .load::<(PersonId, String, String)>(conn)?;
        for (id, its_source, external_id) in rows {
            self.people
                .entry(external_id)
                .or_default()
                .push((its_source == source, id));
        }
        let rows = memberships::table
            .order(memberships::valid_from)
            .select((
                memberships::person_id,
                memberships::unit_id,
                memberships::member_kind,
                memberships::position,
                memberships::position_group,
                memberships::valid_from,
                memberships::valid_to,
            ))
            .load::<(
                PersonId,
                UnitId,
                MemberKind,
                String,
                PositionGroup,
                NaiveDate,
                Option<NaiveDate>,
            )>(conn)?;
        for (person, unit_id, kind, position, group, from, to) in rows {
            let stay = Stay {
                unit_id,
                kind,
                position,
                group,
                from,
                to,
            };
            self.stays.entry(person).or_default().push(stay);
        }
        Ok(())
    }

    fn load_programme(&mut self, conn: &mut Db) -> Outcome<()> {
        use programme_years as py;
        let rows = py::table
            .select((
                (py::year, py::status, py::pledge_limit, py::pledge_maximum),
                (
                    py::registration_opens_on,
                    py::registration_closes_on,
                    py::mid_year_on,
                    py::report_opens_on,
                    py::year_end_on,
                    py::report_due_on,
                ),
            ))
            .load::<(
                (i32, ProgrammeStatus, i32, i32),
                (
                    NaiveDate,
                    NaiveDate,
                    NaiveDate,
                    NaiveDate,
                    NaiveDate,
                    NaiveDate,
                ),
            )>(conn)?;
        for ((year, status, limit, maximum), days) in rows {
            let windows = Windows {
                registration_opens_on: days.0,
                registration_closes_on: days.1,
                mid_year_on: days.2,
                report_opens_on: days.3,
                year_end_on: days.4,
                report_due_on: days.5,
            };
            self.years.insert(
                year,
                YearFacts {
                    status,
                    windows,
                    limit,
                    maximum,
                },
            );
        }
        let built_in = labels::list("field").map_or(&[][..], |list| &list.entries);
        self.fields = built_in.iter().map(|entry| entry.code.clone()).collect();
        let added: Vec<String> = code_list_entries::table
            .filter(code_list_entries::list.eq("field"))
            .select(code_list_entries::code)
            .load(conn)?;
        self.fields.extend(added);
        self.subjects = registrations::table
            .select((registrations::subject_key, registrations::year))
            .load(conn)?
            .into_iter()
            .collect();
        Ok(())
    }

    /// The unit with this external id (of the same source first) or official
    /// code; `None` when there is none or more than one.
    pub fn unit(&self, code: &str) -> Option<&UnitFacts> {
        one(self.units.get(code)?)
    }

    /// The person with this external id, of the same source first.
    pub fn person(&self, code: &str) -> Option<&PersonId> {
        one(self.people.get(code)?)
    }

    /// The person's membership in `unit` during `year`, the latest.
    pub fn stay(&self, person: &PersonId, unit: &UnitId, year: i32) -> Option<&Stay> {
        self.stays.get(person)?.iter().rfind(|stay| {
            stay.unit_id == *unit
                && stay.from.year() <= year
                && stay.to.is_none_or(|to| to.year() >= year)
        })
    }
}

impl Stay {
    /// The first day.
    pub fn from(&self) -> NaiveDate {
        self.from
    }
}

fn present(external_ids: Vec<Option<String>>) -> HashSet<String> {
    external_ids.into_iter().flatten().collect()
}

/// The entry of the same source, or the only one.
fn one<T>(found: &[(bool, T)]) -> Option<&T> {
    found
        .iter()
        .find(|(same_source, _)| *same_source)
        .or(if found.len() == 1 {
            found.first()
        } else {
            None
        })
        .map(|(_, entry)| entry)
}
