//! The superior's own duty: seed 003 asks upper levels to "kiểm tra, đôn đốc,
//! nhắc nhở", so whoever is over them sees what they have not reminded of.

use super::super::counts;
use super::super::missing;
use super::super::open_issues;
use super::super::views::{DutyIssueView, DutyUnitView, DutyView, DutyYearView};
use crate::rooms::issues::calendar;
use crate::rooms::org_units;
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{reminder_items, reminders};
use lamtheo_db::{Outcome, ReadTx};
use lamtheo_domain::access::{Caller, Role};
use lamtheo_domain::kernel::{Refusal, ids::*};
use lamtheo_domain::reminder::{About, Measure, Origin, distance, effective};

const READERS: [Role; 5] = [
    Role::BranchSecretary,
    Role::UnitStaff,
    Role::UnitLeader,
    Role::Inspector,
    Role::ProvinceStaff,
];
/// Issues named.
const OLDEST: i64 = 20;

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
    let by_unit = open_issues::late_below(tx.conn, unit, today)?;
    let late_open: i64 = by_unit.iter().map(|child| child.late_open).sum();
    let not_reminded: i64 = by_unit.iter().map(|child| child.not_reminded).sum();
    let oldest = open_issues::oldest_not_reminded(tx.conn, unit, today, OLDEST)?;
    let mut named: Vec<UnitId> = oldest.iter().map(|issue| issue.unit_id.clone()).collect();
    named.extend(by_unit.iter().map(|child| child.unit_id.clone()));
    named.push(unit.clone());
    let names = org_units::names_of(tx.conn, &named, today)?;
    let name = |unit: &UnitId| names.get(unit).cloned().unwrap_or_default();
    let works = calendar::load(tx.conn)?;
    let works = |day: NaiveDate| works.is_working_day(day);
    let oldest = oldest.into_iter().map(|issue| DutyIssueView {
        owning_unit_name: name(&issue.unit_id),
        responsible: issue.responsible(),
        working_days_late: distance(&works, issue.due_on, today),
        issue_id: issue.id,
        title: issue.title,
        owning_unit_id: issue.unit_id,
        due_on: issue.due_on,
    });
    let by_unit = by_unit.into_iter().map(|child| DutyUnitView {
        unit_name: name(&child.unit_id),
        unit_id: child.unit_id,
        late_open: child.late_open,
        not_reminded: child.not_reminded,
    });
    Ok(DutyView {
        unit_id: unit.clone(),
        unit_name: name(unit),
        late_open,
        reminded: late_open - not_reminded,
        not_reminded,
        by_unit: by_unit.collect(),
        oldest: oldest.collect(),
        registrations: years(tx, unit, &works)?,
    })
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
            missing: counts::count(tx.conn, tx.at.today, year, Measure::Subtree, unit)?,
            missing_collectives: counts::count(
                tx.conn,
                tx.at.today,
                year,
                Measure::Collectives,
                unit,
            )?,
            last_reminded_on: last,
        });
    }
    Ok(views)
}
