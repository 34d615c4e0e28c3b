//! The report on a pledge: result, what was done, when.

use super::PledgeResult;
use super::texts::Check;
use crate::kernel::period::first_day;
use crate::kernel::{FieldError, Refusal};
use chrono::NaiveDate;

/// Most characters of a report's summary.
pub const SUMMARY_MAX: usize = 4000;

/// What the subject declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PledgeReport {
    /// Completed, partly, not completed.
    pub result: PledgeResult,
    /// What was really done.
    pub summary: String,
    /// When.
    pub done_on: NaiveDate,
}

/// Checks a report on a pledge of `year`. Evidence is optional unless the
/// programme year requires it (for what was done, wholly or partly).
///
/// # Errors
/// 422 with every broken field; `evidence_required`.
pub fn check_report(
    report: PledgeReport,
    year: i32,
    today: NaiveDate,
    evidence: (bool, usize),
) -> Result<PledgeReport, Refusal> {
    let mut check = Check::default();
    let summary = check.required("/summary".to_owned(), &report.summary, SUMMARY_MAX);
    if report.done_on > today {
        check.faults.push(FieldError::new(
            "/done_on",
            "in_future",
            "Ngày thực hiện không được sau ngày hôm nay",
        ));
    } else if report.done_on < first_day(year) {
        let message = format!("Ngày thực hiện không được trước năm {year}");
        check
            .faults
            .push(FieldError::new("/done_on", "before_year", message));
    }
    let report = check.finish(PledgeReport { summary, ..report })?;
    let (required, pieces) = evidence;
    if required && pieces == 0 && report.result != PledgeResult::NotCompleted {
        return Err(
            Refusal::invalid("evidence_required", "Báo cáo phải kèm minh chứng").field(
                FieldError::new(
                    "/evidence_ids",
                    "required",
                    "Năm này quy định báo cáo kết quả phải kèm minh chứng",
                ),
            ),
        );
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn report(summary: &str, done_on: &str, result: PledgeResult) -> PledgeReport {
        PledgeReport {
            result,
            summary: summary.to_owned(),
            done_on: day(done_on),
        }
    }

    #[test]
    fn every_rule_of_a_report() {
        let today = day("2022-05-19");
        let fault = |summary, done_on| {
            check_report(
                report(summary, done_on, PledgeResult::Completed),
                2022,
                today,
                (false, 0),
            )
            .map_err(|refusal| (refusal.fields[0].pointer.clone(), refusal.fields[0].code))
            .map(|_| ())
        };
        assert_eq!(fault("Đã xong", "2022-05-19"), Ok(()));
        assert_eq!(
            fault(" ", "2022-05-19"),
            Err(("/summary".to_owned(), "required"))
        );
        assert_eq!(
            fault("Đã xong", "2022-05-20"),
            Err(("/done_on".to_owned(), "in_future"))
        );
        assert_eq!(
            fault("Đã xong", "2021-12-31"),
            Err(("/done_on".to_owned(), "before_year"))
        );
    }

    #[test]
    fn evidence_is_asked_for_only_where_the_year_says_so() {
        let today = day("2022-05-19");
        for &result in PledgeResult::ALL {
            for required in [false, true] {
                for pieces in [0, 1] {
                    let outcome = check_report(
                        report("Đã làm", "2022-05-01", result),
                        2022,
                        today,
                        (required, pieces),
                    );
                    let refused = required && pieces == 0 && result != PledgeResult::NotCompleted;
                    assert_eq!(outcome.is_err(), refused);
                }
            }
        }
    }
}
