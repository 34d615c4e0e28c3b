//! Reminders and escalation as rules in data: how many working days before or
//! after a deadline who is reminded. Planning is pure: a day, a calendar, rules
//! and deadlines go in, what is due comes out. What a reader of the inbox sees
//! is composed in [`text`].

pub mod text;

use crate::kernel::{FieldError, Refusal};
use crate::text_enum;
use chrono::{Days, NaiveDate, NaiveTime};

text_enum! {
    /// What a reminder is about.
    About {
        /// Pressing issues with a deadline.
        Issues = "issues",
        /// Registrations that are missing.
        Registrations = "registrations",
    }
}

text_enum! {
    /// Whom a rule reminds.
    Audience {
        /// Who must act: the responsible person, the person and the chi bộ.
        Subject = "subject",
        /// Who must decide on what was handed in.
        Approver = "approver",
        /// The unit above.
        Above = "above",
        /// The unit above that one.
        AboveTwice = "above_twice",
    }
}

text_enum! {
    /// Who sent a reminder.
    Origin {
        /// A rule, in the daily digest.
        Rule = "rule",
        /// A superior (đôn đốc).
        Superior = "superior",
    }
}

text_enum! {
    /// What a line about the registrations of a unit counts, then and now.
    Measure {
        /// Persons of the unit's own roll who have not registered.
        OwnRoll = "own_roll",
        /// Persons of the unit and everything below it who have not registered.
        Subtree = "subtree",
        /// The unit itself: one while its collective has not registered.
        OwnCollective = "own_collective",
        /// Collectives of the unit and everything below it that have not registered.
        Collectives = "collectives",
        /// Registrations of the unit's persons that wait for its own decision.
        WaitingPersons = "waiting_persons",
        /// Registrations of the unit's persons that wait for the unit above: those
        /// of who decides in the unit, and of others in a chi bộ than its members.
        WaitingAbove = "waiting_above",
        /// Registrations of the unit's collective that wait for a decision.
        WaitingCollective = "waiting_collective",
    }
}

impl Measure {
    /// Whether it counts registrations that were handed in.
    pub const fn is_waiting(self) -> bool {
        matches!(
            self,
            Self::WaitingPersons | Self::WaitingAbove | Self::WaitingCollective
        )
    }

    /// Whether it counts collectives that have not registered.
    pub const fn is_of_collectives(self) -> bool {
        matches!(self, Self::OwnCollective | Self::Collectives)
    }
}

/// When the digest goes out unless told otherwise, in Asia/Ho_Chi_Minh.
pub const DIGEST_AT: NaiveTime = match NaiveTime::from_hms_opt(7, 30, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Stable code, e.g. `issue_before_7`.
    pub code: String,
    /// Deadlines of what.
    pub about: About,
    /// Whom it reminds.
    pub audience: Audience,
    /// Working days after the deadline; negative: before it.
    pub offset_days: i32,
    /// Speaks again every so many working days.
    pub repeat_days: Option<i32>,
    /// Whether it is on.
    pub active: bool,
}

impl Rule {
    /// Checks what the province may set.
    ///
    /// # Errors
    /// 422 naming the field below `at`.
    pub fn check(&self, at: &str) -> Result<(), Refusal> {
        let mut faults = Vec::new();
        if !(-60..=250).contains(&self.offset_days) {
            faults.push(FieldError::new(
                format!("{at}/offset_days"),
                "out_of_range",
                "Số ngày làm việc phải từ -60 đến 250",
            ));
        }
        if self.repeat_days.is_some_and(|n| !(1..=60).contains(&n)) {
            faults.push(FieldError::new(
                format!("{at}/repeat_days"),
                "out_of_range",
                "Số ngày nhắc lại phải từ 1 đến 60",
            ));
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Refusal::fields(faults))
        }
    }
}

/// Which days are worked.
pub trait WorkingDays {
    /// Whether `day` is a working day.
    fn works(&self, day: NaiveDate) -> bool;
}

impl<F: Fn(NaiveDate) -> bool> WorkingDays for F {
    fn works(&self, day: NaiveDate) -> bool {
        self(day)
    }
}

/// The days since the last digest, up to and with today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The day of the last digest; what was due then has been said.
    pub after: NaiveDate,
    /// Today.
    pub until: NaiveDate,
}

/// A deadline that may need a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// Of what.
    pub about: About,
    /// The last day, a working day.
    pub due_on: NaiveDate,
    /// Handed in: the approver's turn.
    pub waiting: bool,
}

/// A reminder that is due today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due<'r> {
    /// Which of the deadlines, by its place in the list.
    pub item: usize,
    /// The rule that speaks.
    pub rule: &'r Rule,
    /// The working day on which it was to speak; before today only after downtime.
    pub on: NaiveDate,
}

/// The first working day on or after `day`.
pub fn effective(days: &impl WorkingDays, day: NaiveDate) -> NaiveDate {
    shift(days, day, 0)
}

/// The working day `count` working days after `day` (before it when negative).
pub fn shift(days: &impl WorkingDays, day: NaiveDate, count: i32) -> NaiveDate {
    let forward = count >= 0;
    let mut at = day;
    let mut left = count.unsigned_abs();
    // A year without a working day is a broken calendar: give up there.
    for _ in 0..(366 + left * 10) {
        if left == 0 && days.works(at) {
            return at;
        }
        at = step(at, if left == 0 { true } else { forward });
        if left > 0 && days.works(at) {
            left -= 1;
        }
    }
    at
}

/// Working days from `due` to `day`: positive when late, negative when left.
pub fn distance(days: &impl WorkingDays, due: NaiveDate, day: NaiveDate) -> i32 {
    let count = |from: NaiveDate, to: NaiveDate| {
        from.iter_days()
            .skip(1)
            .take_while(|d| *d <= to)
            .filter(|d| days.works(*d))
            .count() as i32
    };
    if day >= due {
        count(due, day)
    } else {
        -count(day, due)
    }
}

fn step(day: NaiveDate, forward: bool) -> NaiveDate {
    let next = if forward {
        day.checked_add_days(Days::new(1))
    } else {
        day.checked_sub_days(Days::new(1))
    };
    next.unwrap_or(day)
}

/// The newest day within the window on which `rule` speaks of the deadline
/// `due`, from which the window's end is `reached` working days away.
fn speaks_on(
    days: &impl WorkingDays,
    rule: &Rule,
    (due, reached): (NaiveDate, i32),
    window: Window,
) -> Option<NaiveDate> {
    if !rule.active || reached < rule.offset_days {
        return None;
    }
    let rounds = match rule.repeat_days {
        Some(every) if every > 0 => (reached - rule.offset_days) / every,
        _ => 0,
    };
    let spoken = rule.offset_days + rounds * rule.repeat_days.unwrap_or(0);
    let on = shift(days, due, spoken);
    (on > window.after && on <= window.until).then_some(on)
}

/// What is due today: for each deadline and audience the newest rule that
/// speaks within the window, so that days missed are made up for once. Nothing
/// on a day off.
pub fn plan<'r>(
    days: &impl WorkingDays,
    rules: &'r [Rule],
    deadlines: &[Deadline],
    window: Window,
) -> Vec<Due<'r>> {
    if !days.works(window.until) {
        return Vec::new();
    }
    let mut due: Vec<Due<'r>> = Vec::new();
    for (item, deadline) in deadlines.iter().enumerate() {
        let first = due.len();
        let reached = distance(days, deadline.due_on, window.until);
        for rule in rules.iter().filter(|rule| concerns(rule, *deadline)) {
            let Some(on) = speaks_on(days, rule, (deadline.due_on, reached), window) else {
                continue;
            };
            let said = due[first..]
                .iter_mut()
                .find(|said| said.rule.audience == rule.audience);
            match said {
                Some(said) if said.on < on => *said = Due { item, rule, on },
                Some(_) => {}
                None => due.push(Due { item, rule, on }),
            }
        }
    }
    due
}

/// Who handed in is not reminded; who need not decide neither.
fn concerns(rule: &Rule, deadline: Deadline) -> bool {
    rule.about == deadline.about
        && match rule.audience {
            Audience::Subject => !deadline.waiting,
            Audience::Approver => deadline.waiting,
            Audience::Above | Audience::AboveTwice => true,
        }
}

/// Whether today's digest is to go out: on a working day from `at` on.
pub fn digest_due(
    days: &impl WorkingDays,
    today: NaiveDate,
    time: NaiveTime,
    at: NaiveTime,
) -> bool {
    time >= at && days.works(today)
}

#[cfg(test)]
mod tests;
