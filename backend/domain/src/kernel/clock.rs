//! The injected clock. Two times live side by side: the real instant (tokens,
//! audit, created_at) and the business day (lateness, roll, decisions), which a
//! demonstration sets to a fixed date. "Today" is the day in Asia/Ho_Chi_Minh.

use chrono::{DateTime, Duration, NaiveDate, SubsecRound, Utc};
use std::sync::Arc;

/// Hours east of UTC in Viet Nam; no daylight saving since 1975.
const HO_CHI_MINH_HOURS: i64 = 7;

/// The source of time; tests give a fixed one.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    business_date: Option<NaiveDate>,
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Clock")
            .field("business_date", &self.business_date)
            .finish_non_exhaustive()
    }
}

impl Clock {
    /// A clock over any source of instants, with an optional fixed business date.
    pub fn new(
        now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static,
        business_date: Option<NaiveDate>,
    ) -> Self {
        Self {
            now: Arc::new(now),
            business_date,
        }
    }

    /// The same source of instants on another business date (`None`: the real day).
    pub fn on(&self, business_date: Option<NaiveDate>) -> Self {
        Self {
            now: Arc::clone(&self.now),
            business_date,
        }
    }

    /// Reads the clock once; everything in one request uses the same moment.
    pub fn moment(&self) -> Moment {
        Moment::at((self.now)(), self.business_date)
    }
}

/// One reading of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Real instant, truncated to microseconds as both databases keep it.
    pub now: DateTime<Utc>,
    /// Business day in Asia/Ho_Chi_Minh.
    pub today: NaiveDate,
    /// The business day at the current Ho Chi Minh time of day, as an instant.
    pub business_now: DateTime<Utc>,
}

impl Moment {
    /// The moment of the instant `now`, on `business_date` or on its own day.
    pub fn at(now: DateTime<Utc>, business_date: Option<NaiveDate>) -> Self {
        let now = now.trunc_subsecs(6);
        let real_day = local_day(now);
        let today = business_date.unwrap_or(real_day);
        Self {
            now,
            today,
            business_now: now + (today - real_day),
        }
    }
}

/// The day in Asia/Ho_Chi_Minh on which `instant` falls.
pub fn local_day(instant: DateTime<Utc>) -> NaiveDate {
    (instant + Duration::hours(HO_CHI_MINH_HOURS)).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_the_one_in_ho_chi_minh() {
        let late_evening_utc: DateTime<Utc> = "2022-05-18T17:30:00Z".parse().unwrap();
        assert_eq!(
            Moment::at(late_evening_utc, None).today.to_string(),
            "2022-05-19"
        );
    }

    #[test]
    fn a_business_date_moves_the_day_and_keeps_the_time_of_day() {
        let now: DateTime<Utc> = "2026-11-22T03:04:05.123456789Z".parse().unwrap();
        let day = NaiveDate::from_ymd_opt(2022, 5, 19).unwrap();
        let moment = Moment::at(now, Some(day));
        assert_eq!(moment.today, day);
        assert_eq!(moment.now.to_rfc3339(), "2026-11-22T03:04:05.123456+00:00");
        assert_eq!(
            moment.business_now.to_rfc3339(),
            "2022-05-19T03:04:05.123456+00:00"
        );
    }
}
