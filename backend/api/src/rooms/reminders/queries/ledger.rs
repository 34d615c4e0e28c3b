//! The ledger of reminders: those to the caller, and those about units below.

use super::super::requests::LedgerQuery;
use super::super::store::ReminderRow;
use super::super::views::ReminderView;
use super::followed::Followed;
use crate::rooms::notifications::{self, Arrival};
use crate::rooms::org_units::{self, Standing};
use crate::web::ListOf;
use crate::web::list::Paging;
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{
    notifications as notices, people, reminder_items, reminders, unit_closure, users,
};
use lamtheo_db::{Multi, Outcome, ReadTx, shown};
use lamtheo_domain::access::{Caller, Role};
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::reminder::About;
use std::collections::HashMap;

/// Who reads the ledger of the units below.
pub(super) const READERS: [Role; 5] = [
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
    let filtered = || filtered(caller, query, tx.at.today);
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
    let mut around = Around::load(tx, caller, &rows)?;
    let items = rows
        .into_iter()
        .map(|row| around.view(caller, row))
        .collect();
    Ok(paging.list(items, total))
}

/// Units of the subtree of `roots` on `day`, as a subquery.
#[diesel::dsl::auto_type]
fn below(roots: Vec<UnitId>, day: NaiveDate) -> _ {
    let live = unit_closure::valid_to
        .is_null()
        .or(unit_closure::valid_to.gt(day));
    unit_closure::table
        .filter(unit_closure::ancestor_id.eq_any(roots))
        .filter(unit_closure::valid_from.le(day))
        .filter(live)
        .select(unit_closure::descendant_id)
}

fn filtered(
    caller: &Caller,
    query: &LedgerQuery,
    today: NaiveDate,
) -> reminders::BoxedQuery<'static, Multi> {
    let own: Vec<UnitId> = caller.units_of(&READERS).cloned().collect();
    let to_me = reminders::user_id
        .eq(caller.user_id.clone())
        .assume_not_null();
    let mut list = reminders::table
        .into_boxed()
        .filter(to_me.or(reminders::unit_id.eq_any(below(own, today))));
    if let Some(unit) = &query.unit {
        list = list.filter(reminders::unit_id.eq_any(below(vec![unit.clone()], today)));
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
        let read = notices::table
            .filter(notices::read_at.is_not_null())
            .select(notices::id.nullable());
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

/// What a page refers to, read once for all of its rows.
struct Around {
    arrivals: HashMap<NotificationId, Arrival>,
    persons: HashMap<PersonId, String>,
    accounts: HashMap<UserId, String>,
    units: HashMap<UnitId, Standing>,
    followed: Followed,
}

impl Around {
    fn load(tx: &mut ReadTx<'_>, caller: &Caller, rows: &[ReminderRow]) -> Outcome<Self> {
        let today = tx.at.today;
        let notices: Vec<NotificationId> = rows
            .iter()
            .filter_map(|r| r.notification_id.clone())
            .collect();
        let persons: Vec<&PersonId> = rows.iter().filter_map(|r| r.person_id.as_ref()).collect();
        let accounts: Vec<&UserId> = rows
            .iter()
            .flat_map(|r| r.user_id.iter().chain(&r.reminded_by))
            .collect();
        let mut units: Vec<UnitId> = rows
            .iter()
            .flat_map(|r| std::iter::once(&r.unit_id).chain(&r.by_unit_id))
            .cloned()
            .collect();
        units.sort();
        units.dedup();
        let units = org_units::last_standings(tx.conn, &units, today)?;
        let mut around = Self {
            arrivals: notifications::arrivals(tx.conn, &notices)?,
            persons: people::table
                .filter(people::id.eq_any(persons))
                .select((people::id, people::full_name))
                .load::<(PersonId, String)>(tx.conn)?
                .into_iter()
                .collect(),
            accounts: users::table
                .filter(users::id.eq_any(accounts))
                .select((users::id, users::display_name))
                .load::<(UserId, String)>(tx.conn)?
                .into_iter()
                .collect(),
            units,
            followed: Followed::default(),
        };
        let ids: Vec<&ReminderId> = rows.iter().map(|row| &row.id).collect();
        around.followed = Followed::load(tx, caller, &ids)?;
        Ok(around)
    }

    fn view(&mut self, caller: &Caller, row: ReminderRow) -> ReminderView {
        let named = self.may_name(caller, &row);
        let recipient = match (&row.person_id, &row.user_id) {
            (Some(person), _) => self.persons.get(person),
            (None, Some(user)) => self.accounts.get(user),
            (None, None) => None,
        };
        let arrival = row
            .notification_id
            .as_ref()
            .and_then(|id| self.arrivals.get(id));
        ReminderView {
            recipient_name: recipient.filter(|_| named).cloned(),
            reminded_by_name: row
                .reminded_by
                .as_ref()
                .and_then(|user| self.accounts.get(user).cloned()),
            by_unit_name: row.by_unit_id.as_ref().and_then(|unit| self.name(unit)),
            unit_name: self.name(&row.unit_id).unwrap_or_default(),
            reached: arrival.is_some_and(|a| a.reached()),
            read_at: arrival.and_then(|a| a.read_at).map(shown),
            items: self.followed.take(&row.id, named),
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
        }
    }

    /// Names of persons who are late with a registration go to the person, the chi
    /// bộ and the direct committee.
    fn may_name(&self, caller: &Caller, row: &ReminderRow) -> bool {
        let to_me = row.user_id.as_ref() == Some(&caller.user_id);
        if to_me || row.about == About::Issues || row.person_id.is_none() {
            return true;
        }
        self.units.get(&row.unit_id).is_some_and(|found| {
            caller
                .units_of(&READERS)
                .any(|unit| found.place.is_here_or_parent(unit))
        })
    }

    fn name(&self, unit: &UnitId) -> Option<String> {
        self.units.get(unit).map(|found| found.name.clone())
    }
}
