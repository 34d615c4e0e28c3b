//! Repeatable chance: the same seed gives the same demonstration everywhere.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// A small deterministic generator (SplitMix64); not for secrets.
#[derive(Debug, Clone)]
pub struct Rng(u64);

impl Rng {
    /// A generator of its own stream: `stream` keeps the parts of the plan independent.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut rng = Self(seed ^ stream.wrapping_mul(0xA24B_AED4_963E_E407));
        rng.next();
        rng
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number in `0..n`; 0 when `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        if n == 0 {
            0
        } else {
            (self.next() % n as u64) as usize
        }
    }

    /// A number in `low..=high`.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        low + self.below((high - low).max(0) as usize + 1) as i32
    }

    /// True `per_mille` times in a thousand.
    pub fn chance(&mut self, per_mille: usize) -> bool {
        self.below(1000) < per_mille
    }

    /// A number in the open interval (0, 1).
    pub fn unit(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    /// One of `choices`, which must not be empty.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }

    /// Puts `items` into a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

/// Deterministic ids in UUIDv7 form, ever increasing, so that they are kind to
/// the indexes of both databases.
#[derive(Debug)]
pub struct Ids {
    millis: u64,
    rng: Rng,
}

impl Ids {
    /// Ids from the demonstration's day onwards.
    pub fn new(seed: u64) -> Self {
        // 2022-05-18T17:00:00Z is midnight of the demonstration's day in Viet Nam.
        Self {
            millis: 1_652_893_200_000,
            rng: Rng::new(seed, 77),
        }
    }

    /// The next id.
    pub fn next(&mut self) -> String {
        self.millis += 1;
        let random = self.rng.next();
        let tail = self.rng.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000;
        format!(
            "{:08x}-{:04x}-7{:03x}-{:04x}-{:012x}",
            self.millis >> 16,
            self.millis & 0xFFFF,
            random & 0xFFF,
            tail >> 48,
            tail & 0xFFFF_FFFF_FFFF
        )
    }
}

/// The day `year`-`month`-`day`; only for days that exist.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// An instant (UTC) in the working hours of `date` in Viet Nam.
pub fn office_hours(date: NaiveDate, rng: &mut Rng) -> NaiveDateTime {
    // 08:00 to 16:59 in Viet Nam is 01:00 to 09:59 UTC.
    let seconds = 3600 + rng.below(9 * 3600) as i64;
    NaiveDateTime::new(date, NaiveTime::MIN) + TimeDelta::seconds(seconds)
}

/// A day in `from..=to`.
pub fn day_between(from: NaiveDate, to: NaiveDate, rng: &mut Rng) -> NaiveDate {
    let days = (to - from).num_days().max(0) as usize;
    from + TimeDelta::days(rng.below(days + 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers_and_ids() {
        let numbers = |mut r: Rng| (0..5).map(|_| r.next()).collect::<Vec<_>>();
        assert_eq!(numbers(Rng::new(7, 1)), numbers(Rng::new(7, 1)));
        assert_ne!(numbers(Rng::new(7, 1)), numbers(Rng::new(7, 2)));
        let (mut a, mut b) = (Ids::new(7), Ids::new(7));
        let first = a.next();
        assert_eq!(first, b.next());
        assert!(first < a.next());
        assert!(
            first
                .parse::<lamtheo_domain::kernel::ids::UnitId>()
                .is_ok_and(|id| id.as_str() == first)
        );
    }

    #[test]
    fn office_hours_stay_on_the_same_day_in_viet_nam() {
        let mut rng = Rng::new(1, 1);
        let date = day(2022, 5, 19);
        for _ in 0..1000 {
            let local = office_hours(date, &mut rng) + TimeDelta::hours(7);
            assert_eq!(local.date(), date);
        }
    }
}
