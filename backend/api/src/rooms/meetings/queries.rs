//! Reading branch meetings.

use super::requests::MeetingQuery;
use super::store::{self, MeetingRow};
use super::views::{self, MeetingView};
use crate::rooms::org_units::{self, Standing};
use crate::web::ListOf;
use crate::web::list::{Paging, sort_keys};
use diesel::prelude::*;
use lamtheo_db::schema::branch_meetings;
use lamtheo_db::{Multi, Outcome, ReadTx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::ids::*;

/// The meeting `id` as `caller` sees it.
pub(super) fn get(tx: &mut ReadTx<'_>, caller: &Caller, id: &MeetingId) -> Outcome<MeetingView> {
    let (row, unit) = store::readable(tx.conn, caller, tx.at.today, id)?;
    Ok(view(caller, &row, &unit))
}

/// The view of a row whose unit's standing is known.
pub(super) fn view(caller: &Caller, row: &MeetingRow, unit: &Standing) -> MeetingView {
    let writes = store::may_write(caller, &unit.place).is_ok();
    views::meeting(row, unit.name.clone(), writes)
}

struct HeldOn;

impl std::str::FromStr for HeldOn {
    type Err = String;
    fn from_str(word: &str) -> Result<Self, String> {
        if word == "held_on" {
            Ok(Self)
        } else {
            Err(word.to_owned())
        }
    }
}

/// A page of the meetings that the caller may read, newest first.
pub(super) fn list(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    query: &MeetingQuery,
) -> Outcome<ListOf<MeetingView>> {
    let paging = Paging::of(query.page, query.per_page)?;
    let keys = sort_keys::<HeldOn>(query.sort.as_deref())?;
    let total: i64 = filtered(tx, caller, query)?.count().get_result(tx.conn)?;
    let page = filtered(tx, caller, query)?;
    let page = if keys.first().is_some_and(|k| !k.descending) {
        page.order((branch_meetings::held_on.asc(), branch_meetings::id.asc()))
    } else {
        page.order((branch_meetings::held_on.desc(), branch_meetings::id.asc()))
    };
    let rows: Vec<MeetingRow> = page
        .select(MeetingRow::as_select())
        .limit(paging.per_page)
        .offset(paging.offset())
        .load(tx.conn)?;
    let mut items = Vec::with_capacity(rows.len());
    let units: Vec<UnitId> = rows.iter().map(|r| r.unit_id.clone()).collect();
    let standings = org_units::standings(tx.conn, &units, tx.at.today)?;
    for row in &rows {
        if let Some(standing) = standings.get(&row.unit_id) {
            items.push(view(caller, row, standing));
        }
    }
    Ok(paging.list(items, total))
}

fn filtered(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    query: &MeetingQuery,
) -> Outcome<branch_meetings::BoxedQuery<'static, Multi>> {
    let near = store::near(tx.conn, caller, tx.at.today)?;
    let mut list = branch_meetings::table
        .into_boxed()
        .filter(branch_meetings::unit_id.eq_any(near));
    if let Some(unit) = &query.unit {
        let below = org_units::subtree(tx.conn, unit, tx.at.today)?;
        list = list.filter(branch_meetings::unit_id.eq_any(below));
    }
    if let Some(from) = query.held_from {
        list = list.filter(branch_meetings::held_on.ge(from));
    }
    if let Some(to) = query.held_to {
        list = list.filter(branch_meetings::held_on.le(to));
    }
    Ok(list)
}
