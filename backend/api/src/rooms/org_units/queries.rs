//! Reading the tree.

use super::place;
use super::store::{self, CodeRow, NameRow, UnitRow};
use super::views::*;
use crate::web::list::{AnyOf, SortKey};
use crate::web::{ListOf, Paging, search};
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{unit_closure, unit_codes, unit_names, unit_parents, units};
use lamtheo_db::{Db, Outcome, shown, valid_on};
use lamtheo_domain::access::{Caller, Role};
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::UnitId;
use lamtheo_domain::kernel::text::{like_contains, search_key};
use lamtheo_domain::text_enum;
use lamtheo_domain::unit::{ReportingMode, UnitKind, UnitLevel};
use std::collections::{HashMap, HashSet};

text_enum! {
    /// What a list of units can be sorted by.
    UnitSort { Name = "name", ValidFrom = "valid_from" }
}

/// Which units are wanted.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Top units only.
    pub roots: bool,
    /// Directly below this unit.
    pub parent: Option<UnitId>,
    /// This unit and everything below it.
    pub subtree: Option<UnitId>,
    /// Levels, any of.
    pub level: AnyOf<UnitLevel>,
    /// Kinds, any of.
    pub kind: AnyOf<UnitKind>,
    /// An official code.
    pub code: Option<String>,
    /// Part of the name, without accents.
    pub q: Option<String>,
    /// Order; by name unless said.
    pub sort: Vec<SortKey<UnitSort>>,
}

/// A page of units as they were on `day`.
pub fn list(
    conn: &mut Db,
    caller: &Caller,
    wanted: &Wanted,
    paging: Paging,
    day: NaiveDate,
) -> Outcome<ListOf<UnitView>> {
    let matching = || {
        let below = |parent: &UnitId| {
            unit_parents::table
                .filter(unit_parents::parent_id.eq(parent.clone()))
                .filter(valid_on!(unit_parents, day))
                .select(unit_parents::unit_id)
        };
        let mut query = units::table
            .inner_join(unit_names::table.on(unit_names::unit_id.eq(units::id)))
            .filter(valid_on!(units, day))
            .filter(valid_on!(unit_names, day))
            .into_boxed();
        if wanted.roots {
            let any_parent = unit_parents::table
                .filter(valid_on!(unit_parents, day))
                .select(unit_parents::unit_id);
            query = query.filter(units::id.ne_all(any_parent));
        }
        if let Some(parent) = &wanted.parent {
            query = query.filter(units::id.eq_any(below(parent)));
        }
        if let Some(top) = &wanted.subtree {
            let subtree = unit_closure::table
                .filter(unit_closure::ancestor_id.eq(top.clone()))
                .filter(valid_on!(unit_closure, day))
                .select(unit_closure::descendant_id);
            query = query.filter(units::id.eq_any(subtree));
        }
        if !wanted.level.0.is_empty() {
            query = query.filter(unit_names::level.eq_any(wanted.level.0.clone()));
        }
        if !wanted.kind.0.is_empty() {
            query = query.filter(unit_names::kind.eq_any(wanted.kind.0.clone()));
        }
        if let Some(code) = &wanted.code {
            let coded = unit_codes::table
                .filter(unit_codes::code.eq(code.clone()))
                .filter(valid_on!(unit_codes, day))
                .select(unit_codes::unit_id);
            query = query.filter(units::id.eq_any(coded));
        }
        if let Some(term) = &wanted.q {
            query = query.filter(
                unit_names::search_key
                    .like(like_contains(term))
                    .escape('\\'),
            );
        }
        query
    };
    let total = matching().count().get_result::<i64>(conn)?;
    let mut query = matching();
    for key in &wanted.sort {
        query = match (key.key, key.descending) {
            (UnitSort::Name, false) => query.then_order_by(unit_names::sort_key.asc()),
            (UnitSort::Name, true) => query.then_order_by(unit_names::sort_key.desc()),
            (UnitSort::ValidFrom, false) => query.then_order_by(units::valid_from.asc()),
            (UnitSort::ValidFrom, true) => query.then_order_by(units::valid_from.desc()),
        };
    }
    query = query.then_order_by((unit_names::sort_key.asc(), units::id.asc()));
    let rows: Vec<(UnitRow, NameRow)> = match (&wanted.q, wanted.sort.is_empty()) {
        (Some(term), true) if !search_key(term).is_empty() => {
            let found = query
                .limit(search::MOST_RANKED)
                .select((units::id, unit_names::name))
                .load::<(UnitId, String)>(conn)?;
            let page = search::page_of(search::rank(term, found), paging);
            on_day(conn, page, day)?
        }
        _ => query
            .offset(paging.offset())
            .limit(paging.per_page)
            .select((UnitRow::as_select(), NameRow::as_select()))
            .load(conn)?,
    };
    let items = views(conn, caller, rows, day)?;
    Ok(paging.list(items, total))
}

/// These units on `day`, in this order.
fn on_day(conn: &mut Db, ids: Vec<UnitId>, day: NaiveDate) -> Outcome<Vec<(UnitRow, NameRow)>> {
    let rows: Vec<(UnitRow, NameRow)> = units::table
        .inner_join(unit_names::table.on(unit_names::unit_id.eq(units::id)))
        .filter(units::id.eq_any(&ids))
        .filter(valid_on!(unit_names, day))
        .select((UnitRow::as_select(), NameRow::as_select()))
        .load(conn)?;
    let mut by_id: HashMap<UnitId, (UnitRow, NameRow)> = rows
        .into_iter()
        .map(|row| (row.0.id.clone(), row))
        .collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}

/// One unit as it was on `day`, with every name it had.
pub fn get(conn: &mut Db, caller: &Caller, id: &UnitId, day: NaiveDate) -> Outcome<UnitView> {
    let rows = on_day(conn, vec![id.clone()], day)?
        .into_iter()
        .filter(|(unit, _)| unit.valid_from <= day && unit.valid_to.is_none_or(|to| day < to))
        .collect();
    let mut view = views(conn, caller, rows, day)?
        .pop()
        .ok_or_else(Refusal::not_found)?;
    view.names = Some(name_periods(store::names(conn, id)?));
    Ok(view)
}

fn views(
    conn: &mut Db,
    caller: &Caller,
    rows: Vec<(UnitRow, NameRow)>,
    day: NaiveDate,
) -> Outcome<Vec<UnitView>> {
    let ids: Vec<UnitId> = rows.iter().map(|(unit, _)| unit.id.clone()).collect();
    let mut paths = paths(conn, &ids, day)?;
    let with_children = with_children(conn, &ids, day)?;
    let mut codes: HashMap<UnitId, Vec<CodeView>> = HashMap::new();
    for code in store::codes(conn, &ids)? {
        if code.valid_from <= day && code.valid_to.is_none_or(|to| day < to) {
            codes
                .entry(code.unit_id.clone())
                .or_default()
                .push(code_view(code));
        }
    }
    Ok(rows
        .into_iter()
        .map(|(unit, name)| {
            let path = paths.remove(&unit.id).unwrap_or_default();
            let own = caller.on(Role::ProvinceStaff, &unit.id)
                || path
                    .iter()
                    .any(|above| caller.on(Role::ProvinceStaff, &above.id));
            let mut allowed_actions = Vec::new();
            if own {
                allowed_actions.push("edit");
            }
            if own && name.reporting_mode == ReportingMode::Records {
                allowed_actions.push("create");
            }
            UnitView {
                name: name.name,
                committee_name: name.committee_name,
                short_name: name.short_name,
                kind: name.kind,
                level: name.level,
                reporting_mode: name.reporting_mode,
                parent_id: path.last().map(|above| above.id.clone()),
                party_unit: !name.kind.is_external(),
                party_unit_id: unit.party_unit_id,
                codes: codes.remove(&unit.id).unwrap_or_default(),
                has_children: with_children.contains(&unit.id),
                path,
                names: None,
                source: unit.source,
                external_id: unit.external_id,
                valid_from: unit.valid_from,
                valid_to: unit.valid_to,
                allowed_actions,
                version: unit.version,
                created_at: shown(unit.created_at),
                updated_at: shown(unit.updated_at),
                id: unit.id,
            }
        })
        .collect())
}

/// The units above each of `ids` on `day`, the highest first.
fn paths(conn: &mut Db, ids: &[UnitId], day: NaiveDate) -> Outcome<HashMap<UnitId, Vec<UnitName>>> {
    let rows = unit_closure::table
        .inner_join(unit_names::table.on(unit_names::unit_id.eq(unit_closure::ancestor_id)))
        .filter(unit_closure::descendant_id.eq_any(ids))
        .filter(unit_closure::depth.gt(0))
        .filter(valid_on!(unit_closure, day))
        .filter(valid_on!(unit_names, day))
        .order(unit_closure::depth.desc())
        .select((
            unit_closure::descendant_id,
            unit_closure::ancestor_id,
            unit_names::short_name,
        ))
        .load::<(UnitId, UnitId, String)>(conn)?;
    let mut paths: HashMap<UnitId, Vec<UnitName>> = HashMap::new();
    for (below, id, short_name) in rows {
        paths
            .entry(below)
            .or_default()
            .push(UnitName { id, short_name });
    }
    Ok(paths)
}

/// Which of `ids` have units below them on `day`.
fn with_children(conn: &mut Db, ids: &[UnitId], day: NaiveDate) -> Outcome<HashSet<UnitId>> {
    let rows = unit_parents::table
        .filter(unit_parents::parent_id.eq_any(ids))
        .filter(valid_on!(unit_parents, day))
        .select(unit_parents::parent_id)
        .distinct()
        .load::<UnitId>(conn)?;
    Ok(rows.into_iter().collect())
}

/// The tree below a unit on `day`, `depth` levels of it.
pub fn tree(conn: &mut Db, id: &UnitId, depth: i32, day: NaiveDate) -> Outcome<TreeNode> {
    let top = on_day(conn, vec![id.clone()], day)?
        .pop()
        .ok_or_else(Refusal::not_found)?;
    let rows = unit_closure::table
        .inner_join(unit_names::table.on(unit_names::unit_id.eq(unit_closure::descendant_id)))
        .filter(unit_closure::ancestor_id.eq(id))
        .filter(unit_closure::depth.between(1, depth))
        .filter(valid_on!(unit_closure, day))
        .filter(valid_on!(unit_names, day))
        .order((unit_names::sort_key, unit_names::unit_id))
        .select(NameRow::as_select())
        .load::<NameRow>(conn)?;
    let mut ids: Vec<UnitId> = rows.iter().map(|row| row.unit_id.clone()).collect();
    ids.push(id.clone());
    let parents: HashMap<UnitId, UnitId> = unit_parents::table
        .filter(unit_parents::unit_id.eq_any(&ids))
        .filter(valid_on!(unit_parents, day))
        .select((unit_parents::unit_id, unit_parents::parent_id))
        .load::<(UnitId, UnitId)>(conn)?
        .into_iter()
        .collect();
    let with_children = with_children(conn, &ids, day)?;
    let mut below: HashMap<UnitId, Vec<NameRow>> = HashMap::new();
    for row in rows {
        if let Some(parent) = parents.get(&row.unit_id) {
            below.entry(parent.clone()).or_default().push(row);
        }
    }
    Ok(node(top.1, depth, &mut below, &with_children))
}

fn node(
    row: NameRow,
    depth: i32,
    below: &mut HashMap<UnitId, Vec<NameRow>>,
    with_children: &HashSet<UnitId>,
) -> TreeNode {
    let children = (depth > 0).then(|| {
        below
            .remove(&row.unit_id)
            .unwrap_or_default()
            .into_iter()
            .map(|child| node(child, depth - 1, below, with_children))
            .collect()
    });
    TreeNode {
        has_children: with_children.contains(&row.unit_id),
        id: row.unit_id,
        name: row.name,
        short_name: row.short_name,
        kind: row.kind,
        level: row.level,
        reporting_mode: row.reporting_mode,
        children,
    }
}

/// Everything a unit was and where it stood.
pub fn lineage(conn: &mut Db, id: &UnitId) -> Outcome<Lineage> {
    let unit = store::unit(conn, id)?.ok_or_else(Refusal::not_found)?;
    let mut parents = Vec::new();
    for row in store::parents(conn, id)? {
        parents.push(ParentPeriod {
            parent_name: place::name_of(conn, &row.parent_id, row.valid_from)?,
            parent_id: row.parent_id,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
        });
    }
    Ok(Lineage {
        names: name_periods(store::names(conn, id)?),
        codes: store::codes(conn, std::slice::from_ref(id))?
            .into_iter()
            .map(code_view)
            .collect(),
        parents,
        valid_from: unit.valid_from,
        valid_to: unit.valid_to,
        unit_id: unit.id,
    })
}

fn name_periods(rows: Vec<NameRow>) -> Vec<NamePeriod> {
    rows.into_iter()
        .map(|row| NamePeriod {
            name: row.name,
            committee_name: row.committee_name,
            short_name: row.short_name,
            kind: row.kind,
            level: row.level,
            reporting_mode: row.reporting_mode,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
        })
        .collect()
}

fn code_view(row: CodeRow) -> CodeView {
    CodeView {
        system: row.system,
        code: row.code,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
    }
}
