//! The ledger of reminders: those to the caller, and those about units below.

use super::super::missing;
use super::super::requests::LedgerQuery;
use super::super::store::{ItemRow, ReminderRow};
use super::super::views::{ReminderItemView, ReminderView};
use crate::rooms::org_units;
use crate::web::ListOf;
use crate::web::list::Paging;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use lamtheo_db::schema::{
    issues, notifications, people, registrations, reminder_items, reminders, unit_closure, users,
};
use lamtheo_db::{Multi, Outcome, ReadTx, shown};
use lamtheo_domain::access::{Caller, Role};
use lamtheo_domain::issue::IssueStatus;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::registration::RegistrationStatus;
use lamtheo_domain::reminder::About;
use std::collections::HashMap;

/// Who reads the ledger of the units below.
const READERS: [Role; 5] = [
    Role::BranchSecretary,
    Role::UnitStaff,
    Role::UnitLeader,
    Role::Inspector,
    Role::ProvinceStaff,
];

/// A page of the ledger, newest first.
pub(in super::super) fn list(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    query: &LedgerQuery,
) -> Outcome<ListOf<ReminderView>> {
    let paging = Paging::of(query.page, query.per_page)?;
    let below = match &query.unit {
        Some(unit) => Some(org_units::subtree(tx.conn, unit, tx.at.today)?),
        None => None,
    };
    let filtered = || filtered(caller, query, below.as_deref(), tx.at.today);
    let total: i64 = filtered().count().get_result(tx.conn)?;
    let rows: Vec<ReminderRow> = filtered()
        .order((
            reminders::on_day.desc(),
            reminders::created_at.desc(),
            reminders::id.desc(),
        ))
        .limit(paging.per_page)
        .offset(paging.offset())
        .select(ReminderRow::as_select())
        .load(tx.conn)?;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        items.push(view(tx, caller, row)?);
    }
    Ok(paging.list(items, total))
}

fn filtered(
    caller: &Caller,
    query: &LedgerQuery,
    below: Option<&[UnitId]>,
    today: chrono::NaiveDate,
) -> reminders::BoxedQuery<'static, Multi> {
    let own: Vec<UnitId> = caller.units_of(&READERS).cloned().collect();
    let reach = unit_closure::table
        .filter(unit_closure::ancestor_id.eq_any(own))
        .filter(unit_closure::valid_from.le(today))
        .filter(
            unit_closure::valid_to
                .is_null()
                .or(unit_closure::valid_to.gt(today)),
        )
        .select(unit_closure::descendant_id);
    let to_me = reminders::user_id
        .eq(caller.user_id.clone())
        .assume_not_null();
    let mut list = reminders::table
        .into_boxed()
        .filter(to_me.or(reminders::unit_id.eq_any(reach)));
    if let Some(below) = below {
        list = list.filter(reminders::unit_id.eq_any(below.to_vec()));
    }
    if let Some(about) = query.about {
        list = list.filter(reminders::about.eq(about));
    }
    if let Some(origin) = query.origin {
        list = list.filter(reminders::origin.eq(origin));
    }
    if let Some(act) = &query.act_id {
        list = list.filter(reminders::act_id.eq(act.clone()));
    }
    if let Some(issue) = &query.issue_id {
        let about = reminder_items::table
            .filter(reminder_items::object_type.eq("issue"))
            .filter(reminder_items::object_id.eq(issue.to_string()))
            .select(reminder_items::reminder_id);
        list = list.filter(reminders::id.eq_any(about));
    }
    if let Some(unread) = query.unread {
        let read = notifications::table
            .filter(notifications::read_at.is_not_null())
            .select(notifications::id.nullable());
        list = if unread {
            list.filter(reminders::notification_id.is_null().or(
                    diesel::dsl::not(reminders::notification_id.eq_any(read)).assume_not_null(),
                ))
        } else {
            list.filter(reminders::notification_id.eq_any(read))
        };
    }
    if let Some(from) = query.from {
        list = list.filter(reminders::on_day.ge(from));
    }
    if let Some(to) = query.to {
        list = list.filter(reminders::on_day.le(to));
    }
    list
}

fn view(tx: &mut ReadTx<'_>, caller: &Caller, row: ReminderRow) -> Outcome<ReminderView> {
    let named = may_name(tx, caller, &row)?;
    let read_at: Option<NaiveDateTime> = match &row.notification_id {
        Some(id) => notifications::table
            .find(id)
            .select(notifications::read_at)
            .first(tx.conn)?,
        None => None,
    };
    let recipient = match (&row.person_id, &row.user_id) {
        (Some(person), _) => people::table
            .find(person)
            .select(people::full_name)
            .first(tx.conn)
            .optional()?,
        (None, Some(user)) => account_name(tx, user)?,
        (None, None) => None,
    };
    let by_unit_name = match &row.by_unit_id {
        Some(unit) => org_units::name_of(tx.conn, unit, tx.at.today)?,
        None => None,
    };
    Ok(ReminderView {
        reminded_by_name: match &row.reminded_by {
            Some(user) => account_name(tx, user)?,
            None => None,
        },
        by_unit_name,
        unit_name: org_units::name_of(tx.conn, &row.unit_id, tx.at.today)?.unwrap_or_default(),
        items: items(tx, &row.id, named)?,
        reached: row.notification_id.is_some(),
        read_at: read_at.map(shown),
        recipient_name: recipient.filter(|_| named),
        person_id: row.person_id.filter(|_| named),
        user_id: row.user_id.filter(|_| named),
        created_at: shown(row.created_at),
        id: row.id,
        act_id: row.act_id,
        origin: row.origin,
        about: row.about,
        reminded_by: row.reminded_by,
        by_unit_id: row.by_unit_id,
        unit_id: row.unit_id,
        message: if named { row.message } else { String::new() },
        on_day: row.on_day,
    })
}

/// Names of persons who are late with a registration go to the person, the chi
/// bộ and the direct committee.
fn may_name(tx: &mut ReadTx<'_>, caller: &Caller, row: &ReminderRow) -> Outcome<bool> {
    let to_me = row.user_id.as_ref() == Some(&caller.user_id);
    if to_me || row.about == About::Issues || row.person_id.is_none() {
        return Ok(true);
    }
    let place = org_units::place(tx.conn, &row.unit_id, tx.at.today)?;
    Ok(place.is_some_and(|place| {
        caller
            .units_of(&READERS)
            .any(|unit| place.is_here_or_parent(unit))
    }))
}

fn account_name(tx: &mut ReadTx<'_>, user: &UserId) -> Outcome<Option<String>> {
    Ok(users::table
        .find(user)
        .select(users::display_name)
        .first(tx.conn)
        .optional()?)
}

fn items(tx: &mut ReadTx<'_>, id: &ReminderId, named: bool) -> Outcome<Vec<ReminderItemView>> {
    let rows: Vec<ItemRow> = reminder_items::table
        .filter(reminder_items::reminder_id.eq(id))
        .order(reminder_items::ordinal)
        .select(ItemRow::as_select())
        .load(tx.conn)?;
    let ids: Vec<&str> = rows
        .iter()
        .filter(|row| row.object_type == "issue")
        .map(|row| row.object_id.as_str())
        .collect();
    let found: HashMap<String, (String, IssueStatus)> = issues::table
        .filter(issues::id.eq_any(ids))
        .select((issues::id, issues::title, issues::status))
        .load::<(String, String, IssueStatus)>(tx.conn)?
        .into_iter()
        .map(|(id, title, status)| (id, (title, status)))
        .collect();
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        views.push(item(tx, row, &found, named)?);
    }
    Ok(views)
}

fn item(
    tx: &mut ReadTx<'_>,
    row: ItemRow,
    found: &HashMap<String, (String, IssueStatus)>,
    named: bool,
) -> Outcome<ReminderItemView> {
    let issue = found.get(&row.object_id);
    let mut count_now = None;
    let (state_now, settled) = match row.object_type.as_str() {
        "issue" => match issue {
            Some((_, status)) => (status.to_string(), is_settled(*status, &row.state_then)),
            None => (row.state_then.clone(), false),
        },
        "unit" => {
            let unit = UnitId::from_trusted(row.object_id.clone());
            let now = if row.state_then == "submitted" {
                missing::count_waiting(tx.conn, &unit, row.year)?
            } else {
                missing::count_below(tx.conn, &unit, tx.at.today, row.year)?
            };
            count_now = Some(now);
            (row.state_then.clone(), now == 0)
        }
        _ => of_person(tx, &row)?,
    };
    Ok(ReminderItemView {
        object_id: Some(row.object_id).filter(|_| named || row.object_type != "registration"),
        title: issue.map(|(title, _)| title.clone()),
        object_type: row.object_type,
        rule_code: row.rule_code,
        year: row.year,
        due_on: row.due_on,
        state_then: row.state_then,
        state_now,
        count_then: row.count_then,
        count_now,
        settled,
    })
}

/// Over, or past the decision that was waited for.
fn is_settled(status: IssueStatus, then: &str) -> bool {
    let waited = [IssueStatus::Submitted, IssueStatus::ReportedResolved]
        .iter()
        .any(|waiting| waiting.as_str() == then);
    match status {
        IssueStatus::Confirmed | IssueStatus::Withdrawn | IssueStatus::CarriedOver => true,
        now => waited && now.as_str() != then,
    }
}

/// The person's registration of the year now; drafts are private.
fn of_person(tx: &mut ReadTx<'_>, row: &ItemRow) -> Outcome<(String, bool)> {
    let status: Option<RegistrationStatus> = registrations::table
        .filter(registrations::person_id.eq(&row.object_id))
        .filter(registrations::year.eq(row.year))
        .filter(registrations::status.ne(RegistrationStatus::Draft))
        .select(registrations::status)
        .first(tx.conn)
        .optional()?;
    Ok(match status {
        Some(status) => (status.to_string(), status != RegistrationStatus::Returned),
        None => ("missing".to_owned(), false),
    })
}
