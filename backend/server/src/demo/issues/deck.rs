//! How many issues went which way: decks of courses, the worst first.

use super::course::{Course, When};
use crate::demo::seed::Rng;
use crate::demo::targets::{IssueTarget, share};

/// What 2021 came to, the worst first.
pub fn of_2021(target: &IssueTarget, fixed: &[Course]) -> Vec<Course> {
    let given = |is: fn(&Course) -> bool| fixed.iter().filter(|c| is(c)).count();
    let waiting = given(|c| matches!(c, Course::Reported(_)));
    let carried = given(|c| matches!(c, Course::CarriedOver(_)));
    let left = target.registered_2021 - target.confirmed_2021;
    let going_on = left - target.waiting_2021 - target.withdrawn_2021;
    let late = target.confirmed_2021 * 7 / 100;
    let mut deck = Vec::new();
    let mut many = |course: Course, count: usize| deck.extend(std::iter::repeat_n(course, count));
    for number in carried..going_on {
        let when = match number % 6 {
            0 => When::Late(3 + (number % 20) as u32),
            1 => When::In((number % 9) as u32),
            _ => When::Ahead,
        };
        many(Course::CarriedOver(when), 1);
    }
    many(Course::WithdrawnLate, target.withdrawn_2021);
    many(
        Course::Reported(When::Ahead),
        target.waiting_2021.saturating_sub(waiting),
    );
    many(Course::ConfirmedLate, late);
    many(Course::Confirmed, target.confirmed_2021 - late);
    deck
}

/// How 2022 stands in May, per thousand.
const SHARES_2022: [(Course, f64); 15] = [
    (Course::SentBack(When::Late(2)), 3.0),
    (Course::Reported(When::Late(3)), 4.0),
    (Course::ExtensionAsked(When::Late(1)), 3.0),
    (Course::WithdrawnLate, 2.0),
    (Course::ConfirmedLate, 11.0),
    (Course::ExtensionAsked(When::In(4)), 5.0),
    (Course::ExtensionRefused(When::Ahead), 2.0),
    (Course::Extended(When::Ahead), 12.0),
    (Course::Reopened(When::Ahead), 4.0),
    (Course::SentBack(When::Ahead), 10.0),
    (Course::Reported(When::Ahead), 42.0),
    (Course::Registered(When::Ahead), 110.0),
    (Course::Confirmed, 128.0),
    (Course::InProgress(When::In(0)), 26.0),
    (Course::InProgress(When::Ahead), 608.0),
];

/// Late ones among those of 2022, per thousand.
const LATE_2022: usize = 30;

/// `count` issues of 2022, the late ones first, the others mixed.
pub fn of_2022(count: usize, rng: &mut Rng) -> Vec<Course> {
    let late = count * LATE_2022 / 1000;
    let weights = SHARES_2022.map(|(_, weight)| weight);
    let mut deck: Vec<Course> = (0..late)
        .map(|_| {
            let depth = rng.unit();
            // Most are late for some days, a few for months.
            Course::InProgress(When::Late(1 + (54.0 * depth * depth) as u32))
        })
        .collect();
    let mut rest = Vec::new();
    for ((course, _), count) in SHARES_2022
        .into_iter()
        .zip(share(count - late, &weights, 0))
    {
        for number in 0..count {
            rest.push(match course {
                Course::InProgress(When::In(_)) => {
                    Course::InProgress(When::In([0, 1, 2, 3, 5, 7, 10][number % 7]))
                }
                other => other,
            });
        }
    }
    rng.shuffle(&mut rest);
    deck.extend(rest);
    deck
}
