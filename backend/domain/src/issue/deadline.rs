//! The deadline of an issue: the day that was named and the last day that
//! counts. A deadline on a day off is accepted; its last day is the next
//! working day.

use crate::calendar::Calendar;
use crate::kernel::{FieldError, Refusal};
use chrono::{Months, NaiveDate};

/// A deadline as named and as it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// The day that was named.
    pub due_on: NaiveDate,
    /// The last day: `due_on`, or the next working day when it is a day off.
    pub effective_on: NaiveDate,
}

impl Deadline {
    /// The deadline named `due_on`.
    pub fn of(calendar: &Calendar, due_on: NaiveDate) -> Self {
        Self {
            due_on,
            effective_on: calendar.on_or_after(due_on),
        }
    }

    /// Whether the day that was named is a day off.
    pub fn is_moved(self) -> bool {
        self.due_on != self.effective_on
    }
}

fn refuse(code: &'static str, title: &str, message: &str) -> Refusal {
    Refusal::invalid(code, title)
        .detail(message)
        .field(FieldError::new("/due_on", code, message))
}

fn in_past() -> Refusal {
    refuse(
        "deadline_in_past",
        "Thời hạn đã qua",
        "Thời hạn hoàn thành không được trước ngày hôm nay",
    )
}

fn too_far() -> Refusal {
    refuse(
        "deadline_too_far",
        "Thời hạn quá xa",
        "Thời hạn hoàn thành không quá 5 năm kể từ hôm nay",
    )
}

/// A deadline is at most so many years away.
const MOST_YEARS: u32 = 5;

/// Checks that a day named for later is at most five years away.
///
/// # Errors
/// 422 `deadline_too_far`.
pub fn check_near(due_on: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    let latest = today.checked_add_months(Months::new(12 * MOST_YEARS));
    if latest.is_some_and(|latest| due_on <= latest) {
        Ok(())
    } else {
        Err(too_far())
    }
}

/// Checks the deadline of a draft or of a submission: the last day is not over
/// and at most five years away.
///
/// # Errors
/// 422 `deadline_in_past`, `deadline_too_far`.
pub fn check_deadline(
    calendar: &Calendar,
    due_on: NaiveDate,
    today: NaiveDate,
) -> Result<Deadline, Refusal> {
    check_near(due_on, today)?;
    let deadline = Deadline::of(calendar, due_on);
    if deadline.effective_on < today {
        return Err(in_past());
    }
    Ok(deadline)
}

/// Checks that an issue with this last day can be registered on `registered_on`.
///
/// # Errors
/// 422 `deadline_before_registration`.
pub fn check_registrable(effective_on: NaiveDate, registered_on: NaiveDate) -> Result<(), Refusal> {
    if effective_on < registered_on {
        return Err(refuse(
            "deadline_before_registration",
            "Thời hạn trước ngày đăng ký",
            "Thời hạn hoàn thành đã qua trước khi vấn đề được đưa vào danh mục; hãy trả lại để đơn vị xác định thời hạn mới",
        ));
    }
    Ok(())
}

/// Checks a deadline that is asked for instead of `current`.
///
/// # Errors
/// 422 `deadline_in_past`, `deadline_too_far`, `extension_not_later`.
pub fn check_extension(
    calendar: &Calendar,
    current: NaiveDate,
    due_on: NaiveDate,
    today: NaiveDate,
) -> Result<Deadline, Refusal> {
    let deadline = check_deadline(calendar, due_on, today)?;
    if due_on <= current {
        return Err(refuse(
            "extension_not_later",
            "Thời hạn đề nghị chưa muộn hơn",
            "Thời hạn đề nghị gia hạn phải sau thời hạn hiện tại",
        ));
    }
    Ok(deadline)
}

/// The deadline in the new year: the one given, or the old one while it is not over.
///
/// # Errors
/// 422 `deadline_required`, `deadline_in_past`, `deadline_too_far`.
pub fn check_carried_deadline(
    calendar: &Calendar,
    old: Option<NaiveDate>,
    given: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<Deadline, Refusal> {
    if let Some(due_on) = given {
        return check_deadline(calendar, due_on, today);
    }
    old.map(|due_on| Deadline::of(calendar, due_on))
        .filter(|deadline| deadline.effective_on >= today)
        .ok_or_else(|| {
            refuse(
                "deadline_required",
                "Chưa có thời hạn",
                "Thời hạn cũ đã qua: phải xác định thời hạn hoàn thành mới khi chuyển tiếp",
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_deadline_on_a_day_off_ends_on_the_next_working_day() {
        let calendar = Calendar::new();
        // 30/4 and 1/5/2022 fall on a weekend; Monday and Tuesday are off instead.
        let deadline = Deadline::of(&calendar, day("2022-04-30"));
        assert_eq!(deadline.effective_on, day("2022-05-04"));
        assert!(deadline.is_moved());
        assert!(!Deadline::of(&calendar, day("2022-05-19")).is_moved());
        assert!(check_deadline(&calendar, day("2022-04-30"), day("2022-05-04")).is_ok());
        let late = check_deadline(&calendar, day("2022-04-30"), day("2022-05-05"));
        assert_eq!(late.unwrap_err().code, "deadline_in_past");
        assert!(check_deadline(&calendar, day("2027-05-19"), day("2022-05-19")).is_ok());
        for far in ["2027-05-20", "9999-12-31", "+262142-12-31"] {
            let far = check_deadline(&calendar, day(far), day("2022-05-19"));
            assert_eq!(far.unwrap_err().code, "deadline_too_far");
        }
    }

    #[test]
    fn every_refusal_has_its_code() {
        let calendar = Calendar::new();
        let today = day("2022-05-19");
        assert!(check_registrable(day("2022-05-19"), today).is_ok());
        let before = check_registrable(day("2022-05-18"), today).unwrap_err();
        assert_eq!(before.code, "deadline_before_registration");
        let same = check_extension(&calendar, day("2022-06-01"), day("2022-06-01"), today);
        assert_eq!(same.unwrap_err().code, "extension_not_later");
        let past = check_extension(&calendar, day("2022-05-02"), day("2022-05-10"), today);
        assert_eq!(past.unwrap_err().code, "deadline_in_past");
        assert!(check_extension(&calendar, day("2022-05-02"), day("2022-06-10"), today).is_ok());
        let carried = |old: &str, given: Option<&str>| {
            check_carried_deadline(&calendar, Some(day(old)), given.map(day), today)
                .map(|d| d.due_on.to_string())
                .map_err(|r| r.code)
        };
        assert_eq!(carried("2022-06-01", None), Ok("2022-06-01".into()));
        assert_eq!(carried("2022-05-18", None), Err("deadline_required"));
        assert_eq!(
            carried("2022-05-18", Some("2022-05-17")),
            Err("deadline_in_past")
        );
        assert_eq!(
            carried("2022-05-18", Some("2022-07-01")),
            Ok("2022-07-01".into())
        );
    }
}
