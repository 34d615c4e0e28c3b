//! How an issue goes: the courses that occur.

use crate::demo::roll::PersonIx;
use crate::demo::tree::UnitIx;
use chrono::NaiveDate;
use lamtheo_domain::issue::RegisteringLevel;

/// Where the deadline lies, seen from the demonstration's day, in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Over for so many.
    Late(u32),
    /// In so many; 0 is the day itself.
    In(u32),
    /// Later in the year.
    Ahead,
}

/// How an issue goes until the demonstration's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// Being drawn up.
    Draft,
    /// Waits to be put on the list.
    Submitted,
    /// Came back.
    Returned,
    /// Taken back before it was decided on.
    TakenBack,
    /// On the list, not begun.
    Registered(When),
    /// Being resolved.
    InProgress(When),
    /// More time is asked for.
    ExtensionAsked(When),
    /// More time was granted.
    Extended(When),
    /// More time was refused.
    ExtensionRefused(When),
    /// Confirmed too early, and open again.
    Reopened(When),
    /// Declared resolved, waits for the confirmation.
    Reported(When),
    /// The report was not enough.
    SentBack(When),
    /// Confirmed by the last day.
    Confirmed,
    /// Confirmed after it.
    ConfirmedLate,
    /// Withdrawn before the last day: outside the figures.
    WithdrawnEarly,
    /// Withdrawn after it: stays in the denominator.
    WithdrawnLate,
    /// Not resolved in 2021, goes on in 2022.
    CarriedOver(When),
}

/// Who resolves an issue, and who answers for it.
#[derive(Debug, Clone, Copy)]
pub struct Who {
    /// The unit that resolves it.
    pub owner: UnitIx,
    /// The level that registers it.
    pub level: RegisteringLevel,
    /// Who answers for it.
    pub responsible: PersonIx,
    /// The day on which that person left the unit.
    pub until: Option<NaiveDate>,
}
