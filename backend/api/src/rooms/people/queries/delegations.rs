//! Delegations.

use super::super::delegation_store::{self, DelegationRow};
use super::super::views::{DelegationView, PersonName};
use crate::rooms::org_units;
use crate::web::{ListOf, Paging};
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{delegations, people, unit_closure};
use lamtheo_db::{Db, Outcome, shown, valid_on};
use lamtheo_domain::access::{Caller, Reach, may_delegate};
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::{DelegationId, PersonId, UnitId};
use std::collections::{HashMap, HashSet};

/// Which delegations are wanted.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Of this unit and everything below it.
    pub subtree: Option<UnitId>,
    /// Only those that hold on this day.
    pub as_of: Option<NaiveDate>,
}

/// A page of delegations within the caller's reach, the latest first.
pub fn list(
    conn: &mut Db,
    caller: &Caller,
    wanted: &Wanted,
    paging: Paging,
    today: NaiveDate,
) -> Outcome<ListOf<DelegationView>> {
    let reach = Reach::of_delegations(caller);
    let matching = || {
        let mut query = delegations::table
            .filter(within!(delegations::unit_id, reach, today))
            .into_boxed();
        if let Some(top) = &wanted.subtree {
            query = query.filter(in_subtree!(delegations::unit_id, top, today));
        }
        if let Some(day) = wanted.as_of {
            query = query
                .filter(delegations::valid_from.le(day))
                .filter(delegations::valid_to.gt(day));
        }
        query
    };
    let total = matching().count().get_result::<i64>(conn)?;
    let rows = matching()
        .order((delegations::valid_from.desc(), delegations::id))
        .offset(paging.offset())
        .limit(paging.per_page)
        .select(DelegationRow::as_select())
        .load(conn)?;
    let items = views(conn, caller, rows, today)?;
    Ok(paging.list(items, total))
}

/// One delegation within the caller's reach.
pub fn get(
    conn: &mut Db,
    caller: &Caller,
    id: &DelegationId,
    today: NaiveDate,
) -> Outcome<DelegationView> {
    let row = delegation_store::delegation(conn, id)?.ok_or_else(Refusal::not_found)?;
    let place = org_units::place(conn, &row.unit_id, today)?.ok_or_else(Refusal::not_found)?;
    if !Reach::of_delegations(caller).contains(&place) {
        return Err(Refusal::not_found().into());
    }
    let mut found = views(conn, caller, vec![row], today)?;
    Ok(found.pop().ok_or_else(Refusal::not_found)?)
}

fn views(
    conn: &mut Db,
    caller: &Caller,
    rows: Vec<DelegationRow>,
    today: NaiveDate,
) -> Outcome<Vec<DelegationView>> {
    let persons: HashSet<PersonId> = rows
        .iter()
        .flat_map(|row| [row.from_person_id.clone(), row.to_person_id.clone()])
        .collect();
    let persons: Vec<PersonId> = persons.into_iter().collect();
    let names: HashMap<PersonId, String> = people::table
        .filter(people::id.eq_any(&persons))
        .select((people::id, people::full_name))
        .load::<(PersonId, String)>(conn)?
        .into_iter()
        .collect();
    let name = |id: &PersonId| PersonName {
        full_name: names.get(id).cloned().unwrap_or_default(),
        id: id.clone(),
    };
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let place = org_units::place(conn, &row.unit_id, today)?;
        let writes = place.is_some_and(|place| may_delegate(caller, &place));
        views.push(DelegationView {
            from_person: name(&row.from_person_id),
            to_person: name(&row.to_person_id),
            unit_name: org_units::name_of(conn, &row.unit_id, today)?,
            allowed_actions: if writes && row.valid_to > today {
                vec!["end"]
            } else {
                Vec::new()
            },
            id: row.id,
            unit_id: row.unit_id,
            document_no: row.document_no,
            reason: row.reason,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            version: row.version,
            created_at: shown(row.created_at),
            updated_at: shown(row.updated_at),
        });
    }
    Ok(views)
}
