//! Sets windows, limits and topic of a programme year.

use super::super::store::{self, YearContent, YearRow};
use lamtheo_db::{Event, Failure, Outcome, Recorded, Tx, dialect, stored};
use lamtheo_domain::kernel::ids::ProgrammeYearId;
use lamtheo_domain::kernel::{Faults, Refusal};
use lamtheo_domain::programme::{Limits, ProgrammeVerb, Windows, check_year, next_year_status};
use serde_json::{Value, json};

/// Enters a programme year as a draft.
pub fn create(
    tx: &mut Tx<'_>,
    year: i32,
    content: YearContent,
) -> Outcome<(ProgrammeYearId, Recorded<()>)> {
    let content = checked(tx, year, content)?;
    let id = ProgrammeYearId::new(tx.at.now);
    store::insert_year(tx.conn, &id, year, &content, stored(tx.at.now)).map_err(|error| {
        if dialect::is_unique_violation(&error) {
            year_exists(year).into()
        } else {
            Failure::from(error)
        }
    })?;
    let event =
        Event::new("programme_year.created", "programme_year", &id).after(as_json(year, &content));
    let recorded = tx.record(event, ())?;
    Ok((id, recorded))
}

/// Changes a programme year that is not closed.
pub fn change(tx: &mut Tx<'_>, row: YearRow, wanted: YearContent) -> Outcome<Recorded<()>> {
    next_year_status(row.status, ProgrammeVerb::Edit)?;
    let content = checked(tx, row.year, wanted)?;
    let changed = store::update_year(tx.conn, &row, &content, stored(tx.at.now))?;
    Tx::one_row(changed)?;
    let event = Event::new("programme_year.changed", "programme_year", &row.id)
        .before(as_json(row.year, &current(&row)))
        .after(as_json(row.year, &content));
    tx.record(event, ())
}

/// What is set for a stored year.
pub fn current(row: &YearRow) -> YearContent {
    YearContent {
        policy_document_id: row.policy_document_id.clone(),
        topic: row.topic.clone(),
        registration_opens_on: row.registration_opens_on,
        registration_closes_on: row.registration_closes_on,
        mid_year_on: row.mid_year_on,
        report_opens_on: row.report_opens_on,
        year_end_on: row.year_end_on,
        report_due_on: row.report_due_on,
        pledge_limit: row.pledge_limit,
        pledge_maximum: row.pledge_maximum,
        evidence_required: row.evidence_required,
    }
}

fn checked(tx: &mut Tx<'_>, year: i32, content: YearContent) -> Outcome<YearContent> {
    let windows = Windows {
        registration_opens_on: content.registration_opens_on,
        registration_closes_on: content.registration_closes_on,
        mid_year_on: content.mid_year_on,
        report_opens_on: content.report_opens_on,
        year_end_on: content.year_end_on,
        report_due_on: content.report_due_on,
    };
    let limits = Limits {
        pledge_limit: content.pledge_limit,
        pledge_maximum: content.pledge_maximum,
    };
    check_year(year, &windows, limits)?;
    let mut faults = Faults::default();
    let topic = faults.line("/topic", &content.topic, 1000);
    if let Some(id) = &content.policy_document_id
        && store::document(tx.conn, id)?.is_none()
    {
        faults.add(
            "/policy_document_id",
            "unknown_document",
            "Không có văn bản này trên hệ thống",
        );
    }
    Ok(faults.finish(YearContent { topic, ..content })?)
}

fn year_exists(year: i32) -> Refusal {
    Refusal::conflict(
        "programme_year_exists",
        format!("Năm thực hiện {year} đã có trên hệ thống"),
    )
}

fn as_json(year: i32, content: &YearContent) -> Value {
    json!({
        "year": year, "topic": content.topic,
        "policy_document_id": content.policy_document_id,
        "registration_opens_on": content.registration_opens_on,
        "registration_closes_on": content.registration_closes_on,
        "mid_year_on": content.mid_year_on, "report_opens_on": content.report_opens_on,
        "year_end_on": content.year_end_on, "report_due_on": content.report_due_on,
        "pledge_limit": content.pledge_limit, "pledge_maximum": content.pledge_maximum,
        "evidence_required": content.evidence_required,
    })
}
