//! The tests' clock: stands still until a test moves it.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use lamtheo_domain::kernel::Clock;
use std::sync::{Arc, Mutex};

/// The real instant at which every test begins.
pub fn start() -> DateTime<Utc> {
    "2026-11-22T03:04:05Z".parse().expect("an instant")
}

/// The business day on which every test begins.
pub fn business_day() -> NaiveDate {
    day("2022-05-19")
}

/// A date written `YYYY-MM-DD`.
pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A clock that a test moves by hand.
#[derive(Clone)]
pub struct TestClock {
    now: Arc<Mutex<DateTime<Utc>>>,
}

impl Default for TestClock {
    fn default() -> Self {
        Self {
            now: Arc::new(Mutex::new(start())),
        }
    }
}

impl TestClock {
    /// The current instant.
    pub fn now(&self) -> DateTime<Utc> {
        *self.now.lock().expect("the clock")
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        *self.now.lock().expect("the clock") += by;
    }

    /// The clock as the service takes it, on `business_date`.
    pub fn service_clock(&self, business_date: Option<NaiveDate>) -> Clock {
        let own = self.clone();
        Clock::new(move || own.now(), business_date)
    }
}
