//! Persons.

use super::super::scope;
use super::super::store::{MembershipRow, PersonRow};
use super::super::views::PersonView;
use super::written_by;
use crate::rooms::org_units;
use crate::web::{ListOf, Paging, search};
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{memberships, people, unit_closure};
use lamtheo_db::{Db, Outcome, shown, valid_on};
use lamtheo_domain::access::{Caller, Reach};
use lamtheo_domain::kernel::ids::{PersonId, UnitId};
use lamtheo_domain::kernel::text::{like_contains, search_key};
use std::collections::{HashMap, HashSet};

/// Which persons are wanted.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Of this unit and everything below it.
    pub subtree: Option<UnitId>,
    /// Part of the name, without accents, or the membership number.
    pub q: Option<String>,
    /// By name, backwards.
    pub backwards: bool,
}

/// A page of the persons who belong today to units within the caller's reach.
pub fn list(
    conn: &mut Db,
    caller: &Caller,
    wanted: &Wanted,
    paging: Paging,
    today: NaiveDate,
) -> Outcome<ListOf<PersonView>> {
    let reach = Reach::of_roll(caller);
    let matching = || {
        let mut query = people::table
            .inner_join(memberships::table.on(memberships::person_id.eq(people::id)))
            .filter(valid_on!(memberships, today))
            .filter(within!(memberships::unit_id, reach, today))
            .into_boxed();
        if let Some(top) = &wanted.subtree {
            query = query.filter(in_subtree!(memberships::unit_id, top, today));
        }
        if let Some(term) = &wanted.q {
            query = query.filter(
                people::search_key
                    .like(like_contains(term))
                    .escape('\\')
                    .or(people::membership_no.eq(term.clone())),
            );
        }
        query
    };
    let total = matching().count().get_result::<i64>(conn)?;
    let query = if wanted.backwards {
        matching().order((people::sort_key.desc(), people::id.desc()))
    } else {
        matching().order((people::sort_key.asc(), people::id.asc()))
    };
    let rows: Vec<(PersonRow, MembershipRow)> = match &wanted.q {
        Some(term) if !search_key(term).is_empty() => {
            let found = query
                .limit(search::MOST_RANKED)
                .select((memberships::id, people::full_name))
                .load::<(String, String)>(conn)?;
            let page = search::page_of(search::rank(term, found), paging);
            in_order(conn, page)?
        }
        _ => query
            .offset(paging.offset())
            .limit(paging.per_page)
            .select((PersonRow::as_select(), MembershipRow::as_select()))
            .load(conn)?,
    };
    let items = views(conn, caller, rows, today)?;
    Ok(paging.list(items, total))
}

/// The persons of these memberships, in this order.
fn in_order(conn: &mut Db, ids: Vec<String>) -> Outcome<Vec<(PersonRow, MembershipRow)>> {
    let rows: Vec<(PersonRow, MembershipRow)> = people::table
        .inner_join(memberships::table.on(memberships::person_id.eq(people::id)))
        .filter(memberships::id.eq_any(&ids))
        .select((PersonRow::as_select(), MembershipRow::as_select()))
        .load(conn)?;
    let mut by_id: HashMap<String, (PersonRow, MembershipRow)> = rows
        .into_iter()
        .map(|row| (row.1.id.to_string(), row))
        .collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}

/// One person within the caller's reach.
pub fn get(conn: &mut Db, caller: &Caller, id: &PersonId, today: NaiveDate) -> Outcome<PersonView> {
    let row = scope::person(conn, caller, id, today)?;
    let mut found = views(conn, caller, vec![row], today)?;
    Ok(found
        .pop()
        .ok_or_else(lamtheo_domain::kernel::Refusal::not_found)?)
}

fn views(
    conn: &mut Db,
    caller: &Caller,
    rows: Vec<(PersonRow, MembershipRow)>,
    today: NaiveDate,
) -> Outcome<Vec<PersonView>> {
    let units: HashSet<UnitId> = rows.iter().map(|row| row.1.unit_id.clone()).collect();
    let units: Vec<UnitId> = units.into_iter().collect();
    let names = org_units::names_of(conn, &units, today)?;
    let written = written_by(conn, caller, &units, today)?;
    Ok(rows
        .into_iter()
        .map(|(person, membership)| PersonView {
            id: person.id,
            full_name: person.full_name,
            birth_year: person.birth_year,
            membership_no: person.membership_no,
            membership_id: membership.id,
            unit_name: names.get(&membership.unit_id).cloned(),
            member_kind: membership.member_kind,
            position: membership.position,
            position_group: membership.position_group,
            managed_by_unit_id: membership.managed_by_unit_id,
            current: membership.valid_from <= today
                && membership.valid_to.is_none_or(|to| today < to),
            source: person.source,
            external_id: person.external_id,
            warnings: Vec::new(),
            allowed_actions: if written.contains(&membership.unit_id) {
                vec!["edit"]
            } else {
                Vec::new()
            },
            unit_id: membership.unit_id,
            version: person.version,
            created_at: shown(person.created_at),
            updated_at: shown(person.updated_at),
        })
        .collect())
}
