//! Working days: Monday to Friday without the public holidays, with the
//! Saturdays that a swap makes working days. The days are data per year
//! (`data/holidays.json`, from the government's yearly notices as far as they
//! are known; a year marked provisional may still change) and are edited by the
//! province; an edited year takes the place of the built-in one.

use crate::kernel::period::{FIRST_YEAR, LAST_YEAR, falls_in};
use crate::kernel::text::clean_line;
use crate::kernel::{FieldError, Refusal};
use crate::text_enum;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

text_enum! {
    /// Why a day is told apart from others of its weekday.
    DayKind {
        /// Nobody works, whatever the weekday.
        Holiday = "holiday",
        /// A Saturday or Sunday that is worked in exchange for another day.
        WorkingDay = "working_day",
    }
}

/// A day that is told apart.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, serde::Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarDay {
    /// The day.
    pub date: NaiveDate,
    /// Holiday or worked in exchange.
    pub kind: DayKind,
    /// What it is called.
    pub name: String,
}

/// The days of one year as built in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct BuiltInYear {
    /// Not announced for certain: the province should look at it.
    pub provisional: bool,
    /// Its days, in order.
    pub days: Vec<CalendarDay>,
}

static BUILT_IN: LazyLock<BTreeMap<i32, BuiltInYear>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../data/holidays.json")).unwrap_or_default()
});

/// Holidays whose date in the solar calendar never changes.
const FIXED: &[(u32, u32, &str)] = &[
    (1, 1, "Tết Dương lịch"),
    (4, 30, "Ngày Chiến thắng 30/4"),
    (5, 1, "Ngày Quốc tế Lao động 1/5"),
    (9, 2, "Quốc khánh 2/9"),
];

/// Most days that a year may tell apart.
const MOST_DAYS: usize = 60;
const NAME_MAX: usize = 200;

/// The days of `year` as built in; a year that the data does not know has the
/// holidays of fixed date only and is provisional.
pub fn built_in(year: i32) -> BuiltInYear {
    BUILT_IN.get(&year).cloned().unwrap_or_else(|| BuiltInYear {
        provisional: true,
        days: FIXED
            .iter()
            .filter_map(|&(month, day, name)| {
                Some(CalendarDay {
                    date: NaiveDate::from_ymd_opt(year, month, day)?,
                    kind: DayKind::Holiday,
                    name: name.to_owned(),
                })
            })
            .collect(),
    })
}

/// Checks the days of `year` as the province edits them; gives them in order.
///
/// # Errors
/// 422 `validation_failed` with every day that does not fit.
pub fn check_days(year: i32, days: Vec<CalendarDay>) -> Result<Vec<CalendarDay>, Refusal> {
    let mut faults = Vec::new();
    let mut fault = |pointer: String, code, message: &str| {
        let message = message.to_owned();
        faults.push(FieldError {
            pointer,
            code,
            message,
        });
    };
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        fault("/year".into(), "out_of_range", "Năm không hợp lệ");
    }
    if days.len() > MOST_DAYS {
        fault(
            "/days".into(),
            "too_many",
            "Mỗi năm khai báo nhiều nhất 60 ngày",
        );
    }
    let mut seen = BTreeSet::new();
    let mut checked = Vec::with_capacity(days.len());
    for (index, day) in days.into_iter().enumerate() {
        let at = |name: &str| format!("/days/{index}/{name}");
        if !falls_in(day.date, year) {
            fault(at("date"), "outside_year", "Ngày không thuộc năm này");
        }
        if !seen.insert(day.date) {
            fault(at("date"), "duplicate", "Ngày này đã được khai báo");
        }
        if day.kind == DayKind::WorkingDay && !is_weekend(day.date) {
            fault(
                at("kind"),
                "not_a_weekend",
                "Ngày làm việc bù phải là thứ Bảy hoặc Chủ nhật",
            );
        }
        match clean_line(&day.name, NAME_MAX) {
            Ok(name) if !name.is_empty() => checked.push(CalendarDay { name, ..day }),
            Ok(_) => fault(at("name"), "required", "Phải ghi tên ngày"),
            Err(error) => {
                let error = error.at(at("name"));
                fault(error.pointer, error.code, &error.message);
            }
        }
    }
    checked.sort_by_key(|day| day.date);
    if faults.is_empty() {
        Ok(checked)
    } else {
        Err(Refusal::fields(faults))
    }
}

/// Which days are worked.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    edited: BTreeMap<i32, BTreeMap<NaiveDate, DayKind>>,
}

impl Calendar {
    /// The built-in calendar.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same calendar with `year` as the province edited it.
    #[must_use]
    pub fn with_year(
        mut self,
        year: i32,
        days: impl IntoIterator<Item = (NaiveDate, DayKind)>,
    ) -> Self {
        self.edited.insert(year, days.into_iter().collect());
        self
    }

    /// Whether `day` is worked.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        match self.told_apart(day) {
            Some(kind) => kind == DayKind::WorkingDay,
            None => !is_weekend(day),
        }
    }

    /// `day`, or the first working day after it.
    pub fn on_or_after(&self, day: NaiveDate) -> NaiveDate {
        let mut day = day;
        // No gap between two working days is longer than some weeks.
        for _ in 0..400 {
            if self.is_working_day(day) {
                return day;
            }
            day = next(day);
        }
        day
    }

    /// Working days after `from` up to and with `to`; 0 when `to` is not later.
    pub fn between(&self, from: NaiveDate, to: NaiveDate) -> i32 {
        let mut count = 0;
        let mut day = from;
        while day < to {
            day = next(day);
            count += i32::from(self.is_working_day(day));
        }
        count
    }

    /// Working days that are left on `today` until the last day `due`: 0 on that
    /// day, negative from the day after it.
    pub fn days_left(&self, today: NaiveDate, due: NaiveDate) -> i32 {
        if today <= due {
            self.between(today, due)
        } else {
            -self.between(due, today).max(1)
        }
    }

    /// The day `count` working days after `day`.
    pub fn after(&self, day: NaiveDate, count: u32) -> NaiveDate {
        (0..count).fold(day, |day, _| self.on_or_after(next(day)))
    }

    /// The day `count` working days before `day`.
    pub fn before(&self, day: NaiveDate, count: u32) -> NaiveDate {
        (0..count).fold(day, |day, _| {
            let mut day = previous(day);
            for _ in 0..400 {
                if self.is_working_day(day) {
                    break;
                }
                day = previous(day);
            }
            day
        })
    }

    fn told_apart(&self, day: NaiveDate) -> Option<DayKind> {
        match self.edited.get(&day.year()) {
            Some(days) => days.get(&day).copied(),
            None => match BUILT_IN.get(&day.year()) {
                Some(year) => year
                    .days
                    .binary_search_by_key(&day, |known| known.date)
                    .ok()
                    .and_then(|at| year.days.get(at))
                    .map(|known| known.kind),
                None => FIXED
                    .iter()
                    .any(|&(month, of_month, _)| (month, of_month) == (day.month(), day.day()))
                    .then_some(DayKind::Holiday),
            },
        }
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn next(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX)
}

fn previous(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(NaiveDate::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_data_is_in_order_and_fits_its_years() {
        assert_eq!(
            BUILT_IN.keys().copied().collect::<Vec<_>>(),
            (2016..=2027).collect::<Vec<_>>()
        );
        for (&year, known) in BUILT_IN.iter() {
            assert_eq!(
                check_days(year, known.days.clone()).as_ref(),
                Ok(&known.days),
                "{year}"
            );
            for &(month, of_month, _) in FIXED {
                let fixed = NaiveDate::from_ymd_opt(year, month, of_month).unwrap();
                assert!(!Calendar::new().is_working_day(fixed), "{fixed}");
            }
            let worked = (0..365)
                .map(|n| crate::kernel::period::first_day(year) + chrono::Duration::days(n))
                .filter(|d| Calendar::new().is_working_day(*d))
                .count();
            assert!(
                (245..=252).contains(&worked),
                "{year}: {worked} working days"
            );
        }
    }

    #[test]
    fn tet_and_swapped_days() {
        let calendar = Calendar::new();
        for off in [
            "2022-01-31",
            "2022-02-04",
            "2022-04-11",
            "2022-05-03",
            "2022-09-01",
            "2019-04-29",
            "2025-05-02",
        ] {
            assert!(!calendar.is_working_day(day(off)), "{off}");
        }
        for worked in [
            "2019-05-04",
            "2019-01-05",
            "2025-04-26",
            "2022-02-07",
            "2022-04-12",
        ] {
            assert!(calendar.is_working_day(day(worked)), "{worked}");
        }
        // Tết 2022: the last day that falls in the holidays is the first working day after them.
        assert_eq!(calendar.on_or_after(day("2022-02-01")), day("2022-02-07"));
        assert_eq!(calendar.days_left(day("2022-02-01"), day("2022-02-07")), 1);
        assert_eq!(calendar.days_left(day("2022-02-07"), day("2022-02-07")), 0);
        assert_eq!(calendar.days_left(day("2022-02-08"), day("2022-02-07")), -1);
        assert_eq!(calendar.days_left(day("2022-02-12"), day("2022-02-11")), -1);
        assert_eq!(calendar.after(day("2022-01-28"), 1), day("2022-02-07"));
        assert_eq!(calendar.before(day("2022-02-07"), 1), day("2022-01-28"));
    }

    #[test]
    fn an_edited_year_takes_the_place_of_the_built_in_one() {
        let edited = Calendar::new().with_year(
            2022,
            [
                (day("2022-05-19"), DayKind::Holiday),
                (day("2022-05-21"), DayKind::WorkingDay),
            ],
        );
        assert!(!edited.is_working_day(day("2022-05-19")));
        assert!(edited.is_working_day(day("2022-05-21")));
        assert!(
            edited.is_working_day(day("2022-02-01")),
            "Tết is not in the edited year"
        );
        assert!(
            !edited.is_working_day(day("2021-02-12")),
            "other years stay"
        );
    }

    #[test]
    fn a_year_without_data_has_the_fixed_holidays_and_says_so() {
        let year = built_in(2040);
        assert!(year.provisional);
        assert_eq!(year.days.len(), FIXED.len());
        assert!(!Calendar::new().is_working_day(day("2040-05-01")));
    }

    #[test]
    fn faults_of_an_edited_year() {
        let one = |date: &str, kind, name: &str| CalendarDay {
            date: day(date),
            kind,
            name: name.into(),
        };
        let codes = |days| {
            check_days(2022, days).map_err(|r| {
                r.fields
                    .iter()
                    .map(|f| (f.pointer.clone(), f.code))
                    .collect::<Vec<_>>()
            })
        };
        assert_eq!(
            codes(vec![one("2023-01-01", DayKind::Holiday, "Tết")]),
            Err(vec![("/days/0/date".into(), "outside_year")])
        );
        assert_eq!(
            codes(vec![one("2022-05-18", DayKind::WorkingDay, "Bù")]),
            Err(vec![("/days/0/kind".into(), "not_a_weekend")])
        );
        assert_eq!(
            codes(vec![one("2022-05-18", DayKind::Holiday, " ")]),
            Err(vec![("/days/0/name".into(), "required")])
        );
        let twice = vec![
            one("2022-05-18", DayKind::Holiday, "a"),
            one("2022-05-18", DayKind::Holiday, "a"),
        ];
        assert_eq!(
            codes(twice),
            Err(vec![("/days/1/date".into(), "duplicate")])
        );
    }

    proptest! {
        #[test]
        fn the_effective_day_is_the_first_working_day(n in 0u64..5000) {
            let calendar = Calendar::new();
            let from = day("2015-01-01") + Days::new(n);
            let effective = calendar.on_or_after(from);
            prop_assert!(effective >= from && calendar.is_working_day(effective));
            prop_assert_eq!(calendar.between(from, effective), i32::from(effective > from));
            prop_assert_eq!(calendar.on_or_after(effective), effective);
        }

        #[test]
        fn counting_is_additive_and_signed(n in 0u64..4000, a in 0u64..200, b in 0u64..200) {
            let calendar = Calendar::new();
            let from = day("2016-01-01") + Days::new(n);
            let (middle, to) = (from + Days::new(a), from + Days::new(a + b));
            prop_assert_eq!(calendar.between(from, middle) + calendar.between(middle, to), calendar.between(from, to));
            prop_assert_eq!(calendar.days_left(to, from) < 0, to > from);
            prop_assert!(calendar.days_left(from, to) >= 0);
        }

        #[test]
        fn steps_over_working_days_lead_back(n in 0u64..4000, steps in 0u32..40) {
            let calendar = Calendar::new();
            let from = calendar.on_or_after(day("2016-01-01") + Days::new(n));
            let to = calendar.after(from, steps);
            prop_assert_eq!(calendar.between(from, to), i32::try_from(steps).unwrap());
            prop_assert_eq!(calendar.before(to, steps), from);
        }
    }
}
