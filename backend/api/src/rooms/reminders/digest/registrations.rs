//! Lines about missing registrations of persons, and about those that wait.
//! Names go to the person, the chi bộ and the direct committee; above them counts.

use super::super::counts;
use super::super::missing::{self, Lacking};
use super::super::store::Item;
use super::collectives;
use super::gather::Day;
use chrono::NaiveDate;
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::access::Role;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::reminder::text::{Line, Section};
use lamtheo_domain::reminder::{
    About, Audience, Deadline, Due, Measure, distance, effective, plan,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Adds what is due about the registrations of every open year.
pub(super) fn gather(conn: &mut Db, day: &mut Day) -> Outcome<()> {
    for (year, closes_on) in missing::open_years(conn)? {
        let due_on = effective(&day.works(), closes_on);
        let deadline = |waiting| Deadline {
            about: About::Registrations,
            due_on,
            waiting,
        };
        let rules = day.rules.clone();
        let due = plan(
            &day.works(),
            &rules,
            &[deadline(false), deadline(true)],
            day.window,
        );
        if due.is_empty() {
            continue;
        }
        let year = Year {
            year,
            due_on,
            late: distance(&day.works(), due_on, day.window.until),
        };
        say(conn, day, &year, &due)?;
    }
    Ok(())
}

/// What the lines of one year stand on.
pub(super) struct Year {
    pub year: i32,
    due_on: NaiveDate,
    late: i32,
}

impl Year {
    /// A line; `%` in the subject stands for the year.
    pub fn line(
        &self,
        section: Section,
        subject: &str,
        unit: String,
        count: Option<(Measure, i64)>,
        names: Vec<String>,
    ) -> Line {
        Line {
            section,
            subject: subject.replace('%', &format!("năm {}", self.year)),
            unit,
            responsible: None,
            names,
            count,
            due_on: self.due_on,
            late: self.late,
        }
    }

    /// What the ledger keeps of a line about `object`.
    pub fn item(
        &self,
        due: &Due<'_>,
        (object_type, object_id): (&'static str, String),
        unit: &UnitId,
        count: Option<(Measure, i64)>,
    ) -> Item {
        let waiting = count.is_some_and(|(measure, _)| measure.is_waiting());
        let mut key = format!(
            "{}|{}:{object_id}|{}|{}",
            due.rule.code, self.year, self.due_on, due.on
        );
        match count {
            None | Some((Measure::OwnRoll | Measure::Subtree | Measure::WaitingPersons, _)) => {}
            Some((measure, _)) => {
                key.push('|');
                key.push_str(measure.as_str());
            }
        }
        Item {
            key,
            object_type,
            object_id,
            unit_id: unit.clone(),
            year: self.year,
            due_on: self.due_on,
            state: if waiting { "submitted" } else { "missing" }.to_owned(),
            count,
            rule_code: Some(due.rule.code.clone()),
        }
    }
}

/// Persons who have not registered, and how many each unit has of them.
struct Missing {
    persons: Vec<Lacking>,
    counts: HashMap<UnitId, i64>,
    /// By given name, each person once.
    names: BTreeMap<UnitId, Vec<String>>,
}

impl Missing {
    fn load(conn: &mut Db, today: NaiveDate, year: i32) -> Outcome<Self> {
        let persons = missing::lacking(conn, today, year)?;
        let mut names: BTreeMap<UnitId, Vec<String>> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for one in &persons {
            if seen.insert((&one.unit_id, &one.person_id)) {
                let unit = names.entry(one.unit_id.clone()).or_default();
                unit.push(one.full_name.clone());
            }
        }
        Ok(Self {
            counts: counts::counts(conn, today, year, Measure::OwnRoll, None)?,
            persons,
            names,
        })
    }

    fn of(&self, unit: &UnitId) -> (Measure, i64) {
        let n = self.counts.get(unit).copied().unwrap_or_default();
        (Measure::OwnRoll, n)
    }
}

const MISSING: &str = "Chưa gửi bản đăng ký %";

fn say(conn: &mut Db, day: &mut Day, year: &Year, due: &[Due<'_>]) -> Outcome<()> {
    let missing = Missing::load(conn, day.window.until, year.year)?;
    let collectives = collectives::Missing::load(conn, day.window.until, year.year)?;
    // The two deadlines differ only in who is concerned: each audience once.
    for due in due {
        match due.rule.audience {
            Audience::Subject => {
                say_subjects(day, year, due, &missing);
                collectives.say_own(day, year, due);
            }
            Audience::Approver => say_approvers(conn, day, year, due)?,
            Audience::Above if due.item == 0 => {
                say_above(day, year, due, &missing);
                collectives.say_above(day, year, due);
            }
            Audience::AboveTwice if due.item == 0 => {
                say_above_twice(conn, day, year, due, &missing)?;
                collectives.say_above_twice(conn, day, year, due)?;
            }
            Audience::Above | Audience::AboveTwice => {}
        }
    }
    Ok(())
}

/// The person, and with the names the chi bộ (outside a chi bộ the unit's staff).
fn say_subjects(day: &mut Day, year: &Year, due: &Due<'_>, missing: &Missing) {
    for one in &missing.persons {
        let Some(user) = one.user_id.clone() else {
            continue;
        };
        let line = year.line(
            Section::OwnRegistration,
            "Đồng chí chưa gửi bản đăng ký %",
            day.tree.name(&one.unit_id),
            None,
            Vec::new(),
        );
        let object = ("registration", one.person_id.to_string());
        let item = year.item(due, object, &one.unit_id, None);
        let told = (About::Registrations, &line, &item);
        day.tell(vec![user], told, Some(&one.person_id));
    }
    for (unit, names) in &missing.names {
        let role = if day.tree.is_branch(unit) {
            Role::BranchSecretary
        } else {
            Role::UnitStaff
        };
        let users = day.accounts.on(unit, &[role]);
        say_unit(day, year, due, (unit, missing.of(unit), names), users);
    }
}

fn say_above(day: &mut Day, year: &Year, due: &Due<'_>, missing: &Missing) {
    for (unit, names) in &missing.names {
        let Some(above) = day.tree.above(unit) else {
            continue;
        };
        let users = day.accounts.committee(above);
        say_unit(day, year, due, (unit, missing.of(unit), names), users);
    }
}

fn say_unit(
    day: &mut Day,
    year: &Year,
    due: &Due<'_>,
    (unit, count, names): (&UnitId, (Measure, i64), &[String]),
    users: Vec<UserId>,
) {
    let line = year.line(
        Section::RegistrationBelow,
        MISSING,
        day.tree.name(unit),
        Some(count),
        names.to_vec(),
    );
    let item = year.item(due, ("unit", unit.to_string()), unit, Some(count));
    day.tell(users, (About::Registrations, &line, &item), None);
}

/// Counts only, by the unit below the reader's, with everything below it.
fn say_above_twice(
    conn: &mut Db,
    day: &mut Day,
    year: &Year,
    due: &Due<'_>,
    missing: &Missing,
) -> Outcome<()> {
    let between = day.between(missing.names.keys());
    let today = day.window.until;
    let counts = counts::counts(conn, today, year.year, Measure::Subtree, Some(&between))?;
    for unit in between {
        let n = counts.get(&unit).copied().unwrap_or_default();
        say_to_superior(day, year, due, MISSING, (&unit, (Measure::Subtree, n)));
    }
    Ok(())
}

/// Tells the superior of `unit` a count.
pub(super) fn say_to_superior(
    day: &mut Day,
    year: &Year,
    due: &Due<'_>,
    subject: &str,
    (unit, count): (&UnitId, (Measure, i64)),
) {
    let Some(reader) = day.tree.above(unit).filter(|_| count.1 > 0) else {
        return;
    };
    let users = day.accounts.committee(reader);
    let line = year.line(
        Section::RegistrationBelow,
        subject,
        day.tree.name(unit),
        Some(count),
        Vec::new(),
    );
    let item = year.item(due, ("unit", unit.to_string()), unit, Some(count));
    day.tell(users, (About::Registrations, &line, &item), None);
}

/// Who sits on what was handed in.
fn say_approvers(conn: &mut Db, day: &mut Day, year: &Year, due: &Due<'_>) -> Outcome<()> {
    for measure in [
        Measure::WaitingPersons,
        Measure::WaitingAbove,
        Measure::WaitingCollective,
    ] {
        let waiting = counts::counts(conn, day.window.until, year.year, measure, None)?;
        let waiting: BTreeMap<UnitId, i64> = waiting.into_iter().collect();
        for (unit, n) in waiting {
            let users = deciders(conn, day, measure, &unit)?;
            let count = Some((measure, n));
            let line = year.line(
                Section::RegistrationToDecide,
                "Bản đăng ký % chờ cho ý kiến",
                day.tree.name(&unit),
                count,
                Vec::new(),
            );
            let item = year.item(due, ("unit", unit.to_string()), &unit, count);
            day.tell(users, (About::Registrations, &line, &item), None);
        }
    }
    Ok(())
}

/// Who decides on what a measure counts of a unit.
fn deciders(conn: &mut Db, day: &Day, measure: Measure, unit: &UnitId) -> Outcome<Vec<UserId>> {
    const COMMITTEE: [Role; 3] = [Role::UnitLeader, Role::UnitStaff, Role::ProvinceStaff];
    Ok(match measure {
        Measure::WaitingCollective => day.accounts.committee(day.tree.approver(unit)),
        Measure::WaitingAbove => {
            let mut users = day.accounts.deputies(conn, unit)?;
            users.extend(day.accounts.on(day.tree.approver(unit), &COMMITTEE));
            users.sort();
            users.dedup();
            users
        }
        _ if day.tree.is_branch(unit) => day.accounts.on(unit, &[Role::BranchSecretary]),
        _ => day.accounts.on(unit, &COMMITTEE),
    })
}
