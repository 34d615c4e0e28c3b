//! Reading registrations: one, and lists within the caller's scope.

use super::decidable::Decidable;
use super::facts::{Facts, effective_visibility, reads_pledge};
use super::names::{KnownNames, Names};
use super::requests::ListQuery;
use super::scope::{self, Reach, of_registrations};
use super::store::{self, PledgeRow, RegistrationRow, ReportRow, YearShown};
use super::views::{self, PledgeView, RegistrationView};
use crate::rooms::org_units;
use crate::web::ListOf;
use crate::web::list::{Paging, SortKey, sort_keys};
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{people, registrations, unit_names};
use lamtheo_db::{Db, Failure, Multi, Outcome, ReadTx};
use lamtheo_domain::access::{
    Caller, Citation, RecordFacts, may_decide, may_delete_draft, may_write,
};
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::kernel::text::{like_contains, search_key};
use lamtheo_domain::programme::ProgrammeStatus;
use lamtheo_domain::registration::{
    PledgeVerb, RegistrationStatus, RegistrationVerb, allowed_pledge_verbs, allowed_verbs,
    check_work, is_editable, warnings,
};
use std::collections::HashMap;
use std::str::FromStr;

/// The registration `id` as `caller` sees it.
pub(super) fn get(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    id: &RegistrationId,
) -> Outcome<RegistrationView> {
    let row = store::registration(tx.conn, id)?;
    let mut known = Facts::on(tx.at.today);
    let facts = known.readable(tx.conn, caller, &row)?;
    let unit = known.unit_name(tx.conn, &row.unit_id)?;
    full(tx.conn, caller, &row, &facts, unit)
}

/// The full view of a row whose facts are known.
pub(super) fn view(
    conn: &mut Db,
    caller: &Caller,
    today: NaiveDate,
    row: &RegistrationRow,
    facts: &RecordFacts,
) -> Outcome<RegistrationView> {
    let unit = org_units::name_of(conn, &row.unit_id, today)?.unwrap_or_default();
    full(conn, caller, row, facts, unit)
}

fn full(
    conn: &mut Db,
    caller: &Caller,
    row: &RegistrationRow,
    facts: &RecordFacts,
    unit: String,
) -> Outcome<RegistrationView> {
    let heading = store::heading(conn, &row.id)?;
    let names = Names {
        person: heading.person,
        unit,
        entered_by: heading.entered_by,
    };
    let pledges = store::pledges_with_reports(conn, &row.id)?;
    Ok(assembled(
        caller,
        (row, facts),
        &names,
        heading.year,
        &pledges,
    ))
}

/// The view of a row with everything that stands beside it.
fn assembled(
    caller: &Caller,
    (row, facts): (&RegistrationRow, &RecordFacts),
    names: &Names,
    year: YearShown,
    pledges: &[WithReport],
) -> RegistrationView {
    let mut view = views::registration(row, names, effective_visibility(row));
    view.allowed_actions = actions(caller, facts, year.status);
    view.warnings = warnings(
        year.pledge_limit,
        pledges.iter().map(|(p, _)| p.content.as_str()),
    );
    view.pledges = pledge_views(caller, facts, year.status, names, pledges);
    view
}

/// Pledges of one registration, limited to what the caller may see of them.
pub(super) fn pledge_views(
    caller: &Caller,
    facts: &RecordFacts,
    year: ProgrammeStatus,
    names: &Names,
    rows: &[WithReport],
) -> Vec<PledgeView> {
    rows.iter()
        .filter(|(pledge, _)| reads_pledge(caller, facts, pledge))
        .map(|(row, report)| {
            let mut view = views::pledge(row, names, report.as_ref());
            let mut facts = facts.clone();
            facts.reported_by = report.as_ref().map(|r| r.reported_by.clone());
            view.allowed_actions = pledge_actions(caller, &facts, row, year);
            view
        })
        .collect()
}

/// What the caller may do with a registration now.
fn actions(caller: &Caller, facts: &RecordFacts, year: ProgrammeStatus) -> Vec<&'static str> {
    let open = year == ProgrammeStatus::Open;
    // A decision may cite a document: the button is offered, the form asks for it.
    let decides = may_decide(
        caller,
        facts,
        Citation {
            meeting: true,
            document: true,
        },
    )
    .is_ok();
    let writes = may_write(caller, facts).is_ok();
    allowed_verbs(facts.status)
        .filter(|verb| match verb {
            RegistrationVerb::Edit | RegistrationVerb::Submit => open && writes,
            RegistrationVerb::Withdraw => may_delete_draft(caller, facts).is_ok(),
            RegistrationVerb::Approve | RegistrationVerb::Return => open && decides,
            RegistrationVerb::Close => decides,
        })
        .map(RegistrationVerb::as_str)
        .collect()
}

/// What the caller may do with a pledge now.
fn pledge_actions(
    caller: &Caller,
    facts: &RecordFacts,
    pledge: &PledgeRow,
    year: ProgrammeStatus,
) -> Vec<&'static str> {
    let writes = may_write(caller, facts).is_ok();
    if writes && year == ProgrammeStatus::Open && is_editable(facts.status) {
        return vec![RegistrationVerb::Edit.as_str()];
    }
    if check_work(facts.status, year).is_err() {
        return Vec::new();
    }
    let decides = may_decide(
        caller,
        facts,
        Citation {
            meeting: true,
            document: true,
        },
    )
    .is_ok();
    allowed_pledge_verbs(pledge.status)
        .filter(|verb| match verb {
            PledgeVerb::Report => writes,
            PledgeVerb::Verify | PledgeVerb::SendBack | PledgeVerb::Cancel => decides,
            PledgeVerb::Start | PledgeVerb::CarryOver => false,
        })
        .map(PledgeVerb::as_str)
        .collect()
}

#[derive(Debug, Clone, Copy)]
enum Sort {
    Updated,
    Created,
    Submitted,
    Name,
    Status,
    Year,
}

impl FromStr for Sort {
    type Err = String;
    fn from_str(word: &str) -> Result<Self, String> {
        Ok(match word {
            "updated_at" => Self::Updated,
            "created_at" => Self::Created,
            "submitted_at" => Self::Submitted,
            "name" => Self::Name,
            "status" => Self::Status,
            "year" => Self::Year,
            other => return Err(other.to_owned()),
        })
    }
}

type Listed = registrations::BoxedQuery<'static, Multi>;

/// A page of the registrations that the caller may read.
pub(super) fn list(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    query: &ListQuery,
) -> Outcome<ListOf<RegistrationView>> {
    let paging = Paging::of(query.page, query.per_page)?;
    let keys = sort_keys::<Sort>(query.sort.as_deref())?;
    let total: i64 = filtered(tx, caller, query)?.count().get_result(tx.conn)?;
    // Ids first: filter and order are answered from an index, whole rows are
    // read for the page alone.
    let ids: Vec<RegistrationId> = sorted(filtered(tx, caller, query)?, &keys)
        .select(registrations::id)
        .limit(paging.per_page)
        .offset(paging.offset())
        .load(tx.conn)?;
    let rows = store::in_order(tx.conn, &ids)?;
    Ok(paging.list(views_of(tx, caller, &rows)?, total))
}

fn filtered(tx: &mut ReadTx<'_>, caller: &Caller, query: &ListQuery) -> Outcome<Listed> {
    let today = tx.at.today;
    let reach = Reach::of(tx.conn, caller, today)?;
    let mut list: Listed = registrations::table
        .into_boxed()
        .filter(of_registrations::readable(&reach));
    if query.mine == Some(true) {
        list = match &caller.person_id {
            Some(person) => list.filter(registrations::person_id.eq(person.clone())),
            None => list.filter(registrations::id.eq("")),
        };
    }
    if query.decidable == Some(true) {
        let decidable = Decidable::of(tx.conn, caller, today)?;
        list = list
            .filter(registrations::status.eq(RegistrationStatus::Submitted))
            .filter(registrations::year.eq_any(decidable.open_years.clone()))
            .filter(of_registrations::decided_by(&decidable));
    }
    if let Some(unit) = &query.unit {
        list = list.filter(registrations::unit_id.eq_any(scope::subtree(unit.clone(), today)));
    }
    if !query.year.0.is_empty() {
        list = list.filter(
            registrations::year.eq_any(query.year.0.iter().map(|y| y.0).collect::<Vec<_>>()),
        );
    }
    if !query.status.0.is_empty() {
        list = list.filter(registrations::status.eq_any(query.status.0.clone()));
    }
    if let Some(kind) = query.subject_kind {
        list = list.filter(registrations::subject_kind.eq(kind));
    }
    if let Some(person) = &query.person_id {
        list = list.filter(registrations::person_id.eq(person.clone()));
    }
    if let Some(late) = query.late {
        list = list.filter(registrations::late.eq(late));
    }
    if !query.membership.0.is_empty() {
        list = list.filter(registrations::membership.eq_any(query.membership.0.clone()));
    }
    if !query.position_group.0.is_empty() {
        list = list.filter(registrations::position_group.eq_any(query.position_group.0.clone()));
    }
    if let Some(words) = query.q.as_deref().map(search_key).filter(|w| !w.is_empty()) {
        list = list.filter(matching(&words));
    }
    Ok(list)
}

/// Found by the person's name or, for a collective, the unit's.
fn matching(words: &str) -> of_registrations::Condition {
    let pattern = like_contains(words);
    let persons = people::table
        .filter(people::search_key.like(pattern.clone()).escape('\\'))
        .select(people::id.nullable());
    let units = unit_names::table
        .filter(unit_names::search_key.like(pattern).escape('\\'))
        .select(unit_names::unit_id);
    Box::new(
        registrations::person_id
            .eq_any(persons)
            .assume_not_null()
            .or(registrations::person_id
                .is_null()
                .and(registrations::unit_id.eq_any(units))),
    )
}

fn sorted(mut list: Listed, keys: &[SortKey<Sort>]) -> Listed {
    if keys.is_empty() {
        list = list.then_order_by(registrations::updated_at.desc());
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
        let name = || {
            people::table
                .filter(people::id.nullable().eq(registrations::person_id))
                .select(people::sort_key)
                .single_value()
        };
        let unit_name = || {
            unit_names::table
                .filter(unit_names::unit_id.eq(registrations::unit_id))
                .filter(unit_names::valid_to.is_null())
                .select(unit_names::search_key)
                .single_value()
        };
        list = match key {
            Sort::Updated => by!(registrations::updated_at),
            Sort::Created => by!(registrations::created_at),
            // What has no value comes last on both databases.
            Sort::Submitted => {
                list = list.then_order_by(registrations::submitted_at.is_null().asc());
                by!(registrations::submitted_at)
            }
            // Persons by given name, then collectives by the name of their unit.
            Sort::Name => {
                list = list.then_order_by(registrations::person_id.is_null().asc());
                list = by!(name());
                by!(unit_name())
            }
            Sort::Status => by!(registrations::status),
            Sort::Year => by!(registrations::year),
        };
    }
    list.then_order_by(registrations::id.asc())
}

fn views_of(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    rows: &[RegistrationRow],
) -> Outcome<Vec<RegistrationView>> {
    let ids: Vec<&RegistrationId> = rows.iter().map(|r| &r.id).collect();
    let mut pledges = pledges_of(tx.conn, &ids)?;
    let names = KnownNames::of(tx.conn, rows.iter(), tx.at.today)?;
    let years = store::years(tx.conn)?;
    let mut facts = Facts::on(tx.at.today);
    facts.prepare(tx.conn, &rows.iter().collect::<Vec<_>>())?;
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let known = facts.of(tx.conn, row)?;
        let year = years
            .get(&row.year)
            .ok_or_else(|| Failure::defect("a registration of an unknown year"))?;
        let own = pledges.remove(&row.id).unwrap_or_default();
        let beside = names.beside(row);
        views.push(assembled(caller, (row, &known), &beside, *year, &own));
    }
    Ok(views)
}

type WithReport = (PledgeRow, Option<ReportRow>);

/// The pledges of these registrations with the latest report of each.
fn pledges_of(
    conn: &mut Db,
    ids: &[&RegistrationId],
) -> Outcome<HashMap<RegistrationId, Vec<WithReport>>> {
    let rows = store::pledges_of(conn, ids)?;
    let pledge_ids: Vec<&PledgeId> = rows.iter().map(|p| &p.id).collect();
    let mut reports: HashMap<PledgeId, ReportRow> = store::latest_reports(conn, &pledge_ids)?
        .into_iter()
        .map(|r| (r.pledge_id.clone(), r))
        .collect();
    let mut pledges: HashMap<RegistrationId, Vec<WithReport>> = HashMap::new();
    for pledge in rows {
        let report = reports.remove(&pledge.id);
        pledges
            .entry(pledge.registration_id.clone())
            .or_default()
            .push((pledge, report));
    }
    Ok(pledges)
}
