//! Windows and lateness of a registration.

use crate::kernel::Refusal;
use crate::programme::{ProgrammeStatus, Windows, year_closed, year_not_open};
use chrono::NaiveDate;

/// Whether a registration may be written or handed in today: the year is open
/// and its window has begun. After the window it may, and is marked late.
///
/// # Errors
/// 422 `programme_year_not_open`, `programme_year_closed`, `registration_not_open_yet`.
pub fn check_window(
    status: ProgrammeStatus,
    windows: &Windows,
    today: NaiveDate,
) -> Result<(), Refusal> {
    match status {
        ProgrammeStatus::Draft => Err(year_not_open()),
        ProgrammeStatus::Closed => Err(year_closed()),
        ProgrammeStatus::Open if today < windows.registration_opens_on => Err(Refusal::invalid(
            "registration_not_open_yet",
            "Chưa đến thời gian đăng ký",
        )
        .detail(format!(
            "Thời gian đăng ký bắt đầu từ ngày {}.",
            windows.registration_opens_on.format("%d/%m/%Y")
        ))),
        ProgrammeStatus::Open => Ok(()),
    }
}

/// Whether a registration handed in on `submitted_on` is late. Late counts from
/// the day the subject became obliged: who became obliged after the window had
/// opened has as many days from then on as the window gives to everyone. Who is
/// not obliged (`None`) is never late.
pub fn is_late(
    submitted_on: NaiveDate,
    obliged_from: Option<NaiveDate>,
    windows: &Windows,
) -> bool {
    let Some(obliged_from) = obliged_from else {
        return false;
    };
    let length = windows.registration_closes_on - windows.registration_opens_on;
    let deadline = if obliged_from > windows.registration_opens_on {
        obliged_from + length
    } else {
        windows.registration_closes_on
    };
    submitted_on > deadline
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::tests::windows_of_2022;
    use chrono::Days;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_window_refuses_before_and_after_the_year() {
        let windows = windows_of_2022();
        let code = |status, today| check_window(status, &windows, day(today)).map_err(|r| r.code);
        assert_eq!(
            code(ProgrammeStatus::Draft, "2022-02-01"),
            Err("programme_year_not_open")
        );
        assert_eq!(
            code(ProgrammeStatus::Closed, "2022-02-01"),
            Err("programme_year_closed")
        );
        assert_eq!(
            code(ProgrammeStatus::Open, "2021-12-31"),
            Err("registration_not_open_yet")
        );
        assert_eq!(code(ProgrammeStatus::Open, "2022-01-01"), Ok(()));
        assert_eq!(code(ProgrammeStatus::Open, "2022-11-30"), Ok(()));
    }

    #[test]
    fn late_counts_from_the_day_of_the_obligation() {
        let windows = windows_of_2022();
        let always = Some(day("2015-01-01"));
        assert!(!is_late(day("2022-03-31"), always, &windows));
        assert!(is_late(day("2022-04-01"), always, &windows));
        let admitted_in_june = Some(day("2022-06-03"));
        assert!(!is_late(day("2022-06-20"), admitted_in_june, &windows));
        assert!(is_late(day("2022-10-20"), admitted_in_june, &windows));
        assert!(!is_late(day("2022-10-20"), None, &windows));
    }

    proptest! {
        #[test]
        fn a_later_obligation_never_shortens_the_time(submitted in 0u64..500, obliged in 0u64..400, more in 0u64..100) {
            let windows = windows_of_2022();
            let start = day("2021-10-01");
            let submitted = start + Days::new(submitted);
            let early = is_late(submitted, Some(start + Days::new(obliged)), &windows);
            let late = is_late(submitted, Some(start + Days::new(obliged + more)), &windows);
            prop_assert!(early || !late);
        }
    }
}
