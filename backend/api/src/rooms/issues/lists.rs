//! Lists of issues: filters, order, the board and the calendar.

use super::facts::{answered_for, ended_units};
use super::queries::views_of;
use super::ranked;
use super::requests::ListQuery;
use super::scope::{self, Condition, OFFICERS};
use super::store::IssueRow;
use super::views::{
    BoardColumn, BoardView, CalendarDayView, CalendarIssue, CalendarView, IssueView,
};
use super::{calendar, names};
use crate::rooms::org_units;
use crate::web::ListOf;
use crate::web::list::{Paging, SortKey, sort_keys};
use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use lamtheo_db::schema::{issue_extensions, issues};
use lamtheo_db::{Db, Multi, Outcome, ReadTx};
use lamtheo_domain::access::{Caller, Role};
use lamtheo_domain::issue::{IssueStatus, is_late};
use lamtheo_domain::kernel::text::{like_contains, search_key};
use lamtheo_domain::kernel::{FieldError, Refusal, ids::*};
use lamtheo_domain::labels;
use std::collections::BTreeMap;
use std::str::FromStr;

/// Issues shown in each state of the board.
const ON_BOARD: i64 = 20;
/// Most days of a calendar.
const MOST_DAYS: i64 = 62;
/// Most issues in a calendar.
const IN_CALENDAR: i64 = 500;

#[derive(Debug, Clone, Copy)]
enum Sort {
    Due,
    Updated,
    Created,
    Registered,
    Since,
    Status,
    Title,
}

impl FromStr for Sort {
    type Err = String;
    fn from_str(word: &str) -> Result<Self, String> {
        Ok(match word {
            "due_on" => Self::Due,
            "updated_at" => Self::Updated,
            "created_at" => Self::Created,
            "registered_on" => Self::Registered,
            "state_since" => Self::Since,
            "status" => Self::Status,
            "title" => Self::Title,
            other => return Err(other.to_owned()),
        })
    }
}

pub(super) type Listed = issues::BoxedQuery<'static, Multi>;

/// A page of the issues that the caller may read.
pub(super) fn list(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    query: &ListQuery,
) -> Outcome<ListOf<IssueView>> {
    let paging = Paging::of(query.page, query.per_page)?;
    let keys = sort_keys::<Sort>(query.sort.as_deref())?;
    let today = tx.at.today;
    let total: i64 = filtered(tx.conn, caller, query, today)?
        .count()
        .get_result(tx.conn)?;
    let found = sorted(filtered(tx.conn, caller, query, today)?, &keys);
    let rows = match ranked::words(query).filter(|_| keys.is_empty()) {
        Some(words) => ranked::page(tx.conn, found, words, paging)?,
        None => found
            .select(IssueRow::as_select())
            .limit(paging.per_page)
            .offset(paging.offset())
            .load(tx.conn)?,
    };
    Ok(paging.list(views_of(tx.conn, caller, today, rows)?, total))
}

/// The issues that are late for the longest time, within the filters.
pub(super) fn oldest_late(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    query: &ListQuery,
    most: i64,
) -> Outcome<Vec<IssueView>> {
    let query = ListQuery {
        overdue: Some(true),
        ..query.clone()
    };
    let today = tx.at.today;
    let rows: Vec<IssueRow> = sorted(filtered(tx.conn, caller, &query, today)?, &[])
        .select(IssueRow::as_select())
        .limit(most)
        .load(tx.conn)?;
    views_of(tx.conn, caller, today, rows)
}

/// The issues by state.
pub(super) fn board(tx: &mut ReadTx<'_>, caller: &Caller, query: &ListQuery) -> Outcome<BoardView> {
    let today = tx.at.today;
    let keys = sort_keys::<Sort>(query.sort.as_deref())?;
    let wanted: Vec<IssueStatus> = if query.status.0.is_empty() {
        IssueStatus::ALL.to_vec()
    } else {
        query.status.0.clone()
    };
    let mut columns = Vec::with_capacity(wanted.len());
    for status in wanted {
        let one = |conn: &mut Db| -> Outcome<Listed> {
            Ok(filtered(conn, caller, query, today)?.filter(issues::status.eq(status)))
        };
        let total: i64 = one(tx.conn)?.count().get_result(tx.conn)?;
        let rows: Vec<IssueRow> = sorted(one(tx.conn)?, &keys)
            .select(IssueRow::as_select())
            .limit(ON_BOARD)
            .load(tx.conn)?;
        columns.push(BoardColumn {
            status,
            label: labels::label("issue.status", status.as_str()).to_owned(),
            total: i32::try_from(total).unwrap_or(i32::MAX),
            items: views_of(tx.conn, caller, today, rows)?,
        });
    }
    Ok(BoardView { columns })
}

/// The last days of a span.
pub(super) fn deadlines(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    query: &ListQuery,
    from: NaiveDate,
    to: NaiveDate,
) -> Outcome<CalendarView> {
    if to < from || (to - from).num_days() >= MOST_DAYS {
        let fault = FieldError::new(
            "to",
            "out_of_range",
            "Khoảng thời gian của lịch từ 1 đến 62 ngày",
        );
        return Err(Refusal::fields(vec![fault]).into());
    }
    let today = tx.at.today;
    let rows: Vec<IssueRow> = sorted(filtered(tx.conn, caller, query, today)?, &[])
        .filter(issues::due_effective_on.ge(from))
        .filter(issues::due_effective_on.le(to))
        .filter(issues::status.ne(IssueStatus::Draft))
        .select(IssueRow::as_select())
        .limit(IN_CALENDAR + 1)
        .load(tx.conn)?;
    let truncated = i64::try_from(rows.len()).unwrap_or(i64::MAX) > IN_CALENDAR;
    let units = names::units(
        tx.conn,
        rows.iter().map(|r| &r.owning_unit_id).collect(),
        today,
    )?;
    let working = calendar::load(tx.conn)?;
    let mut days: BTreeMap<NaiveDate, Vec<CalendarIssue>> = BTreeMap::new();
    let mut day = from;
    while day <= to {
        if !working.is_working_day(day) {
            days.entry(day).or_default();
        }
        day = day.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
    }
    for row in rows
        .into_iter()
        .take(usize::try_from(IN_CALENDAR).unwrap_or(0))
    {
        let Some(due) = row.due_effective_on else {
            continue;
        };
        days.entry(due).or_default().push(CalendarIssue {
            overdue: is_late(row.status, Some(due), today),
            owning_unit_name: units.get(&row.owning_unit_id).cloned().unwrap_or_default(),
            id: row.id,
            title: row.title,
            status: row.status,
            owning_unit_id: row.owning_unit_id,
        });
    }
    Ok(CalendarView {
        from,
        to,
        days: days
            .into_iter()
            .map(|(date, issues)| CalendarDayView {
                date,
                working_day: working.is_working_day(date),
                issues,
            })
            .collect(),
        truncated,
    })
}

/// The issues that the caller may read and the filters let through.
pub(super) fn filtered(
    conn: &mut Db,
    caller: &Caller,
    query: &ListQuery,
    today: NaiveDate,
) -> Outcome<Listed> {
    let mut list: Listed = issues::table
        .into_boxed()
        .filter(scope::readable(conn, caller, today)?);
    if let Some(unit) = &query.unit {
        list = list.filter(issues::owning_unit_id.eq_any(scope::subtree(unit.clone(), today)));
    }
    if let Some(unit) = &query.owning_unit {
        list = list.filter(issues::owning_unit_id.eq(unit.clone()));
    }
    if !query.year.0.is_empty() {
        let years: Vec<i32> = query.year.0.iter().map(|y| y.0).collect();
        list = list.filter(issues::year.eq_any(years));
    }
    if !query.status.0.is_empty() {
        list = list.filter(issues::status.eq_any(query.status.0.clone()));
    }
    if !query.kind.0.is_empty() {
        list = list.filter(issues::kind.eq_any(query.kind.0.clone()));
    }
    if !query.field.0.is_empty() {
        let fields: Vec<String> = query.field.0.iter().map(|f| f.0.clone()).collect();
        list = list.filter(issues::field.eq_any(fields));
    }
    if !query.registering_level.0.is_empty() {
        list = list.filter(issues::registering_level.eq_any(query.registering_level.0.clone()));
    }
    if let Some(from) = query.due_from {
        list = list.filter(issues::due_effective_on.ge(from));
    }
    if let Some(to) = query.due_to {
        list = list.filter(issues::due_effective_on.le(to));
    }
    list = flagged(list, query, today);
    list = related(conn, list, caller, query, today)?;
    if let Some(words) = query.q.as_deref().map(search_key).filter(|w| !w.is_empty()) {
        list = list.filter(issues::search_key.like(like_contains(&words)).escape('\\'));
    }
    Ok(list)
}

/// Filters on what is computed or counted.
fn flagged(mut list: Listed, query: &ListQuery, today: NaiveDate) -> Listed {
    if let Some(late) = query.overdue {
        let open = issues::status.eq_any(IssueStatus::OPEN);
        let over = issues::due_effective_on
            .is_not_null()
            .and(issues::due_effective_on.assume_not_null().lt(today));
        list = if late {
            list.filter(open.and(over))
        } else {
            list.filter(diesel::dsl::not(open.and(over)))
        };
    }
    if let Some(nobody) = query.no_owner {
        let settled = [
            IssueStatus::Confirmed,
            IssueStatus::Withdrawn,
            IssueStatus::CarriedOver,
        ];
        let missing = issues::status
            .ne_all(settled)
            .and(issues::status.ne(IssueStatus::Draft))
            .and(
                issues::id
                    .ne_all(answered_for(today))
                    .or(issues::owning_unit_id.eq_any(ended_units(today))),
            );
        list = if nobody {
            list.filter(missing)
        } else {
            list.filter(diesel::dsl::not(missing))
        };
    }
    if let Some(extended) = query.extended {
        list = if extended {
            list.filter(issues::extensions_count.gt(0))
        } else {
            list.filter(issues::extensions_count.eq(0))
        };
    }
    if let Some(reopened) = query.reopened {
        list = if reopened {
            list.filter(issues::reopened_count.gt(0))
        } else {
            list.filter(issues::reopened_count.eq(0))
        };
    }
    list
}

/// Filters on how the issue stands to a person or to the caller.
fn related(
    conn: &mut Db,
    mut list: Listed,
    caller: &Caller,
    query: &ListQuery,
    today: NaiveDate,
) -> Outcome<Listed> {
    if let Some(person) = &query.responsible_person_id {
        list = list.filter(scope::answered_by(person.clone()));
    }
    let officer_of: Vec<UnitId> = caller.units_of(OFFICERS).cloned().collect();
    if query.coordinating == Some(true) {
        list = list.filter(scope::coordinated_by(officer_of.clone()));
    }
    if query.mine == Some(true) {
        let own: Condition = Box::new(issues::owning_unit_id.eq_any(officer_of));
        list = match &caller.person_id {
            Some(person) => list.filter(own.or(scope::answered_by(person.clone()))),
            None => list.filter(own),
        };
    }
    if query.decidable == Some(true) {
        let deciders = [Role::UnitLeader, Role::UnitStaff, Role::ProvinceStaff];
        let seats: Vec<UnitId> = caller.units_of(&deciders).cloned().collect();
        let mut below: Vec<UnitId> = org_units::attached_to(conn, &seats, today)?;
        for unit in &seats {
            below.extend(org_units::direct_below(conn, unit, today)?);
            let top = org_units::place(conn, unit, today)?.is_some_and(|p| p.parent_id.is_none());
            if top {
                below.push(unit.clone());
            }
        }
        let waiting = issue_extensions::table
            .filter(issue_extensions::outcome.is_null())
            .select(issue_extensions::issue_id);
        list = list.filter(issues::owning_unit_id.eq_any(below)).filter(
            issues::status
                .eq_any([IssueStatus::Submitted, IssueStatus::ReportedResolved])
                .or(issues::status
                    .eq_any([
                        IssueStatus::Registered,
                        IssueStatus::InProgress,
                        IssueStatus::SentBack,
                    ])
                    .and(issues::id.eq_any(waiting))),
        );
    }
    Ok(list)
}

fn sorted(mut list: Listed, keys: &[SortKey<Sort>]) -> Listed {
    macro_rules! by {
        ($descending:expr, $column:expr) => {
            if $descending {
                list.then_order_by($column.desc())
            } else {
                list.then_order_by($column.asc())
            }
        };
    }
    if keys.is_empty() {
        // What has no deadline yet comes last on both databases.
        list = list
            .then_order_by(issues::due_effective_on.is_null().asc())
            .then_order_by(issues::due_effective_on.asc());
    }
    for &SortKey { key, descending } in keys {
        list = match key {
            Sort::Due => {
                list = list.then_order_by(issues::due_effective_on.is_null().asc());
                by!(descending, issues::due_effective_on)
            }
            Sort::Registered => {
                list = list.then_order_by(issues::registered_on.is_null().asc());
                by!(descending, issues::registered_on)
            }
            Sort::Updated => by!(descending, issues::updated_at),
            Sort::Created => by!(descending, issues::created_at),
            Sort::Since => by!(descending, issues::state_since),
            Sort::Status => by!(descending, issues::status),
            Sort::Title => by!(descending, issues::search_key),
        };
    }
    list.then_order_by(issues::id.asc())
}
