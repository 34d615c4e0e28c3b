//! The programme: what governs a year, its windows, limits and states.

use crate::kernel::period::{FIRST_YEAR, LAST_YEAR, falls_in};
use crate::kernel::{FieldError, Refusal};
use crate::{labels, text_enum};
use chrono::NaiveDate;

text_enum! {
    /// State of a programme year.
    ProgrammeStatus { Draft = "draft", Open = "open", Closed = "closed" }
}

text_enum! {
    /// What can be done with a programme year.
    ProgrammeVerb {
        /// Change windows, limits, topic.
        Edit = "edit",
        /// Open it for registrations.
        Open = "open",
        /// Khép năm.
        Close = "close",
    }
}

text_enum! {
    /// Kind of a policy document.
    PolicyKind {
        Directive = "directive",
        Conclusion = "conclusion",
        Resolution = "resolution",
        Regulation = "regulation",
        Decision = "decision",
        Plan = "plan",
        Guidance = "guidance",
        OfficialLetter = "official_letter",
        Other = "other",
    }
}

/// State, verb, next state.
const TABLE: &[(ProgrammeStatus, ProgrammeVerb, ProgrammeStatus)] = &[
    (
        ProgrammeStatus::Draft,
        ProgrammeVerb::Edit,
        ProgrammeStatus::Draft,
    ),
    (
        ProgrammeStatus::Draft,
        ProgrammeVerb::Open,
        ProgrammeStatus::Open,
    ),
    (
        ProgrammeStatus::Open,
        ProgrammeVerb::Edit,
        ProgrammeStatus::Open,
    ),
    (
        ProgrammeStatus::Open,
        ProgrammeVerb::Close,
        ProgrammeStatus::Closed,
    ),
];

/// The state after `verb`.
///
/// # Errors
/// 409 `illegal_transition`, naming the current state.
pub fn next_year_status(
    status: ProgrammeStatus,
    verb: ProgrammeVerb,
) -> Result<ProgrammeStatus, Refusal> {
    TABLE
        .iter()
        .find(|(from, by, _)| *from == status && *by == verb)
        .map(|(_, _, to)| *to)
        .ok_or_else(|| {
            let state = labels::label("programme_year.status", status.as_str());
            let verb = match verb {
                ProgrammeVerb::Close => "Khép năm",
                other => labels::label("verb", other.as_str()),
            };
            crate::registration::refuse_transition("Năm thực hiện", state, verb)
        })
}

/// The verbs that the state allows, whoever asks.
pub fn allowed_year_verbs(status: ProgrammeStatus) -> impl Iterator<Item = ProgrammeVerb> {
    TABLE
        .iter()
        .filter(move |(from, _, _)| *from == status)
        .map(|(_, verb, _)| *verb)
}

/// The refusal of work in a closed year (422).
pub fn year_closed() -> Refusal {
    Refusal::invalid("programme_year_closed", "Năm thực hiện đã khép").detail(
        "Số liệu của năm đã được tổng hợp; không đăng ký, báo cáo hay xác nhận thêm được nữa.",
    )
}

/// The refusal of work in a year that is not open yet (422).
pub fn year_not_open() -> Refusal {
    Refusal::invalid("programme_year_not_open", "Năm thực hiện chưa mở đăng ký")
        .detail("Cấp tỉnh chưa mở đăng ký của năm này.")
}

/// The days that structure a programme year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Windows {
    /// First day of registration.
    pub registration_opens_on: NaiveDate,
    /// Last day of registration in time.
    pub registration_closes_on: NaiveDate,
    /// Day of the mid-year review.
    pub mid_year_on: NaiveDate,
    /// First day of the report window; cancelling no longer lowers the base from here on.
    pub report_opens_on: NaiveDate,
    /// Day of the year-end review.
    pub year_end_on: NaiveDate,
    /// Last day to hand reports in.
    pub report_due_on: NaiveDate,
}

/// How many pledges one subject registers in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Above it a warning is given.
    pub pledge_limit: i32,
    /// Above it the registration is refused.
    pub pledge_maximum: i32,
}

/// Most pledges per subject that a year may allow.
pub const HIGHEST_MAXIMUM: i32 = 20;

/// Checks the year number, the order of the windows and the limits.
///
/// # Errors
/// 422 with every broken field.
pub fn check_year(year: i32, windows: &Windows, limits: Limits) -> Result<(), Refusal> {
    let mut faults = Vec::new();
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        let message = format!("Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}");
        faults.push(FieldError::new("/year", "out_of_range", message));
    }
    let ordered = [
        (
            "/registration_closes_on",
            windows.registration_opens_on,
            windows.registration_closes_on,
            "Ngày kết thúc đăng ký phải sau ngày bắt đầu đăng ký",
        ),
        (
            "/report_opens_on",
            windows.registration_closes_on,
            windows.report_opens_on,
            "Ngày bắt đầu báo cáo phải sau ngày kết thúc đăng ký",
        ),
        (
            "/mid_year_on",
            windows.registration_opens_on,
            windows.mid_year_on,
            "Ngày soát xét giữa năm phải sau ngày bắt đầu đăng ký",
        ),
        (
            "/year_end_on",
            windows.mid_year_on,
            windows.year_end_on,
            "Ngày kiểm điểm cuối năm phải sau ngày soát xét giữa năm",
        ),
        (
            "/report_due_on",
            windows.report_opens_on,
            windows.report_due_on,
            "Hạn nộp báo cáo phải sau ngày bắt đầu báo cáo",
        ),
    ];
    for (pointer, before, after, message) in ordered {
        if before > after {
            faults.push(FieldError::new(pointer, "out_of_order", message));
        }
    }
    for (pointer, day) in [
        ("/registration_closes_on", windows.registration_closes_on),
        ("/mid_year_on", windows.mid_year_on),
        ("/report_opens_on", windows.report_opens_on),
    ] {
        if !falls_in(day, year) {
            let message = format!("Ngày này phải nằm trong năm {year}");
            faults.push(FieldError::new(pointer, "outside_year", message));
        }
    }
    if limits.pledge_limit < 1 {
        faults.push(FieldError::new(
            "/pledge_limit",
            "out_of_range",
            "Số việc hướng dẫn phải từ 1 trở lên",
        ));
    }
    if limits.pledge_maximum < limits.pledge_limit || limits.pledge_maximum > HIGHEST_MAXIMUM {
        let message = format!("Số việc tối đa phải từ số việc hướng dẫn đến {HIGHEST_MAXIMUM}");
        faults.push(FieldError::new("/pledge_maximum", "out_of_range", message));
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Refusal::fields(faults))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The windows of 2022 as tests use them.
    pub(crate) fn windows_of_2022() -> Windows {
        Windows {
            registration_opens_on: day("2022-01-01"),
            registration_closes_on: day("2022-03-31"),
            mid_year_on: day("2022-06-30"),
            report_opens_on: day("2022-11-01"),
            year_end_on: day("2022-12-15"),
            report_due_on: day("2022-12-20"),
        }
    }

    const LIMITS: Limits = Limits {
        pledge_limit: 2,
        pledge_maximum: 5,
    };

    #[test]
    fn every_state_and_verb() {
        use ProgrammeStatus::{Closed, Draft, Open};
        for &status in ProgrammeStatus::ALL {
            for &verb in ProgrammeVerb::ALL {
                let expected = match (status, verb) {
                    (Draft, ProgrammeVerb::Edit) => Some(Draft),
                    (Draft, ProgrammeVerb::Open) | (Open, ProgrammeVerb::Edit) => Some(Open),
                    (Open, ProgrammeVerb::Close) => Some(Closed),
                    _ => None,
                };
                let allowed = allowed_year_verbs(status).any(|v| v == verb);
                assert_eq!(allowed, expected.is_some(), "{status} {verb}");
                match (next_year_status(status, verb), expected) {
                    (Ok(next), Some(expected)) => assert_eq!(next, expected),
                    (Err(refusal), None) => {
                        assert_eq!(refusal.code, "illegal_transition");
                        let state = labels::label("programme_year.status", status.as_str());
                        assert!(refusal.detail.unwrap().contains(state));
                    }
                    other => panic!("{status} {verb}: {other:?}"),
                }
            }
        }
    }

    #[test]
    fn windows_and_limits_are_checked() {
        let faults = |year, windows: Windows, limits| match check_year(year, &windows, limits) {
            Ok(()) => Vec::new(),
            Err(refusal) => refusal.fields.into_iter().map(|f| f.pointer).collect(),
        };
        let good = windows_of_2022();
        assert!(faults(2022, good, LIMITS).is_empty());
        assert_eq!(faults(1990, good, LIMITS)[0], "/year");
        let early = Windows {
            registration_closes_on: day("2021-12-01"),
            ..good
        };
        assert_eq!(faults(2022, early, LIMITS), ["/registration_closes_on"; 2]);
        let late = Windows {
            report_due_on: day("2022-10-01"),
            ..good
        };
        assert_eq!(faults(2022, late, LIMITS), ["/report_due_on"]);
        for (pledge_limit, pledge_maximum, pointer) in [
            (0, 5, "/pledge_limit"),
            (3, 2, "/pledge_maximum"),
            (2, 21, "/pledge_maximum"),
        ] {
            let limits = Limits {
                pledge_limit,
                pledge_maximum,
            };
            assert_eq!(faults(2022, good, limits), [pointer]);
        }
    }

    proptest! {
        #[test]
        fn accepted_limits_keep_their_order(pledge_limit in -3i32..30, pledge_maximum in -3i32..30) {
            let limits = Limits { pledge_limit, pledge_maximum };
            let accepted = check_year(2022, &windows_of_2022(), limits).is_ok();
            prop_assert_eq!(accepted, pledge_limit >= 1 && pledge_limit <= pledge_maximum && pledge_maximum <= HIGHEST_MAXIMUM);
        }
    }
}
