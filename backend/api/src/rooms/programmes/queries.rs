//! Reading the programme.

use super::store::{self, DocumentRow, YearRow};
use super::views::*;
use crate::web::list::AnyOf;
use crate::web::{ListOf, Paging};
use diesel::prelude::*;
use lamtheo_db::schema::{policy_documents, programme_years};
use lamtheo_db::{Db, Outcome, shown};
use lamtheo_domain::access::{Action, Caller};
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::{PolicyDocumentId, ProgrammeYearId};
use lamtheo_domain::kernel::text::like_contains;
use lamtheo_domain::programme::{PolicyKind, ProgrammeStatus, allowed_year_verbs};

/// A page of policy documents, the newest first.
pub fn documents(
    conn: &mut Db,
    caller: &Caller,
    kinds: &AnyOf<PolicyKind>,
    q: Option<&str>,
    paging: Paging,
) -> Outcome<ListOf<PolicyDocumentView>> {
    let matching = || {
        let mut query = policy_documents::table.into_boxed();
        if !kinds.0.is_empty() {
            query = query.filter(policy_documents::kind.eq_any(kinds.0.clone()));
        }
        if let Some(term) = q {
            let pattern = like_contains(term);
            query = query.filter(policy_documents::search_key.like(pattern).escape('\\'));
        }
        query
    };
    let total = matching().count().get_result(conn)?;
    let rows = matching()
        .order((policy_documents::issued_on.desc(), policy_documents::id))
        .offset(paging.offset())
        .limit(paging.per_page)
        .select(DocumentRow::as_select())
        .load(conn)?;
    let items = rows.into_iter().map(|row| document_view(caller, row));
    Ok(paging.list(items.collect(), total))
}

/// One policy document.
pub fn document(
    conn: &mut Db,
    caller: &Caller,
    id: &PolicyDocumentId,
) -> Outcome<PolicyDocumentView> {
    let row = store::document(conn, id)?.ok_or_else(Refusal::not_found)?;
    Ok(document_view(caller, row))
}

fn document_view(caller: &Caller, row: DocumentRow) -> PolicyDocumentView {
    let writes = caller.holds(Action::WriteProgramme);
    PolicyDocumentView {
        id: row.id,
        number: row.number,
        kind: row.kind,
        title: row.title,
        issuer: row.issuer,
        issued_on: row.issued_on,
        ended_on: row.ended_on,
        allowed_actions: if writes { vec!["edit"] } else { Vec::new() },
        version: row.version,
        created_at: shown(row.created_at),
        updated_at: shown(row.updated_at),
    }
}

/// A page of programme years, the latest first.
pub fn years(
    conn: &mut Db,
    caller: &Caller,
    wanted: &AnyOf<i32>,
    status: &AnyOf<ProgrammeStatus>,
    paging: Paging,
) -> Outcome<ListOf<ProgrammeYearView>> {
    let matching = || {
        let mut query = programme_years::table.into_boxed();
        if !wanted.0.is_empty() {
            query = query.filter(programme_years::year.eq_any(wanted.0.clone()));
        }
        if !status.0.is_empty() {
            query = query.filter(programme_years::status.eq_any(status.0.clone()));
        }
        query
    };
    let total = matching().count().get_result(conn)?;
    let rows = matching()
        .order(programme_years::year.desc())
        .offset(paging.offset())
        .limit(paging.per_page)
        .select(YearRow::as_select())
        .load(conn)?;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        items.push(year_view(conn, caller, row)?);
    }
    Ok(paging.list(items, total))
}

/// One programme year.
pub fn year(conn: &mut Db, caller: &Caller, id: &ProgrammeYearId) -> Outcome<ProgrammeYearView> {
    let row = store::year(conn, id)?.ok_or_else(Refusal::not_found)?;
    year_view(conn, caller, row)
}

fn year_view(conn: &mut Db, caller: &Caller, row: YearRow) -> Outcome<ProgrammeYearView> {
    let document = match &row.policy_document_id {
        Some(id) => store::document(conn, id)?,
        None => None,
    };
    let allowed_actions = if caller.holds(Action::WriteProgramme) {
        allowed_year_verbs(row.status)
            .map(|verb| verb.as_str())
            .collect()
    } else {
        Vec::new()
    };
    Ok(ProgrammeYearView {
        id: row.id,
        year: row.year,
        status: row.status,
        policy_document_id: row.policy_document_id,
        policy_document_number: document.map(|document| document.number),
        topic: row.topic,
        registration_opens_on: row.registration_opens_on,
        registration_closes_on: row.registration_closes_on,
        mid_year_on: row.mid_year_on,
        report_opens_on: row.report_opens_on,
        year_end_on: row.year_end_on,
        report_due_on: row.report_due_on,
        pledge_limit: row.pledge_limit,
        pledge_maximum: row.pledge_maximum,
        evidence_required: row.evidence_required,
        allowed_actions,
        version: row.version,
        created_at: shown(row.created_at),
        updated_at: shown(row.updated_at),
    })
}
