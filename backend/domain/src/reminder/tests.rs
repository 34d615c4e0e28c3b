//! A month around Tết, planned day by day.

use super::*;
use chrono::Datelike;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Weekends and Tết 2022: 31 January to 4 February.
fn works(day: NaiveDate) -> bool {
    let tet = NaiveDate::from_ymd_opt(2022, 1, 31).unwrap()
        ..=NaiveDate::from_ymd_opt(2022, 2, 4).unwrap();
    day.weekday().num_days_from_monday() < 5 && !tet.contains(&day)
}

fn rule(code: &str, audience: Audience, offset_days: i32, repeat_days: Option<i32>) -> Rule {
    Rule {
        code: code.to_owned(),
        about: About::Issues,
        audience,
        offset_days,
        repeat_days,
        active: true,
    }
}

fn rules() -> Vec<Rule> {
    vec![
        rule("before_7", Audience::Subject, -7, None),
        rule("before_3", Audience::Subject, -3, None),
        rule("before_1", Audience::Subject, -1, None),
        rule("due", Audience::Subject, 0, None),
        rule("due_approver", Audience::Approver, 0, None),
        rule("late", Audience::Subject, 5, Some(5)),
        rule("above", Audience::Above, 10, None),
        rule("above_twice", Audience::AboveTwice, 20, None),
    ]
}

fn open(due_on: &str) -> Deadline {
    Deadline {
        about: About::Issues,
        due_on: day(due_on),
        waiting: false,
    }
}

/// Plans every day, and remembers when the digest last went out.
fn month(deadlines: &[Deadline], from: &str, to: &str, down: &[&str]) -> Vec<(String, String)> {
    let rules = rules();
    let mut last = day(from).pred_opt().unwrap();
    let mut said = Vec::new();
    for today in day(from).iter_days().take_while(|d| *d <= day(to)) {
        if down.iter().any(|d| day(d) == today) || !works(today) {
            continue;
        }
        let window = Window {
            after: last,
            until: today,
        };
        for due in plan(&works, &rules, deadlines, window) {
            said.push((today.to_string(), due.rule.code.clone()));
        }
        last = today;
    }
    said
}

#[test]
fn a_month_around_tet_comes_out_once_each_and_in_order() {
    let said = month(&[open("2022-01-26")], "2022-01-10", "2022-03-01", &[]);
    let expected = [
        ("2022-01-17", "before_7"),
        ("2022-01-21", "before_3"),
        ("2022-01-25", "before_1"),
        ("2022-01-26", "due"),
        ("2022-02-09", "late"),
        ("2022-02-16", "late"),
        ("2022-02-16", "above"),
        ("2022-02-23", "late"),
    ];
    let told: Vec<(&str, &str)> = said.iter().map(|(d, c)| (d.as_str(), c.as_str())).collect();
    // On 2 March it would be 20 working days late: the month ends before.
    assert_eq!(told, expected);
}

#[test]
fn the_working_day_after_tet_is_not_late_during_tet() {
    let due = day("2022-02-07");
    assert_eq!(distance(&works, due, day("2022-02-04")), -1);
    assert_eq!(distance(&works, due, due), 0);
    assert_eq!(effective(&works, day("2022-02-01")), due);
    assert_eq!(shift(&works, due, -1), day("2022-01-28"));
    assert!(month(&[open("2022-02-07")], "2022-01-29", "2022-02-06", &[]).is_empty());
}

#[test]
fn days_missed_are_made_up_for_once() {
    let down = [
        "2022-01-17",
        "2022-01-18",
        "2022-01-19",
        "2022-01-20",
        "2022-01-21",
    ];
    let said = month(&[open("2022-01-26")], "2022-01-10", "2022-01-26", &down);
    let expected = [
        ("2022-01-24", "before_3"),
        ("2022-01-25", "before_1"),
        ("2022-01-26", "due"),
    ];
    let told: Vec<(&str, &str)> = said.iter().map(|(d, c)| (d.as_str(), c.as_str())).collect();
    assert_eq!(told, expected);
}

#[test]
fn what_is_handed_in_is_the_approvers_turn() {
    let waiting = Deadline {
        waiting: true,
        ..open("2022-01-26")
    };
    let said = month(&[waiting], "2022-01-10", "2022-02-10", &[]);
    assert_eq!(said, [("2022-01-26".to_owned(), "due_approver".to_owned())]);
}

#[test]
fn the_digest_goes_out_at_half_past_seven_on_working_days() {
    let at = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
    let monday = day("2022-01-24");
    assert!(!digest_due(&works, monday, at(7, 29), DIGEST_AT));
    assert!(digest_due(&works, monday, at(7, 30), DIGEST_AT));
    assert!(
        !digest_due(&works, day("2022-01-23"), at(9, 0), DIGEST_AT),
        "a Sunday"
    );
    assert!(
        !digest_due(&works, day("2022-02-01"), at(9, 0), DIGEST_AT),
        "Tết"
    );
}

proptest! {
    /// Whatever days the worker is down: nothing on a day off, no rule twice for
    /// one day, and without downtime every occurrence in the span is said.
    #[test]
    fn nothing_is_said_twice(offset in 0u64..40, down in proptest::collection::btree_set(0u64..60, 0..20)) {
        let begin = day("2022-01-03");
        let deadline = Deadline {
            about: About::Issues,
            due_on: effective(&works, begin.checked_add_days(Days::new(offset)).unwrap()),
            waiting: false,
        };
        let rules = rules();
        let mut last = begin.pred_opt().unwrap();
        let mut said: BTreeMap<(String, NaiveDate), u32> = BTreeMap::new();
        for number in 0..60u64 {
            let today = begin.checked_add_days(Days::new(number)).unwrap();
            let window = Window { after: last, until: today };
            let due = plan(&works, &rules, &[deadline], window);
            prop_assert!(works(today) || due.is_empty());
            if down.contains(&number) || !works(today) {
                continue;
            }
            for one in due {
                prop_assert!(works(one.on) && one.on <= today);
                *said.entry((one.rule.code.clone(), one.on)).or_default() += 1;
            }
            last = today;
        }
        prop_assert!(said.values().all(|times| *times == 1));
    }

    /// Going there and coming back is the same day.
    #[test]
    fn shift_and_distance_agree(start in 0u64..200, count in -30i32..30) {
        let from = effective(&works, day("2022-01-03").checked_add_days(Days::new(start)).unwrap());
        let there = shift(&works, from, count);
        prop_assert!(works(there));
        prop_assert_eq!(distance(&works, from, there), count);
    }
}
