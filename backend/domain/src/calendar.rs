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
mod tests;
