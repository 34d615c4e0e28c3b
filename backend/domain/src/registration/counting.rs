//! What counts in the figures. Four facts stay apart: declared, with evidence,
//! verified, disputed; every rate is served declared and verified.

use super::{PledgeResult, PledgeStatus, RegistrationStatus};
use crate::programme::ProgrammeStatus;
use chrono::NaiveDate;

/// Whether a pledge counts as registered, i.e. stands in the denominator: its
/// registration is approved or since closed, and it was not cancelled before the
/// report window opened. `cancelled_on` is `None` unless it is cancelled.
pub fn counts(
    registration: RegistrationStatus,
    cancelled_on: Option<NaiveDate>,
    report_opens_on: NaiveDate,
) -> bool {
    let approved = matches!(
        registration,
        RegistrationStatus::Approved | RegistrationStatus::Closed
    );
    approved && cancelled_on.is_none_or(|day| day >= report_opens_on)
}

/// Whether a counted pledge counts as completed by its own report. A report that
/// was sent back declares nothing until it is reported again.
pub fn declared_completed(status: PledgeStatus, declared: Option<PledgeResult>) -> bool {
    matches!(status, PledgeStatus::Reported | PledgeStatus::Verified)
        && declared == Some(PledgeResult::Completed)
}

/// Whether a counted pledge counts as completed, verified by another person.
/// `partly` is never completed.
pub fn verified_completed(status: PledgeStatus, verified: Option<PledgeResult>) -> bool {
    status == PledgeStatus::Verified && verified == Some(PledgeResult::Completed)
}

/// "Chưa báo cáo": the year is closed or its reports were due, and there is none.
pub fn not_reported(
    status: PledgeStatus,
    year: ProgrammeStatus,
    report_due_on: NaiveDate,
    today: NaiveDate,
) -> bool {
    matches!(status, PledgeStatus::InProgress | PledgeStatus::SentBack)
        && (year == ProgrammeStatus::Closed || today > report_due_on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;
    use proptest::prelude::*;

    const OPENS: NaiveDate = NaiveDate::from_ymd_opt(2022, 11, 1).unwrap();

    #[test]
    fn only_approved_and_closed_registrations_count() {
        for &status in RegistrationStatus::ALL {
            let expected = matches!(status.as_str(), "approved" | "closed");
            assert_eq!(counts(status, None, OPENS), expected, "{status}");
        }
    }

    #[test]
    fn every_status_and_result() {
        let results = [None]
            .into_iter()
            .chain(PledgeResult::ALL.iter().copied().map(Some));
        for result in results {
            for &status in PledgeStatus::ALL {
                let completed = result == Some(PledgeResult::Completed);
                let reported = matches!(status.as_str(), "reported" | "verified");
                assert_eq!(declared_completed(status, result), completed && reported);
                let verified = status.as_str() == "verified";
                assert_eq!(verified_completed(status, result), completed && verified);
            }
        }
    }

    #[test]
    fn a_pledge_without_report_shows_after_the_due_day() {
        let due = NaiveDate::from_ymd_opt(2022, 12, 15).unwrap();
        let after = NaiveDate::from_ymd_opt(2022, 12, 16).unwrap();
        for &status in PledgeStatus::ALL {
            let open = matches!(status.as_str(), "in_progress" | "sent_back");
            assert!(!not_reported(status, ProgrammeStatus::Open, due, due));
            assert_eq!(
                not_reported(status, ProgrammeStatus::Open, due, after),
                open
            );
            assert_eq!(
                not_reported(status, ProgrammeStatus::Closed, due, due),
                open
            );
        }
    }

    proptest! {
        #[test]
        fn cancelling_lowers_the_base_only_before_the_report_window(days in 0u64..400) {
            let day = NaiveDate::from_ymd_opt(2022, 1, 1).unwrap() + Days::new(days);
            prop_assert_eq!(counts(RegistrationStatus::Approved, Some(day), OPENS), day >= OPENS);
        }
    }
}
