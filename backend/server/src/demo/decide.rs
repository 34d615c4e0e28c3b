//! Who entered, reported and decided a record of the plan, and citing what:
//! the rules of the register applied to the demonstration.

use super::accounts::AccountIx;
use super::plan::Plan;
use super::register::{Course, Registration, Subject};
use super::seed::{Rng, day, day_between};
use super::tree::UnitIx;
use chrono::NaiveDate;

/// A decision of a body, as recorded.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Who recorded it.
    pub by: AccountIx,
    /// The body.
    pub body: String,
    /// Its document; a meeting's minutes are cited by the meeting.
    pub document_no: Option<String>,
    /// Day.
    pub on: NaiveDate,
    /// The meeting that passed it; a place in the list of meetings.
    pub meeting: Option<usize>,
}

/// Who wrote the record, and whether for another.
#[derive(Debug, Clone, Copy)]
pub struct Enterer {
    /// The account.
    pub account: AccountIx,
    /// Entered for another (nhập thay).
    pub on_behalf: bool,
}

/// What a decision is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The registration.
    Registering,
    /// The reports.
    Review,
}

/// The subject with an account enters it itself; else the chi bộ's secretary or
/// the unit's office does.
pub fn enterer(plan: &Plan, registration: &Registration) -> Enterer {
    let office = plan.accounts.staff[registration.unit].unwrap_or_default();
    match registration.subject {
        Subject::Unit(_) => Enterer {
            account: office,
            on_behalf: false,
        },
        Subject::Person(person) => match plan.accounts.of_person[person] {
            Some(account) => Enterer {
                account,
                on_behalf: false,
            },
            None => Enterer {
                account: office,
                on_behalf: true,
            },
        },
    }
}

/// Who decides on a record, by whose authority, citing what.
pub fn decision(
    plan: &Plan,
    registration: &Registration,
    act: Act,
    late: bool,
    rng: &mut Rng,
) -> Decision {
    let unit = registration.unit;
    let planned = &plan.tree.units[unit];
    let head =
        matches!(registration.subject, Subject::Person(p) if plan.roll.head(unit) == Some(p));
    let person = matches!(registration.subject, Subject::Person(_));
    if person && planned.kind.is_branch() && (!head || plan.accounts.deputy[unit].is_some()) {
        let deputy = plan.accounts.deputy[unit].filter(|_| head);
        let by = deputy.or(plan.accounts.leader[unit]).unwrap_or_default();
        return by_branch(plan, unit, by, registration.year, act, late, rng);
    }
    if person && !head {
        return by_document(plan, unit, unit, registration.year, act, late, rng);
    }
    let above = planned
        .former_parent
        .filter(|_| registration.year == 2021)
        .map(|(parent, _)| parent)
        .or(planned.party_unit)
        .or(planned.parent);
    let Some(above) = above else {
        // The top unit: its own body's document, recorded by somebody else than the subject.
        let mut decision = by_document(plan, unit, unit, registration.year, act, late, rng);
        let recorder = if person {
            plan.accounts.staff[unit]
        } else {
            plan.accounts.leader[unit]
        };
        decision.by = recorder.unwrap_or_default();
        return decision;
    };
    by_document(plan, above, unit, registration.year, act, late, rng)
}

fn by_branch(
    plan: &Plan,
    unit: UnitIx,
    by: AccountIx,
    year: i32,
    act: Act,
    late: bool,
    rng: &mut Rng,
) -> Decision {
    let body = plan.tree.units[unit].name.clone();
    let Some(occasions) = plan.occasions[unit].filter(|_| !late) else {
        let on = late_day(year, rng);
        return Decision {
            by,
            body,
            document_no: Some(number(rng, "NQ/CB")),
            on,
            meeting: None,
        };
    };
    let meeting = match (year, act) {
        (2021, Act::Registering) => occasions.registering_2021,
        (2021, Act::Review) => occasions.review_2021,
        (_, Act::Registering) => occasions.registering_2022,
        (_, Act::Review) => occasions.review_2022,
    };
    Decision {
        by,
        body,
        document_no: None,
        on: plan.meetings[meeting].held_on,
        meeting: Some(meeting),
    }
}

fn by_document(
    plan: &Plan,
    deciding: UnitIx,
    unit: UnitIx,
    year: i32,
    act: Act,
    late: bool,
    rng: &mut Rng,
) -> Decision {
    let by = plan.accounts.leader[deciding]
        .or(plan.accounts.leader[unit])
        .unwrap_or_default();
    let on = match (year, act, late) {
        (_, Act::Registering, true) => late_day(year, rng),
        (2021, Act::Registering, _) => day_between(day(2021, 3, 15), day(2021, 3, 31), rng),
        (2021, Act::Review, _) => day_between(day(2021, 12, 8), day(2021, 12, 28), rng),
        (_, Act::Registering, _) => day_between(day(2022, 3, 14), day(2022, 3, 31), rng),
        (_, Act::Review, _) => day_between(day(2022, 4, 12), day(2022, 5, 12), rng),
    };
    Decision {
        by,
        body: plan.tree.units[deciding].committee_name.clone(),
        document_no: Some(number(rng, "TB")),
        on,
        meeting: None,
    }
}

fn late_day(year: i32, rng: &mut Rng) -> NaiveDate {
    day_between(day(year, 4, 12), day(year, 4, 28), rng)
}

fn number(rng: &mut Rng, kind: &str) -> String {
    format!("{:02}-{kind}", rng.between(3, 95))
}

/// Whether an approved registration came after the window: one in sixty, and
/// only where no report follows yet, so that the dates stay in order.
pub fn is_late(registration: &Registration, rng: &mut Rng) -> bool {
    rng.chance(17)
        && registration
            .pledges
            .iter()
            .all(|course| *course == Course::Open)
}
