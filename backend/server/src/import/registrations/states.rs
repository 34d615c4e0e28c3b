//! The state of an imported registration and what it must cite.

use super::Decided;
use crate::import::cells::Cells;
use crate::import::ledger::YearFacts;
use chrono::NaiveDate;
use lamtheo_domain::programme::ProgrammeStatus;
use lamtheo_domain::registration::RegistrationStatus;

/// A code of the list `field`, as a cell gives it.
pub(super) struct FieldCode(pub(super) String);

impl std::str::FromStr for FieldCode {
    type Err = ();
    fn from_str(code: &str) -> Result<Self, ()> {
        if lamtheo_domain::labels::has("field", code) {
            Ok(Self(code.to_owned()))
        } else {
            Err(())
        }
    }
}

/// Draft unless said otherwise; a closed year holds closed registrations only.
pub(super) fn status(cells: &mut Cells<'_>, year: &YearFacts) -> RegistrationStatus {
    let status = cells
        .code("status", "registration.status")
        .unwrap_or(RegistrationStatus::Draft);
    let fits = match year.status {
        ProgrammeStatus::Draft => {
            cells.wrong("year", "Năm này chưa mở");
            return status;
        }
        ProgrammeStatus::Closed => status == RegistrationStatus::Closed,
        ProgrammeStatus::Open => !matches!(
            status,
            RegistrationStatus::Closed | RegistrationStatus::Returned
        ),
    };
    if !fits {
        cells.wrong("status", "Trạng thái không phù hợp với năm: năm đã khép chỉ nhận bản đã tổng hợp, năm đang mở nhận bản nháp, bản đã gửi, bản đã thông qua");
    }
    status
}

/// What was passed cites the body, its document and the day.
pub(super) fn decided(
    cells: &mut Cells<'_>,
    status: RegistrationStatus,
    today: NaiveDate,
) -> Option<Decided> {
    if !matches!(
        status,
        RegistrationStatus::Approved | RegistrationStatus::Closed
    ) {
        return None;
    }
    let body = cells.required("decision_body", 300);
    let document_no = cells.required("decision_document_no", 100);
    let on = cells.required_date("decided_on")?;
    if on > today {
        cells.wrong("decided_on", "Ngày thông qua không được sau ngày hôm nay");
    }
    Some(Decided {
        body,
        document_no,
        on,
    })
}
