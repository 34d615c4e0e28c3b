//! Lines about issues.

use super::super::open_issues::{self, OpenIssue};
use super::super::store::Item;
use super::gather::Day;
use crate::rooms::notifications::Accounts;
use crate::rooms::org_units;
use chrono::Duration;
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::issue::IssueStatus;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::reminder::text::Section;
use lamtheo_domain::reminder::{About, Audience, Deadline, distance, plan};
use std::collections::HashMap;

/// Deadlines farther away than this are looked at later: more than 60 working days.
const HORIZON_DAYS: i64 = 120;
/// Said of an issue that has lost who answers for it; no rule of the province.
const NO_OWNER: &str = "issue_no_owner";

/// Adds what is due about issues.
pub(super) fn gather(conn: &mut Db, day: &mut Day) -> Outcome<()> {
    let until = day.window.until + Duration::days(HORIZON_DAYS);
    let found = open_issues::due_until(conn, day.window.until, until)?;
    let deadline = |issue: &OpenIssue, waiting| Deadline {
        about: About::Issues,
        due_on: issue.due_on,
        waiting,
    };
    // Who asked for more time still has to act; whoever decides on it has to, too.
    let asking: Vec<&OpenIssue> = found.iter().filter(|i| i.extension_asked).collect();
    let deadlines: Vec<Deadline> = found
        .iter()
        .map(|issue| deadline(issue, issue.waiting()))
        .chain(asking.iter().map(|issue| deadline(issue, true)))
        .collect();
    let rules = day.rules.clone();
    let due = plan(&day.works(), &rules, &deadlines, day.window);
    let persons: Vec<PersonId> = due
        .iter()
        .filter_map(|due| found.get(due.item)?.person_id.clone())
        .collect();
    let owners = Accounts::of_persons(conn, &persons)?;
    for due in due {
        let (issue, extension) = match found.get(due.item) {
            Some(issue) => (issue, false),
            None => (asking[due.item - found.len()], true),
        };
        if extension && due.rule.audience != Audience::Approver {
            continue;
        }
        let Some((section, users, person)) = readers(day, &owners, issue, due.rule.audience) else {
            continue;
        };
        let late = distance(&day.works(), issue.due_on, day.window.until);
        let mut line = issue.line(section, day.tree.name(&issue.unit_id), late);
        let mut key = format!("{}|{}|{}|{}", due.rule.code, issue.id, issue.due_on, due.on);
        if extension {
            line.subject = format!("Đề nghị gia hạn: {}", line.subject);
            key.push_str("|extension");
        }
        let item = item_of(issue, Some(&due.rule.code), &key);
        day.tell(users, (About::Issues, &line, &item), person.as_ref());
    }
    without_owner(conn, day)
}

/// Issues that have lost who answers for them since the last digest: to the
/// owner, who is asked for another, and to the level above.
fn without_owner(conn: &mut Db, day: &mut Day) -> Outcome<()> {
    let found = open_issues::without_owner(conn, day.window.until, day.window.after)?;
    let units: Vec<UnitId> = found
        .iter()
        .map(|(issue, _)| issue.unit_id.clone())
        .collect();
    let places = org_units::last_standings(conn, &units, day.window.until)?;
    for (issue, lost) in found {
        let Some(standing) = places.get(&issue.unit_id) else {
            continue;
        };
        let mut users = day.accounts.committee(&issue.unit_id);
        if let Some(above) = standing.place.approving_unit() {
            users.extend(day.accounts.committee(above));
        }
        users.sort();
        users.dedup();
        let late = distance(&day.works(), issue.due_on, day.window.until);
        let line = issue.line(Section::IssueWithoutOwner, standing.name.clone(), late);
        let item = item_of(&issue, Some(NO_OWNER), &format!("{NO_OWNER}|{lost}"));
        day.tell(users, (About::Issues, &line, &item), None);
    }
    Ok(())
}

type Readers = (Section, Vec<UserId>, Option<PersonId>);

/// The responsible person, or the owning unit when there is none with an
/// account; the committee that decides; the committees above.
fn readers(
    day: &Day,
    owners: &HashMap<PersonId, Vec<UserId>>,
    issue: &OpenIssue,
    audience: Audience,
) -> Option<Readers> {
    let unit = &issue.unit_id;
    match audience {
        Audience::Subject => {
            let own = issue.person_id.as_ref().and_then(|p| owners.get(p));
            Some(match own {
                Some(users) => (Section::OwnIssue, users.clone(), issue.person_id.clone()),
                None => (Section::UnitIssue, day.accounts.committee(unit), None),
            })
        }
        Audience::Approver => {
            let approver = day.tree.approver(unit);
            Some((
                Section::IssueToDecide,
                day.accounts.committee(approver),
                None,
            ))
        }
        Audience::Above | Audience::AboveTwice if issue.status == IssueStatus::Submitted => None,
        Audience::Above => {
            let above = day.tree.above(unit)?;
            Some((Section::IssueBelow, day.accounts.committee(above), None))
        }
        Audience::AboveTwice => {
            let above = day.tree.above(day.tree.above(unit)?)?;
            Some((Section::IssueBelow, day.accounts.committee(above), None))
        }
    }
}

/// What the ledger keeps of an issue.
pub(in super::super) fn item_of(issue: &OpenIssue, rule: Option<&str>, key: &str) -> Item {
    Item {
        object_type: "issue",
        object_id: issue.id.to_string(),
        unit_id: issue.unit_id.clone(),
        year: issue.year,
        due_on: issue.due_on,
        state: issue.status.to_string(),
        count: None,
        rule_code: rule.map(str::to_owned),
        key: key.to_owned(),
    }
}
