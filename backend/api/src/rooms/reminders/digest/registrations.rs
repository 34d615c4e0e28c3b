//! Lines about missing registrations. Names go to the person, the chi bộ and
//! the direct committee; above them counts.

use super::super::missing::{self, Lacking};
use super::super::store::Item;
use super::gather::Day;
use chrono::NaiveDate;
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::access::Role;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::reminder::text::{Line, Section};
use lamtheo_domain::reminder::{About, Audience, Deadline, Due, distance, effective, plan};
use std::collections::BTreeMap;

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

struct Year {
    year: i32,
    due_on: NaiveDate,
    late: i32,
}

impl Year {
    fn line(&self, section: Section, unit: String, count: Option<i64>, names: Vec<String>) -> Line {
        let year = self.year;
        let subject = match section {
            Section::OwnRegistration => format!("Đồng chí chưa gửi bản đăng ký năm {year}"),
            Section::RegistrationToDecide => format!("Bản đăng ký năm {year} chờ cho ý kiến"),
            _ => format!("Chưa gửi bản đăng ký năm {year}"),
        };
        Line {
            section,
            subject,
            unit,
            responsible: None,
            names,
            count,
            due_on: self.due_on,
            late: self.late,
        }
    }

    fn item(
        &self,
        due: &Due<'_>,
        (object_type, object_id): (&'static str, String),
        unit: &UnitId,
        count: Option<i64>,
    ) -> Item {
        Item {
            key: format!(
                "{}|{}:{object_id}|{}|{}",
                due.rule.code, self.year, self.due_on, due.on
            ),
            object_type,
            object_id,
            unit_id: unit.clone(),
            year: self.year,
            due_on: self.due_on,
            state: if due.rule.audience == Audience::Approver {
                "submitted".to_owned()
            } else {
                "missing".to_owned()
            },
            count,
            rule_code: Some(due.rule.code.clone()),
        }
    }
}

fn say(conn: &mut Db, day: &mut Day, year: &Year, due: &[Due<'_>]) -> Outcome<()> {
    let lacking = missing::lacking(conn, day.window.until, year.year)?;
    let mut by_unit: BTreeMap<&UnitId, Vec<&Lacking>> = BTreeMap::new();
    for one in &lacking {
        by_unit.entry(&one.unit_id).or_default().push(one);
    }
    // The two deadlines differ only in who is concerned: each audience once.
    for due in due {
        match due.rule.audience {
            Audience::Subject => say_subjects(day, year, due, &lacking, &by_unit),
            Audience::Approver => say_approvers(conn, day, year, due)?,
            Audience::Above if due.item == 0 => say_above(day, year, due, &by_unit),
            Audience::AboveTwice if due.item == 0 => say_above_twice(day, year, due, &by_unit),
            Audience::Above | Audience::AboveTwice => {}
        }
    }
    Ok(())
}

/// The person, and with the names the chi bộ (outside a chi bộ the unit's staff).
fn say_subjects(
    day: &mut Day,
    year: &Year,
    due: &Due<'_>,
    lacking: &[Lacking],
    by_unit: &BTreeMap<&UnitId, Vec<&Lacking>>,
) {
    for one in lacking {
        let Some(user) = one.user_id.clone() else {
            continue;
        };
        let line = year.line(
            Section::OwnRegistration,
            day.tree.name(&one.unit_id),
            None,
            Vec::new(),
        );
        let object = ("registration", one.person_id.to_string());
        let item = year.item(due, object, &one.unit_id, None);
        let told = (About::Registrations, &line, &item);
        day.tell(vec![user], told, Some(&one.person_id));
    }
    for (unit, people) in by_unit {
        let role = if day.tree.is_branch(unit) {
            Role::BranchSecretary
        } else {
            Role::UnitStaff
        };
        let users = day.accounts.on(unit, &[role]);
        say_unit(day, year, due, unit, people, users);
    }
}

fn say_above(
    day: &mut Day,
    year: &Year,
    due: &Due<'_>,
    by_unit: &BTreeMap<&UnitId, Vec<&Lacking>>,
) {
    for (unit, people) in by_unit {
        let Some(above) = day.tree.above(unit) else {
            continue;
        };
        let users = day.accounts.committee(above);
        say_unit(day, year, due, unit, people, users);
    }
}

fn say_unit(
    day: &mut Day,
    year: &Year,
    due: &Due<'_>,
    unit: &UnitId,
    people: &[&Lacking],
    users: Vec<UserId>,
) {
    let count = Some(people.len() as i64);
    let names = people.iter().map(|p| p.full_name.clone()).collect();
    let line = year.line(
        Section::RegistrationBelow,
        day.tree.name(unit),
        count,
        names,
    );
    let item = year.item(due, ("unit", unit.to_string()), unit, count);
    day.tell(users, (About::Registrations, &line, &item), None);
}

/// Counts only, by the unit below the reader's.
fn say_above_twice(
    day: &mut Day,
    year: &Year,
    due: &Due<'_>,
    by_unit: &BTreeMap<&UnitId, Vec<&Lacking>>,
) {
    let mut counts: BTreeMap<UnitId, i64> = BTreeMap::new();
    for (unit, people) in by_unit {
        if let Some(above) = day.tree.above(unit) {
            *counts.entry(above.clone()).or_default() += people.len() as i64;
        }
    }
    for (unit, count) in counts {
        let Some(reader) = day.tree.above(&unit) else {
            continue;
        };
        let users = day.accounts.committee(reader);
        let line = year.line(
            Section::RegistrationBelow,
            day.tree.name(&unit),
            Some(count),
            Vec::new(),
        );
        let item = year.item(due, ("unit", unit.to_string()), &unit, Some(count));
        day.tell(users, (About::Registrations, &line, &item), None);
    }
}

/// Who sits on what was handed in.
fn say_approvers(conn: &mut Db, day: &mut Day, year: &Year, due: &Due<'_>) -> Outcome<()> {
    for (unit, collective, count) in missing::waiting(conn, year.year)? {
        let users = if collective {
            let approver = day.tree.approver(&unit).clone();
            day.accounts.committee(&approver)
        } else if day.tree.is_branch(&unit) {
            day.accounts.on(&unit, &[Role::BranchSecretary])
        } else {
            day.accounts.on(&unit, &[Role::UnitLeader, Role::UnitStaff])
        };
        let name = day.tree.name(&unit);
        let line = year.line(Section::RegistrationToDecide, name, Some(count), Vec::new());
        let mut item = year.item(due, ("unit", unit.to_string()), &unit, Some(count));
        if collective {
            item.key.push_str("|collective");
        }
        day.tell(users, (About::Registrations, &line, &item), None);
    }
    Ok(())
}
