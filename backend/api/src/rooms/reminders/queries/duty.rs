//! The superior's own duty: seed 003 asks upper levels to "kiểm tra, đôn đốc,
//! nhắc nhở", so whoever is over them sees what they have not reminded of.

use super::super::missing;
use super::super::open_issues::{self, OpenIssue};
use super::super::tree::Tree;
use super::super::views::{DutyIssueView, DutyUnitView, DutyView, DutyYearView};
use crate::rooms::issues::calendar;
use crate::rooms::org_units;
use chrono::{Duration, NaiveDate};
use diesel::prelude::*;
use lamtheo_db::schema::{reminder_items, reminders};
use lamtheo_db::{Outcome, ReadTx};
use lamtheo_domain::access::{Caller, Role};
use lamtheo_domain::issue::IssueStatus;
use lamtheo_domain::kernel::{Refusal, ids::*};
use lamtheo_domain::reminder::{About, Origin, distance, effective};
use std::collections::{BTreeMap, HashMap};

const READERS: [Role; 5] = [
    Role::BranchSecretary,
    Role::UnitStaff,
    Role::UnitLeader,
    Role::Inspector,
    Role::ProvinceStaff,
];
/// Issues named.
const OLDEST: usize = 20;

/// The duty of `unit`.
pub(in super::super) fn of_unit(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    unit: &UnitId,
) -> Outcome<DutyView> {
    let today = tx.at.today;
    let place = org_units::place(tx.conn, unit, today)?.ok_or_else(Refusal::not_found)?;
    if !caller.over_any(&READERS, &place) {
        return Err(Refusal::not_found().into());
    }
    let tree = Tree::on(tx.conn, today)?;
    let yesterday = today - Duration::days(1);
    let late: Vec<OpenIssue> = open_issues::below(tx.conn, unit, today, yesterday)?
        .into_iter()
        .filter(|issue| IssueStatus::OPEN.contains(&issue.status) && issue.unit_id != *unit)
        .collect();
    let reminded = last_reminders(tx, unit)?;
    let is_reminded = |issue: &OpenIssue| {
        reminded
            .get(issue.id.as_str())
            .is_some_and(|on| *on > issue.due_on)
    };
    let mut by_unit: BTreeMap<UnitId, (i64, i64)> = BTreeMap::new();
    for issue in &late {
        if let Some(child) = tree.child_over(unit, &issue.unit_id) {
            let counts = by_unit.entry(child.clone()).or_default();
            counts.0 += 1;
            counts.1 += i64::from(!is_reminded(issue));
        }
    }
    let open: Vec<&OpenIssue> = late.iter().filter(|issue| !is_reminded(issue)).collect();
    let works = calendar::load(tx.conn)?;
    let works = |day: NaiveDate| works.is_working_day(day);
    let oldest = open.iter().take(OLDEST).map(|issue| DutyIssueView {
        issue_id: issue.id.clone(),
        title: issue.title.clone(),
        owning_unit_id: issue.unit_id.clone(),
        owning_unit_name: tree.name(&issue.unit_id),
        responsible: issue.responsible(),
        due_on: issue.due_on,
        working_days_late: distance(&works, issue.due_on, today),
    });
    Ok(DutyView {
        unit_id: unit.clone(),
        unit_name: tree.name(unit),
        late_open: late.len() as i64,
        reminded: (late.len() - open.len()) as i64,
        not_reminded: open.len() as i64,
        by_unit: by_unit
            .into_iter()
            .map(|(unit_id, (late_open, not_reminded))| DutyUnitView {
                unit_name: tree.name(&unit_id),
                unit_id,
                late_open,
                not_reminded,
            })
            .collect(),
        oldest: oldest.collect(),
        registrations: years(tx, unit, &works)?,
    })
}

/// When `unit` last reminded of each issue.
fn last_reminders(tx: &mut ReadTx<'_>, unit: &UnitId) -> Outcome<HashMap<String, NaiveDate>> {
    let rows: Vec<(String, Option<NaiveDate>)> = reminders::table
        .inner_join(reminder_items::table.on(reminder_items::reminder_id.eq(reminders::id)))
        .filter(reminders::by_unit_id.eq(unit))
        .filter(reminders::origin.eq(Origin::Superior))
        .filter(reminder_items::object_type.eq("issue"))
        .group_by(reminder_items::object_id)
        .select((
            reminder_items::object_id,
            diesel::dsl::max(reminders::on_day),
        ))
        .load(tx.conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, on)| Some((id, on?)))
        .collect())
}

fn years(
    tx: &mut ReadTx<'_>,
    unit: &UnitId,
    works: &impl Fn(NaiveDate) -> bool,
) -> Outcome<Vec<DutyYearView>> {
    let mut views = Vec::new();
    for (year, closes_on) in missing::open_years(tx.conn)? {
        let last: Option<NaiveDate> = reminders::table
            .inner_join(reminder_items::table.on(reminder_items::reminder_id.eq(reminders::id)))
            .filter(reminders::by_unit_id.eq(unit))
            .filter(reminders::origin.eq(Origin::Superior))
            .filter(reminders::about.eq(About::Registrations))
            .filter(reminder_items::year.eq(year))
            .select(diesel::dsl::max(reminders::on_day))
            .first(tx.conn)?;
        views.push(DutyYearView {
            year,
            due_on: effective(works, closes_on),
            missing: missing::count_below(tx.conn, unit, tx.at.today, year)?,
            last_reminded_on: last,
        });
    }
    Ok(views)
}
