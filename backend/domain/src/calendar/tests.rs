//! The calendar against the holidays that were, and as arithmetic.

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
