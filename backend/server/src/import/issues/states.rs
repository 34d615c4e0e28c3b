//! What has happened to an imported issue, and what each state must tell.

use crate::import::cells::Cells;
use chrono::NaiveDate;
use lamtheo_domain::issue::{IssueStatus, check_report};

/// What happened to an issue before it came in.
#[derive(Debug, Clone, Default)]
pub(super) struct Past {
    /// The day it was put on the list.
    pub registered_on: Option<NaiveDate>,
    /// What its registration cites.
    pub decision: Option<Decided>,
    /// The first deadline, where it was another.
    pub original_due_on: Option<NaiveDate>,
    /// How often more time was granted.
    pub extensions: i32,
    /// How often it was reopened.
    pub reopened: i32,
    /// What was done, and the day it was resolved, as declared.
    pub report: Option<(String, NaiveDate)>,
    /// The day of the confirmation.
    pub confirmed_on: Option<NaiveDate>,
    /// Why and when it was taken off the list.
    pub withdrawn: Option<(String, NaiveDate)>,
}

/// The decision that a registered issue cites.
#[derive(Debug, Clone)]
pub(super) struct Decided {
    pub body: String,
    pub document_no: String,
    pub on: NaiveDate,
}

/// Reads what the state wants to know, and what else is told.
pub(super) fn past(
    cells: &mut Cells<'_>,
    status: IssueStatus,
    goes_on: bool,
    today: NaiveDate,
) -> Past {
    use IssueStatus as S;
    let mut past = Past::default();
    let before = matches!(status, S::Draft | S::Submitted | S::Returned);
    let registered = match status {
        S::Withdrawn => !cells.raw("registered_on").is_empty(),
        _ => !before,
    };
    if registered {
        past.registered_on = on(cells, "registered_on", None, today);
        // What goes on from the year before was put on the list there.
        let told = !goes_on || !cells.raw("decision_body").is_empty();
        past.decision = told.then(|| decided(cells, today)).flatten();
        past.original_due_on = cells.date("original_due_on");
        past.extensions = cells.number("extensions_count", 0, 99).unwrap_or(0);
        past.reopened = cells.number("reopened_count", 0, 99).unwrap_or(0);
    } else if before && !cells.raw("registered_on").is_empty() {
        cells.wrong(
            "registered_on",
            "Vấn đề chưa được đưa vào danh mục thì không có ngày này",
        );
    }
    let reported = matches!(status, S::ReportedResolved | S::SentBack | S::Confirmed);
    if reported {
        past.report = report(cells, past.registered_on, today);
    }
    if status == S::Confirmed {
        let done_on = past.report.as_ref().map(|(_, on)| *on);
        past.confirmed_on = on(cells, "confirmed_on", done_on, today);
    }
    if status == S::Withdrawn {
        let reason = cells.required("withdrawn_reason", 2_000);
        let day = on(cells, "withdrawn_on", past.registered_on, today);
        past.withdrawn = day.map(|day| (reason, day));
    }
    past
}

/// A day that must be there, not before `earliest` and not after today.
fn on(
    cells: &mut Cells<'_>,
    column: &str,
    earliest: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let day = cells.required_date(column)?;
    if day > today {
        cells.wrong(column, "Ngày không được sau ngày hôm nay");
    } else if earliest.is_some_and(|earliest| day < earliest) {
        cells.wrong(column, "Ngày không được trước bước liền trước của vấn đề");
    }
    Some(day)
}

/// Who typed an issue in records the decision only when it cites a document.
fn decided(cells: &mut Cells<'_>, today: NaiveDate) -> Option<Decided> {
    let body = cells.required("decision_body", 300);
    let document_no = cells.required("decision_document_no", 100);
    let on = on(cells, "decided_on", None, today)?;
    Some(Decided {
        body,
        document_no,
        on,
    })
}

fn report(
    cells: &mut Cells<'_>,
    registered_on: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<(String, NaiveDate)> {
    let done_on = cells.required_date("done_on")?;
    match check_report(cells.raw("summary"), done_on, registered_on, today) {
        Ok(summary) => Some((summary, done_on)),
        Err(refusal) => {
            cells.refused(&refusal, "summary");
            None
        }
    }
}
