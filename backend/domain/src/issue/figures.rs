//! What an issue counts for. The statistics ask the same of the database.

use super::{IssueKind, IssueStatus};
use chrono::NaiveDate;

/// Whether an issue counts as registered: it was registered and did not come
/// from an earlier year.
pub const fn is_counted(registered_on: Option<NaiveDate>, carried_in: bool) -> bool {
    registered_on.is_some() && !carried_in
}

/// Whether an issue that is withdrawn on `day` stays in the denominator: it does
/// once its last day is over, so that lateness is not withdrawn with it.
pub fn counts_after_withdrawal(
    counted: bool,
    effective_on: Option<NaiveDate>,
    day: NaiveDate,
) -> bool {
    counted && effective_on.is_some_and(|due| due < day)
}

/// Whether an issue is late on `today`: open, and its last day is over.
pub fn is_late(status: IssueStatus, effective_on: Option<NaiveDate>, today: NaiveDate) -> bool {
    status.is_open() && effective_on.is_some_and(|due| due < today)
}

/// Whether a confirmed issue was confirmed by its last day.
pub fn is_on_time(confirmed_on: Option<NaiveDate>, effective_on: Option<NaiveDate>) -> bool {
    confirmed_on
        .zip(effective_on)
        .is_some_and(|(done, due)| done <= due)
}

/// Kinds that are counted unless others are asked for by name.
pub fn counted_kinds() -> impl Iterator<Item = IssueKind> {
    IssueKind::ALL
        .iter()
        .copied()
        .filter(|kind| kind.is_pressing())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn late_is_open_and_over() {
        let today = day("2022-05-19");
        for &status in IssueStatus::ALL {
            assert_eq!(
                is_late(status, Some(day("2022-05-18")), today),
                status.is_open(),
                "{status}"
            );
            assert!(!is_late(status, Some(today), today));
            assert!(!is_late(status, None, today));
        }
        assert!(is_on_time(Some(today), Some(today)));
        assert!(!is_on_time(Some(today), Some(day("2022-05-18"))));
        assert!(!is_on_time(None, Some(today)));
    }

    #[test]
    fn what_is_withdrawn_late_stays_in_the_denominator() {
        let due = Some(day("2022-05-18"));
        assert!(!counts_after_withdrawal(true, due, day("2022-05-18")));
        assert!(counts_after_withdrawal(true, due, day("2022-05-19")));
        assert!(!counts_after_withdrawal(false, due, day("2022-05-19")));
        assert!(is_counted(due, false) && !is_counted(due, true) && !is_counted(None, false));
        assert_eq!(counted_kinds().count(), 4);
    }
}
