//! Whom an act reminds of what: collected before anything is written, so that
//! each reader gets one notice.

use super::super::counts;
use super::super::missing;
use super::super::open_issues::{self, OpenIssue};
use super::super::store::Item;
use super::super::views::SkippedView;
use super::targets::{Target, What};
use crate::rooms::notifications::{Accounts, Posting};
use crate::rooms::org_units;
use chrono::NaiveDate;
use lamtheo_db::{Outcome, Tx};
use lamtheo_domain::calendar::Calendar;
use lamtheo_domain::issue::IssueStatus;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::reminder::text::{Line, Section};
use lamtheo_domain::reminder::{About, Measure, distance, effective, shift};
use std::collections::BTreeMap;

/// Issues due within so many working days are reminded of with a unit.
const SOON: i32 = 7;
/// Most issues of one unit or person in one reminder.
const MOST_ISSUES: i64 = 200;
/// Most issues in one act, whatever the number of units.
const MOST_IN_ACT: usize = 2_000;

/// Who is reminded: an account, or a person without one.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone)]
pub(super) struct Recipient {
    pub by: UnitId,
    pub unit: UnitId,
    pub user: Option<UserId>,
    pub person: Option<PersonId>,
}

/// What is collected.
#[derive(Default)]
pub(super) struct Work {
    pub parts: BTreeMap<Recipient, Vec<(Line, Item)>>,
    pub skipped: Vec<SkippedView>,
    issues: usize,
}

/// One click.
pub(super) struct Act<'a> {
    pub id: String,
    pub about: About,
    pub message: String,
    pub posting: &'a Posting,
    pub calendar: Calendar,
}

/// Adds what one target asks for.
pub(super) fn collect(
    tx: &mut Tx<'_>,
    act: &Act<'_>,
    work: &mut Work,
    target: Target,
) -> Outcome<()> {
    match (act.about, target.what) {
        (About::Issues, What::Unit(unit)) => {
            let works = |day| act.calendar.is_working_day(day);
            let until = shift(&works, tx.at.today, SOON);
            let days = (tx.at.today, until);
            let found = open_issues::below(tx.conn, &unit, days, MOST_ISSUES + 1)?;
            let accounts = Accounts::of_units(tx.conn, std::slice::from_ref(&unit), tx.at.today)?;
            let readers = users(accounts.committee(&unit), &target.by, &unit, None);
            issues(
                tx,
                act,
                work,
                unit.as_str(),
                (found, Section::IssueBelow),
                readers,
            )
        }
        (About::Issues, What::Person(person, unit)) => {
            let found =
                open_issues::of_person(tx.conn, &target.by, tx.at.today, &person, MOST_ISSUES + 1)?;
            let own = Accounts::of_persons(tx.conn, std::slice::from_ref(&person))?;
            let own = own.into_values().flatten().collect();
            let readers = users(own, &target.by, &unit, Some(&person));
            issues(
                tx,
                act,
                work,
                person.as_str(),
                (found, Section::OwnIssue),
                readers,
            )
        }
        (_, What::Issue(issue)) => one_issue(tx, act, work, &target.by, *issue),
        (About::Registrations, What::Unit(unit)) => missing_below(tx, act, work, &target.by, &unit),
        (About::Registrations, What::Person(person, unit)) => {
            missing_own(tx, act, work, &target.by, (&person, &unit))
        }
    }
}

/// Accounts, or the person alone when there is none.
fn users(
    users: Vec<UserId>,
    by: &UnitId,
    unit: &UnitId,
    person: Option<&PersonId>,
) -> Vec<Recipient> {
    let to = |user| Recipient {
        by: by.clone(),
        unit: unit.clone(),
        user,
        person: person.cloned(),
    };
    if users.is_empty() {
        return vec![to(None)];
    }
    users.into_iter().map(|user| to(Some(user))).collect()
}

fn one_issue(
    tx: &mut Tx<'_>,
    act: &Act<'_>,
    work: &mut Work,
    by: &UnitId,
    issue: OpenIssue,
) -> Outcome<()> {
    let unit = issue.unit_id.clone();
    let readers = if let Some(person) = &issue.person_id {
        let own = Accounts::of_persons(tx.conn, std::slice::from_ref(person))?;
        let own = own.into_values().flatten().collect();
        users(own, by, &unit, Some(person))
    } else {
        let accounts = Accounts::of_units(tx.conn, std::slice::from_ref(&unit), tx.at.today)?;
        users(accounts.committee(&unit), by, &unit, None)
    };
    let id = issue.id.to_string();
    let open = IssueStatus::OPEN.contains(&issue.status);
    let found = if open { vec![issue] } else { Vec::new() };
    issues(tx, act, work, &id, (found, Section::OwnIssue), readers)
}

fn issues(
    tx: &mut Tx<'_>,
    act: &Act<'_>,
    work: &mut Work,
    asked: &str,
    (mut found, section): (Vec<OpenIssue>, Section),
    readers: Vec<Recipient>,
) -> Outcome<()> {
    if found.is_empty() {
        skip(
            work,
            asked,
            "nothing_open",
            "Không có vấn đề quá hạn hoặc sắp đến hạn",
        );
        return Ok(());
    }
    let left = MOST_IN_ACT.saturating_sub(work.issues);
    if left == 0 {
        let title = "Một lần đôn đốc nêu nhiều nhất 2.000 vấn đề; đề nghị chọn ít đơn vị hơn";
        skip(work, asked, "too_many_at_once", title);
        return Ok(());
    }
    let most = left.min(MOST_ISSUES as usize);
    if found.len() > most {
        found.truncate(most);
        let title = "Có nhiều vấn đề: lần này chỉ nêu các vấn đề có thời hạn sớm nhất";
        skip(work, asked, "oldest_only", title);
    }
    work.issues += found.len();
    let units: Vec<UnitId> = found.iter().map(|issue| issue.unit_id.clone()).collect();
    let names = org_units::last_standings(tx.conn, &units, tx.at.today)?;
    let works = |day| act.calendar.is_working_day(day);
    for issue in &found {
        let unit = names.get(&issue.unit_id).map(|found| found.name.clone());
        let late = distance(&works, issue.due_on, tx.at.today);
        let line = issue.line(section, unit.unwrap_or_default(), late);
        for reader in &readers {
            let item = Item {
                object_type: "issue",
                object_id: issue.id.to_string(),
                unit_id: issue.unit_id.clone(),
                year: issue.year,
                due_on: issue.due_on,
                state: issue.status.to_string(),
                count: None,
                rule_code: None,
                key: String::new(),
            };
            work.add(reader, line.clone(), item);
        }
    }
    Ok(())
}

fn missing_below(
    tx: &mut Tx<'_>,
    act: &Act<'_>,
    work: &mut Work,
    by: &UnitId,
    unit: &UnitId,
) -> Outcome<()> {
    let accounts = Accounts::of_units(tx.conn, std::slice::from_ref(unit), tx.at.today)?;
    let readers = users(accounts.committee(unit), by, unit, None);
    let name = org_units::name_of(tx.conn, unit, tx.at.today)?.unwrap_or_default();
    let mut found = false;
    for (year, closes_on) in missing::open_years(tx.conn)? {
        for measure in [Measure::Subtree, Measure::Collectives] {
            let n = counts::count(tx.conn, tx.at.today, year, measure, unit)?;
            if n == 0 {
                continue;
            }
            found = true;
            let count = Some((measure, n));
            let line = act.registration_line(tx, year, closes_on, (name.clone(), count));
            for reader in &readers {
                let object = ("unit", unit.to_string());
                let item = registration_item(object, unit, year, &line);
                work.add(reader, line.clone(), item);
            }
        }
    }
    if !found {
        skip(work, unit.as_str(), "already_registered", "Đã đăng ký đủ");
    }
    Ok(())
}

fn missing_own(
    tx: &mut Tx<'_>,
    act: &Act<'_>,
    work: &mut Work,
    by: &UnitId,
    (person, unit): (&PersonId, &UnitId),
) -> Outcome<()> {
    let own = Accounts::of_persons(tx.conn, std::slice::from_ref(person))?;
    let own = own.into_values().flatten().collect();
    let readers = users(own, by, unit, Some(person));
    let name = org_units::name_of(tx.conn, unit, tx.at.today)?.unwrap_or_default();
    let mut found = false;
    for (year, closes_on) in missing::open_years(tx.conn)? {
        if !missing::is_lacking(tx.conn, person, tx.at.today, year)? {
            continue;
        }
        found = true;
        let line = act.registration_line(tx, year, closes_on, (name.clone(), None));
        for reader in &readers {
            let object = ("registration", person.to_string());
            work.add(
                reader,
                line.clone(),
                registration_item(object, unit, year, &line),
            );
        }
    }
    if !found {
        let title = "Đã gửi bản đăng ký hoặc không thuộc diện phải đăng ký";
        skip(work, person.as_str(), "already_registered", title);
    }
    Ok(())
}

fn skip(work: &mut Work, id: &str, code: &'static str, title: &'static str) {
    work.skipped.push(SkippedView {
        id: id.to_owned(),
        code,
        title,
    });
}

fn registration_item(
    (object_type, object_id): (&'static str, String),
    unit: &UnitId,
    year: i32,
    line: &Line,
) -> Item {
    Item {
        object_type,
        object_id,
        unit_id: unit.clone(),
        year,
        due_on: line.due_on,
        state: "missing".to_owned(),
        count: line.count,
        rule_code: None,
        key: String::new(),
    }
}

impl Work {
    fn add(&mut self, reader: &Recipient, line: Line, item: Item) {
        let lines = self.parts.entry(reader.clone()).or_default();
        let same = |(_, other): &(Line, Item)| {
            let measure = |item: &Item| item.count.map(|(measure, _)| measure);
            other.object_id == item.object_id
                && other.year == item.year
                && measure(other) == measure(&item)
        };
        if !lines.iter().any(same) {
            lines.push((line, item));
        }
    }
}

impl Act<'_> {
    fn registration_line(
        &self,
        tx: &Tx<'_>,
        year: i32,
        closes_on: NaiveDate,
        (unit, count): (String, Option<(Measure, i64)>),
    ) -> Line {
        let works = |day| self.calendar.is_working_day(day);
        let due_on = effective(&works, closes_on);
        Line {
            section: if count.is_some() {
                Section::RegistrationBelow
            } else {
                Section::OwnRegistration
            },
            subject: match count {
                Some((Measure::Collectives, _)) => {
                    format!("Tập thể chưa gửi bản đăng ký năm {year}")
                }
                Some(_) => format!("Chưa gửi bản đăng ký năm {year}"),
                None => format!("Đồng chí chưa gửi bản đăng ký năm {year}"),
            },
            unit,
            responsible: None,
            names: Vec::new(),
            count,
            due_on,
            late: distance(&works, due_on, tx.at.today),
        }
    }
}
