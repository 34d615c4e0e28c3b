//! Reading pledges: one, and lists within the caller's scope.

use super::decidable::Decidable;
use super::evidence;
use super::facts::{Facts, readable};
use super::names::{self, KnownNames};
use super::queries;
use super::requests::PledgeListQuery;
use super::scope::{self, Reach, of_pledges};
use super::store::{self, PledgeRow, RegistrationRow, ReportRow};
use super::views::PledgeView;
use crate::rooms::files::{self, ObjectKind};
use crate::web::ListOf;
use crate::web::list::{Paging, SortKey, sort_keys};
use diesel::prelude::*;
use lamtheo_db::schema::{pledges, registrations};
use lamtheo_db::{Failure, Multi, Outcome, ReadTx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::text::{like_contains, search_key};
use lamtheo_domain::kernel::{Refusal, ids::*};
use lamtheo_domain::labels;
use lamtheo_domain::registration::{PledgeStatus, RegistrationStatus, Visibility};
use std::collections::HashMap;
use std::str::FromStr;

/// A code of the list `field`, built in or added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field(pub String);

impl FromStr for Field {
    type Err = String;
    fn from_str(code: &str) -> Result<Self, String> {
        if labels::is_code(code) {
            Ok(Self(code.to_owned()))
        } else {
            Err(format!("unknown code {code:?}"))
        }
    }
}

/// The pledge `id` as `caller` sees it.
pub(super) fn get(tx: &mut ReadTx<'_>, caller: &Caller, id: &PledgeId) -> Outcome<PledgeView> {
    let row = store::pledge(tx.conn, id)?;
    let registration = store::registration(tx.conn, &row.registration_id)?;
    let facts = readable(tx.conn, caller, tx.at.today, &registration)?;
    let names = names::beside(tx.conn, &registration, tx.at.today)?;
    let year = store::year_rules(tx.conn, row.year)?;
    let report = store::latest_reports(tx.conn, &[&row.id])?.pop();
    let mut view = queries::pledge_views(caller, &facts, year.status, &names, &[(row, report)])
        .pop()
        .ok_or_else(|| Failure::from(Refusal::not_found()))?;
    evidence::show(tx.conn, caller, &facts, &mut view)?;
    Ok(view)
}

#[derive(Debug, Clone, Copy)]
enum Sort {
    Updated,
    Due,
    Status,
    Year,
    Field,
}

impl FromStr for Sort {
    type Err = String;
    fn from_str(word: &str) -> Result<Self, String> {
        Ok(match word {
            "updated_at" => Self::Updated,
            "due_on" => Self::Due,
            "status" => Self::Status,
            "year" => Self::Year,
            "field" => Self::Field,
            other => return Err(other.to_owned()),
        })
    }
}

type Listed = diesel::dsl::IntoBoxed<
    'static,
    diesel::dsl::InnerJoinOn<
        pledges::table,
        registrations::table,
        diesel::dsl::Eq<pledges::registration_id, registrations::id>,
    >,
    Multi,
>;

/// A page of the pledges that the caller may read.
pub(super) fn list(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    query: &PledgeListQuery,
) -> Outcome<ListOf<PledgeView>> {
    let paging = Paging::of(query.page, query.per_page)?;
    let keys = sort_keys::<Sort>(query.sort.as_deref())?;
    let total: i64 = filtered(tx, caller, query)?.count().get_result(tx.conn)?;
    let rows: Vec<PledgeRow> = sorted(filtered(tx, caller, query)?, &keys)
        .select(PledgeRow::as_select())
        .limit(paging.per_page)
        .offset(paging.offset())
        .load(tx.conn)?;
    let ids: Vec<&RegistrationId> = rows.iter().map(|p| &p.registration_id).collect();
    let parents: HashMap<RegistrationId, RegistrationRow> = registrations::table
        .filter(registrations::id.eq_any(ids))
        .select(RegistrationRow::as_select())
        .load(tx.conn)?
        .into_iter()
        .map(|r: RegistrationRow| (r.id.clone(), r))
        .collect();
    let names = KnownNames::of(tx.conn, parents.values(), tx.at.today)?;
    let mut facts = Facts::on(tx.at.today);
    facts.prepare(tx.conn, &parents.values().collect::<Vec<_>>())?;
    let years = store::years(tx.conn)?;
    let pledge_ids: Vec<&PledgeId> = rows.iter().map(|p| &p.id).collect();
    let mut reports: HashMap<PledgeId, ReportRow> = store::latest_reports(tx.conn, &pledge_ids)?
        .into_iter()
        .map(|r| (r.pledge_id.clone(), r))
        .collect();
    let named: Vec<&str> = pledge_ids.iter().map(|id| id.as_str()).collect();
    let counts = files::evidence::counts(tx.conn, ObjectKind::Pledge, &named)?;
    let mut items: Vec<PledgeView> = Vec::with_capacity(rows.len());
    for row in rows {
        let (Some(parent), Some(year)) = (parents.get(&row.registration_id), years.get(&row.year))
        else {
            continue;
        };
        let known = facts.of(tx.conn, parent)?;
        let report = reports.remove(&row.id);
        items.extend(queries::pledge_views(
            caller,
            &known,
            year.status,
            &names.beside(parent),
            &[(row, report)],
        ));
    }
    for item in &mut items {
        item.evidence_count = Some(counts.get(item.id.as_str()).copied().unwrap_or(0));
    }
    Ok(paging.list(items, total))
}

fn filtered(tx: &mut ReadTx<'_>, caller: &Caller, query: &PledgeListQuery) -> Outcome<Listed> {
    let today = tx.at.today;
    let reach = Reach::of(tx.conn, caller, today)?;
    let shown = pledges::visibility
        .ne(Visibility::Internal)
        .or(of_pledges::near(&reach))
        .or(of_pledges::leaders());
    let mut list: Listed = pledges::table
        .inner_join(registrations::table.on(pledges::registration_id.eq(registrations::id)))
        .into_boxed()
        .filter(of_pledges::readable(&reach))
        .filter(shown);
    if query.decidable == Some(true) {
        let decidable = Decidable::of(tx.conn, caller, today)?;
        list = list
            .filter(pledges::status.eq(PledgeStatus::Reported))
            .filter(registrations::status.eq(RegistrationStatus::Approved))
            .filter(pledges::year.eq_any(decidable.working_years.clone()))
            .filter(of_pledges::decided_by(&decidable));
    }
    if let Some(unit) = &query.unit {
        list = list.filter(pledges::unit_id.eq_any(scope::subtree(unit.clone(), today)));
    }
    if !query.year.0.is_empty() {
        list =
            list.filter(pledges::year.eq_any(query.year.0.iter().map(|y| y.0).collect::<Vec<_>>()));
    }
    if !query.status.0.is_empty() {
        list = list.filter(pledges::status.eq_any(query.status.0.clone()));
    }
    if let Some(kind) = query.subject_kind {
        list = list.filter(pledges::subject_kind.eq(kind));
    }
    if !query.membership.0.is_empty() {
        list = list.filter(pledges::membership.eq_any(query.membership.0.clone()));
    }
    if !query.position_group.0.is_empty() {
        list = list.filter(pledges::position_group.eq_any(query.position_group.0.clone()));
    }
    if !query.field.0.is_empty() {
        list = list.filter(
            pledges::field.eq_any(
                query
                    .field
                    .0
                    .iter()
                    .map(|f| f.0.clone())
                    .collect::<Vec<_>>(),
            ),
        );
    }
    if let Some(from) = query.due_from {
        list = list.filter(pledges::due_on.ge(from));
    }
    if let Some(to) = query.due_to {
        list = list.filter(pledges::due_on.le(to));
    }
    if let Some(words) = query.q.as_deref().map(search_key).filter(|w| !w.is_empty()) {
        list = list.filter(pledges::search_key.like(like_contains(&words)).escape('\\'));
    }
    Ok(list)
}

fn sorted(mut list: Listed, keys: &[SortKey<Sort>]) -> Listed {
    if keys.is_empty() {
        list = list.then_order_by(pledges::updated_at.desc());
    }
    for SortKey { key, descending } in keys {
        macro_rules! by {
            ($column:expr) => {
                if *descending {
                    list.then_order_by($column.desc())
                } else {
                    list.then_order_by($column.asc())
                }
            };
        }
        list = match key {
            Sort::Updated => by!(pledges::updated_at),
            Sort::Due => by!(pledges::due_on),
            Sort::Status => by!(pledges::status),
            Sort::Year => by!(pledges::year),
            Sort::Field => by!(pledges::field),
        };
    }
    list.then_order_by(pledges::id.asc())
}
