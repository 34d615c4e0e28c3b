//! The dated roll.

use super::super::scope;
use super::super::store::{self, ExemptionRow, MembershipRow, PersonRow};
use super::super::views::{MembershipView, RollPerson};
use super::written_by;
use crate::rooms::org_units;
use crate::web::list::AnyOf;
use crate::web::{ListOf, Paging, search};
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{exemptions, memberships, people, unit_closure, unit_names};
use lamtheo_db::{Db, Outcome, shown, valid_on};
use lamtheo_domain::access::{Caller, Reach};
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::{MembershipId, PersonId, UnitId};
use lamtheo_domain::kernel::text::{like_contains, search_key};
use lamtheo_domain::roll::{MemberKind, PositionGroup, not_obliged};
use lamtheo_domain::unit::ReportingMode;
use std::collections::{HashMap, HashSet};

/// Which lines of the roll are wanted.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Of this unit and everything below it.
    pub subtree: Option<UnitId>,
    /// Of exactly this unit only, instead of its subtree.
    pub direct: bool,
    /// Of this person; the whole history unless a day is asked for.
    pub person: Option<PersonId>,
    /// Kinds, any of.
    pub member_kind: AnyOf<MemberKind>,
    /// Position groups, any of.
    pub position_group: AnyOf<PositionGroup>,
    /// Part of the name, without accents.
    pub q: Option<String>,
    /// The day of the roll.
    pub as_of: Option<NaiveDate>,
}

/// A page of the roll, by given name, within the caller's reach.
pub fn list(
    conn: &mut Db,
    caller: &Caller,
    wanted: &Wanted,
    paging: Paging,
    today: NaiveDate,
) -> Outcome<ListOf<MembershipView>> {
    let reach = Reach::of_roll(caller);
    let day = wanted.as_of.unwrap_or(today);
    let history = wanted.person.is_some() && wanted.as_of.is_none();
    let matching = || {
        let mut query = memberships::table
            .inner_join(people::table.on(people::id.eq(memberships::person_id)))
            .filter(within!(memberships::unit_id, reach, today))
            .into_boxed();
        if !history {
            query = query.filter(valid_on!(memberships, day));
        }
        match &wanted.subtree {
            Some(unit) if wanted.direct => {
                query = query.filter(memberships::unit_id.eq(unit.clone()));
            }
            Some(top) => query = query.filter(in_subtree!(memberships::unit_id, top, day)),
            None => {}
        }
        if let Some(person) = &wanted.person {
            query = query.filter(memberships::person_id.eq(person.clone()));
        }
        if !wanted.member_kind.0.is_empty() {
            query = query.filter(memberships::member_kind.eq_any(wanted.member_kind.0.clone()));
        }
        if !wanted.position_group.0.is_empty() {
            let groups = wanted.position_group.0.clone();
            query = query.filter(memberships::position_group.eq_any(groups));
        }
        if let Some(term) = &wanted.q {
            query = query.filter(people::search_key.like(like_contains(term)).escape('\\'));
        }
        query
    };
    let total = matching().count().get_result::<i64>(conn)?;
    let query = matching().order((
        people::sort_key.asc(),
        people::id.asc(),
        memberships::valid_from.asc(),
    ));
    let rows: Vec<(MembershipRow, PersonRow)> = match &wanted.q {
        Some(term) if !search_key(term).is_empty() => {
            let found = query
                .limit(search::MOST_RANKED)
                .select((memberships::id, people::full_name))
                .load::<(MembershipId, String)>(conn)?;
            let page = search::page_of(search::rank(term, found), paging);
            in_order(conn, &page)?
        }
        _ => query
            .offset(paging.offset())
            .limit(paging.per_page)
            .select((MembershipRow::as_select(), PersonRow::as_select()))
            .load(conn)?,
    };
    let items = views(conn, caller, rows, day, today)?;
    Ok(paging.list(items, total))
}

fn in_order(conn: &mut Db, ids: &[MembershipId]) -> Outcome<Vec<(MembershipRow, PersonRow)>> {
    let rows: Vec<(MembershipRow, PersonRow)> = memberships::table
        .inner_join(people::table.on(people::id.eq(memberships::person_id)))
        .filter(memberships::id.eq_any(ids))
        .select((MembershipRow::as_select(), PersonRow::as_select()))
        .load(conn)?;
    let mut by_id: HashMap<MembershipId, (MembershipRow, PersonRow)> = rows
        .into_iter()
        .map(|row| (row.0.id.clone(), row))
        .collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}

/// One line of the roll within the caller's reach.
pub fn get(
    conn: &mut Db,
    caller: &Caller,
    id: &MembershipId,
    today: NaiveDate,
) -> Outcome<MembershipView> {
    let row = store::membership(conn, id)?.ok_or_else(Refusal::not_found)?;
    scope::unit(conn, caller, &row.unit_id, today)?;
    let rows = in_order(conn, std::slice::from_ref(id))?;
    let mut found = views(conn, caller, rows, today, today)?;
    Ok(found.pop().ok_or_else(Refusal::not_found)?)
}

fn views(
    conn: &mut Db,
    caller: &Caller,
    rows: Vec<(MembershipRow, PersonRow)>,
    day: NaiveDate,
    today: NaiveDate,
) -> Outcome<Vec<MembershipView>> {
    let units: HashSet<UnitId> = rows.iter().map(|row| row.0.unit_id.clone()).collect();
    let units: Vec<UnitId> = units.into_iter().collect();
    let ids: Vec<MembershipId> = rows.iter().map(|row| row.0.id.clone()).collect();
    let names = org_units::names_of(conn, &units, day)?;
    let written = written_by(conn, caller, &units, today)?;
    let modes = reporting_modes(conn, &units, day)?;
    let mut exempt: HashMap<MembershipId, Vec<ExemptionRow>> = HashMap::new();
    for row in exemptions::table
        .filter(exemptions::membership_id.eq_any(&ids))
        .select(ExemptionRow::as_select())
        .load::<ExemptionRow>(conn)?
    {
        exempt
            .entry(row.membership_id.clone())
            .or_default()
            .push(row);
    }
    Ok(rows
        .into_iter()
        .map(|(row, person)| {
            let exemption = exempt
                .remove(&row.id)
                .and_then(|all| all.into_iter().find(|e| holds_on(e, seen_on(&row, day))));
            let mode = modes
                .get(&row.unit_id)
                .copied()
                .unwrap_or(ReportingMode::Records);
            let name = names.get(&row.unit_id).cloned();
            let writes = written.contains(&row.unit_id);
            view(row, person, name, (mode, exemption), writes, today)
        })
        .collect())
}

/// The day itself, or the nearest day of the membership.
fn seen_on(row: &MembershipRow, day: NaiveDate) -> NaiveDate {
    let last = row.valid_to.and_then(|to| to.pred_opt());
    day.max(row.valid_from).min(last.unwrap_or(NaiveDate::MAX))
}

fn holds_on(exemption: &ExemptionRow, day: NaiveDate) -> bool {
    exemption.valid_from <= day && exemption.valid_to.is_none_or(|to| day < to)
}

fn view(
    row: MembershipRow,
    person: PersonRow,
    unit_name: Option<String>,
    (mode, exemption): (ReportingMode, Option<ExemptionRow>),
    writes: bool,
    today: NaiveDate,
) -> MembershipView {
    let reason = not_obliged(row.member_kind, mode, exemption.is_some());
    let ended = row.valid_to.is_some_and(|to| to <= today);
    let mut allowed_actions = Vec::new();
    if writes && !ended {
        allowed_actions.extend(["edit", "transfer", "exempt"]);
        if exemption.is_some() {
            allowed_actions.push("end-exemption");
        }
        allowed_actions.push("end");
    }
    MembershipView {
        id: row.id,
        person: RollPerson {
            id: person.id,
            full_name: person.full_name,
            birth_year: person.birth_year,
            membership_no: person.membership_no,
        },
        person_id: row.person_id,
        unit_id: row.unit_id,
        unit_name,
        member_kind: row.member_kind,
        position: row.position,
        position_group: row.position_group,
        managed_by_unit_id: row.managed_by_unit_id,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        end_reason: row.end_reason,
        obliged: reason.is_none(),
        not_obliged_reason: reason,
        exempt_reason: exemption.as_ref().map(|e| e.reason),
        exempt_until: exemption.and_then(|e| e.valid_to),
        allowed_actions,
        version: row.version,
        created_at: shown(row.created_at),
        updated_at: shown(row.updated_at),
    }
}

fn reporting_modes(
    conn: &mut Db,
    units: &[UnitId],
    day: NaiveDate,
) -> Outcome<HashMap<UnitId, ReportingMode>> {
    let rows = unit_names::table
        .filter(unit_names::unit_id.eq_any(units))
        .filter(valid_on!(unit_names, day))
        .select((unit_names::unit_id, unit_names::reporting_mode))
        .load::<(UnitId, ReportingMode)>(conn)?;
    Ok(rows.into_iter().collect())
}
