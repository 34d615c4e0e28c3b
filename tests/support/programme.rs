//! The programme of the small world: 2021 closed, 2022 open, 2023 not yet.

use crate::time::{day, start};
use crate::world::id;
use diesel::prelude::*;
use lamtheo_db::{Db, schema};
use lamtheo_domain::kernel::ids::{PolicyDocumentId, ProgrammeYearId};

/// The document that governs every year of the small world.
pub fn policy_document() -> PolicyDocumentId {
    PolicyDocumentId::from_trusted(id("policy_document", "KL01"))
}

/// The programme year's id.
pub fn programme_year(year: i32) -> ProgrammeYearId {
    ProgrammeYearId::from_trusted(id("programme_year", &year.to_string()))
}

pub(crate) fn fill(conn: &mut Db) -> QueryResult<()> {
    add_document(conn, &policy_document(), "01-KL/TW")?;
    for (year, status) in [(2021, "closed"), (2022, "open"), (2023, "draft")] {
        add_year(conn, year, status)?;
    }
    Ok(())
}

fn add_document(conn: &mut Db, document: &PolicyDocumentId, number: &str) -> QueryResult<()> {
    use schema::policy_documents as documents;
    diesel::insert_into(documents::table)
        .values((
            documents::id.eq(document),
            documents::number.eq(number),
            documents::kind.eq("conclusion"),
            documents::title.eq("Kết luận về tiếp tục thực hiện Chỉ thị số 05-CT/TW"),
            documents::issuer.eq("Bộ Chính trị"),
            documents::issued_on.eq(day("2021-05-18")),
            documents::search_key.eq("01-kl/tw ket luan"),
            documents::version.eq(1),
            documents::created_at.eq(start().naive_utc()),
            documents::updated_at.eq(start().naive_utc()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Adds a programme year whose windows lie in that year: registration from
/// January to June, reports from November, due in the following January.
pub fn add_year(conn: &mut Db, year: i32, status: &str) -> QueryResult<()> {
    use schema::programme_years as years;
    let on = |text: &str| day(&format!("{year}-{text}"));
    diesel::insert_into(years::table)
        .values((
            years::id.eq(programme_year(year)),
            years::year.eq(year),
            years::status.eq(status),
            years::policy_document_id.eq(policy_document()),
            years::topic.eq(format!("Chuyên đề năm {year}")),
            years::registration_opens_on.eq(on("01-04")),
            years::registration_closes_on.eq(on("06-30")),
            years::mid_year_on.eq(on("06-30")),
            years::report_opens_on.eq(on("11-01")),
            years::year_end_on.eq(on("12-31")),
            years::report_due_on.eq(day(&format!("{}-01-15", year + 1))),
            years::pledge_limit.eq(2),
            years::pledge_maximum.eq(5),
            years::evidence_required.eq(false),
            years::version.eq(1),
            years::created_at.eq(start().naive_utc()),
            years::updated_at.eq(start().naive_utc()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Adds a programme year unless it is there.
pub fn ensure_year(conn: &mut Db, year: i32, status: &str) {
    use schema::programme_years as years;
    let there: i64 = years::table
        .find(programme_year(year))
        .count()
        .get_result(conn)
        .expect("a count");
    if there == 0 {
        add_year(conn, year, status).expect("a programme year");
    }
}

/// A further document, numbered after a year.
pub fn ensure_document(conn: &mut Db, year: i32) -> PolicyDocumentId {
    use schema::policy_documents as documents;
    let document = PolicyDocumentId::from_trusted(id("policy_document", &year.to_string()));
    let there: i64 = documents::table
        .find(&document)
        .count()
        .get_result(conn)
        .expect("a count");
    if there == 0 {
        add_document(conn, &document, &format!("{year}-KH/TU")).expect("a document");
    }
    document
}
