//! Policy documents and programme years in the database.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use lamtheo_db::schema::{policy_documents, programme_years, registrations};
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::kernel::ids::{PolicyDocumentId, ProgrammeYearId};
use lamtheo_domain::kernel::text::search_key;
use lamtheo_domain::programme::{PolicyKind, ProgrammeStatus};
use lamtheo_domain::registration::RegistrationStatus;

/// A policy document as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = policy_documents)]
pub struct DocumentRow {
    pub id: PolicyDocumentId,
    pub number: String,
    pub kind: PolicyKind,
    pub title: String,
    pub issuer: String,
    pub issued_on: NaiveDate,
    pub ended_on: Option<NaiveDate>,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

/// What a policy document says of itself.
#[derive(Debug, Clone, Insertable, AsChangeset)]
#[diesel(table_name = policy_documents, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct DocumentContent {
    pub number: String,
    pub kind: PolicyKind,
    pub title: String,
    pub issuer: String,
    pub issued_on: NaiveDate,
    pub ended_on: Option<NaiveDate>,
}

/// A programme year as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = programme_years)]
pub struct YearRow {
    pub id: ProgrammeYearId,
    pub year: i32,
    pub status: ProgrammeStatus,
    pub policy_document_id: Option<PolicyDocumentId>,
    pub topic: String,
    pub registration_opens_on: NaiveDate,
    pub registration_closes_on: NaiveDate,
    pub mid_year_on: NaiveDate,
    pub report_opens_on: NaiveDate,
    pub year_end_on: NaiveDate,
    pub report_due_on: NaiveDate,
    pub pledge_limit: i32,
    pub pledge_maximum: i32,
    pub evidence_required: bool,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

/// What province staff set for a year.
#[derive(Debug, Clone, Insertable, AsChangeset)]
#[diesel(table_name = programme_years, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct YearContent {
    pub policy_document_id: Option<PolicyDocumentId>,
    pub topic: String,
    pub registration_opens_on: NaiveDate,
    pub registration_closes_on: NaiveDate,
    pub mid_year_on: NaiveDate,
    pub report_opens_on: NaiveDate,
    pub year_end_on: NaiveDate,
    pub report_due_on: NaiveDate,
    pub pledge_limit: i32,
    pub pledge_maximum: i32,
    pub evidence_required: bool,
}

/// The policy document with that id.
pub fn document(conn: &mut Db, id: &PolicyDocumentId) -> Outcome<Option<DocumentRow>> {
    Ok(policy_documents::table
        .find(id)
        .select(DocumentRow::as_select())
        .first(conn)
        .optional()?)
}

/// Inserts a policy document.
pub fn insert_document(
    conn: &mut Db,
    id: &PolicyDocumentId,
    content: &DocumentContent,
    now: NaiveDateTime,
) -> Outcome<()> {
    diesel::insert_into(policy_documents::table)
        .values((
            content,
            policy_documents::id.eq(id),
            policy_documents::search_key.eq(document_key(content)),
            policy_documents::version.eq(1),
            policy_documents::created_at.eq(now),
            policy_documents::updated_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Replaces what a policy document says, if it still has this version.
pub fn update_document(
    conn: &mut Db,
    row: &DocumentRow,
    content: &DocumentContent,
    now: NaiveDateTime,
) -> Outcome<usize> {
    let same = policy_documents::table
        .find(&row.id)
        .filter(policy_documents::version.eq(row.version));
    Ok(diesel::update(same)
        .set((
            content,
            policy_documents::search_key.eq(document_key(content)),
            policy_documents::version.eq(row.version + 1),
            policy_documents::updated_at.eq(now),
        ))
        .execute(conn)?)
}

fn document_key(content: &DocumentContent) -> String {
    search_key(&format!(
        "{} {} {}",
        content.number, content.title, content.issuer
    ))
}

/// The programme year with that id.
pub fn year(conn: &mut Db, id: &ProgrammeYearId) -> Outcome<Option<YearRow>> {
    Ok(programme_years::table
        .find(id)
        .select(YearRow::as_select())
        .first(conn)
        .optional()?)
}

/// Inserts a programme year; a taken year shows as a unique violation.
pub fn insert_year(
    conn: &mut Db,
    id: &ProgrammeYearId,
    year: i32,
    content: &YearContent,
    now: NaiveDateTime,
) -> QueryResult<usize> {
    diesel::insert_into(programme_years::table)
        .values((
            content,
            programme_years::id.eq(id),
            programme_years::year.eq(year),
            programme_years::status.eq(ProgrammeStatus::Draft),
            programme_years::version.eq(1),
            programme_years::created_at.eq(now),
            programme_years::updated_at.eq(now),
        ))
        .execute(conn)
}

/// Replaces what is set for a year, if it still has this version and state.
pub fn update_year(
    conn: &mut Db,
    row: &YearRow,
    content: &YearContent,
    now: NaiveDateTime,
) -> Outcome<usize> {
    let same = programme_years::table
        .find(&row.id)
        .filter(programme_years::version.eq(row.version))
        .filter(programme_years::status.eq(row.status));
    Ok(diesel::update(same)
        .set((
            content,
            programme_years::version.eq(row.version + 1),
            programme_years::updated_at.eq(now),
        ))
        .execute(conn)?)
}

/// Puts a year into another state, if it still has this version and state.
pub fn set_status(
    conn: &mut Db,
    row: &YearRow,
    status: ProgrammeStatus,
    now: NaiveDateTime,
) -> Outcome<usize> {
    let same = programme_years::table
        .find(&row.id)
        .filter(programme_years::version.eq(row.version))
        .filter(programme_years::status.eq(row.status));
    Ok(diesel::update(same)
        .set((
            programme_years::status.eq(status),
            programme_years::version.eq(row.version + 1),
            programme_years::updated_at.eq(now),
        ))
        .execute(conn)?)
}

/// Closes the approved registrations of a year; returns how many.
pub fn close_registrations(conn: &mut Db, year: i32, now: NaiveDateTime) -> Outcome<usize> {
    let approved = registrations::table
        .filter(registrations::year.eq(year))
        .filter(registrations::status.eq(RegistrationStatus::Approved));
    Ok(diesel::update(approved)
        .set((
            registrations::status.eq(RegistrationStatus::Closed),
            registrations::version.eq(registrations::version + 1),
            registrations::updated_at.eq(now),
        ))
        .execute(conn)?)
}
