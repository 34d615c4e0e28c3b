//! Years, ranges of years and dated intervals.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// First year the register can hold.
pub const FIRST_YEAR: i32 = 2000;
/// Last year the register can hold.
pub const LAST_YEAR: i32 = 2100;

/// An inclusive range of calendar years, written `2021..2022` or `2021`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct YearRange {
    from: i32,
    to: i32,
}

impl YearRange {
    /// The range from `from` to `to`, both included; `None` when turned round
    /// or outside what the register can hold.
    pub const fn new(from: i32, to: i32) -> Option<Self> {
        if from <= to && from >= FIRST_YEAR && to <= LAST_YEAR {
            Some(Self { from, to })
        } else {
            None
        }
    }

    /// First year.
    pub const fn from(self) -> i32 {
        self.from
    }

    /// Last year.
    pub const fn to(self) -> i32 {
        self.to
    }

    /// Whether `year` lies within.
    pub const fn contains(self, year: i32) -> bool {
        self.from <= year && year <= self.to
    }

    /// Every year of the range.
    pub fn years(self) -> impl Iterator<Item = i32> {
        self.from..=self.to
    }
}

impl std::fmt::Display for YearRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.from == self.to {
            write!(f, "{}", self.from)
        } else {
            write!(f, "{}..{}", self.from, self.to)
        }
    }
}

impl std::str::FromStr for YearRange {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        parse_year(from)
            .zip(parse_year(to))
            .and_then(|(from, to)| Self::new(from, to))
            .ok_or_else(|| format!("not a year or a range of years: {text:?}"))
    }
}

impl Serialize for YearRange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for YearRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Four digits, nothing else.
fn parse_year(text: &str) -> Option<i32> {
    if text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

/// First day of a calendar year.
pub fn first_day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MIN)
}

/// Last day of a calendar year.
pub fn last_day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(NaiveDate::MAX)
}

/// Whether `day` falls in the calendar year `year`.
pub fn falls_in(day: NaiveDate, year: i32) -> bool {
    day.year() == year
}

/// A half-open interval of days: `from <= day < to`, open-ended without `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// First day that belongs to it.
    pub from: NaiveDate,
    /// First day that no longer belongs to it.
    pub to: Option<NaiveDate>,
}

impl Interval {
    /// The interval; `None` when it would hold no day.
    pub fn new(from: NaiveDate, to: Option<NaiveDate>) -> Option<Self> {
        if to.is_none_or(|to| to > from) {
            Some(Self { from, to })
        } else {
            None
        }
    }

    /// Whether `day` belongs to it.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    /// Whether some day belongs to both.
    pub fn overlaps(self, other: Self) -> bool {
        self.to.is_none_or(|to| other.from < to) && other.to.is_none_or(|to| self.from < to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ranges_are_read_as_they_are_written() {
        let range: YearRange = "2021..2022".parse().unwrap();
        assert_eq!((range.from(), range.to()), (2021, 2022));
        assert_eq!(range.to_string(), "2021..2022");
        assert_eq!("2021".parse::<YearRange>().unwrap().to_string(), "2021");
        assert_eq!(range.years().collect::<Vec<_>>(), [2021, 2022]);
        for wrong in [
            "",
            "21",
            "2022..2021",
            "2021..",
            "..2021",
            "2021...2022",
            "1999",
            "2101",
            "+021",
            "2021-2022",
        ] {
            assert!(wrong.parse::<YearRange>().is_err(), "{wrong}");
        }
    }

    fn day(n: i64) -> NaiveDate {
        first_day(2020) + chrono::Duration::days(n)
    }

    proptest! {
        #[test]
        fn two_intervals_overlap_when_a_day_is_in_both(
            a in 0i64..40, a_len in proptest::option::of(1i64..20),
            b in 0i64..40, b_len in proptest::option::of(1i64..20),
        ) {
            let one = Interval::new(day(a), a_len.map(|n| day(a + n))).unwrap();
            let two = Interval::new(day(b), b_len.map(|n| day(b + n))).unwrap();
            let shared = (0..100).any(|n| one.contains(day(n)) && two.contains(day(n)));
            prop_assert_eq!(one.overlaps(two), shared);
            prop_assert_eq!(two.overlaps(one), shared);
        }

        #[test]
        fn an_interval_without_a_day_is_refused(a in 0i64..40, back in 0i64..20) {
            prop_assert!(Interval::new(day(a), Some(day(a - back))).is_none());
        }
    }
}
