//! Who registered in which year: chosen so that the distinct subjects and the
//! registrations of both years come out exactly, around the fixed cases that
//! the demonstration's sign-ins need.

use super::accounts;
use super::roll::{PersonIx, Roll};
use super::seed::{Rng, day, day_between};
use super::targets::{PoolTarget, Targets};
use super::tree::{Tree, UnitIx};
use lamtheo_domain::registration::RegistrationStatus as Status;
use lamtheo_domain::roll::{EndReason, ExemptionReason, MemberKind, PositionGroup};
use lamtheo_domain::unit::UnitKind;

/// What a subject did in the two years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// A registration of 2021, closed since.
    pub closed_2021: bool,
    /// A registration of 2022 and its state.
    pub in_2022: Option<Status>,
}

impl Standing {
    const BOTH: Self = Self {
        closed_2021: true,
        in_2022: Some(Status::Approved),
    };

    fn counted(self) -> (bool, bool) {
        (self.closed_2021, self.in_2022 == Some(Status::Approved))
    }
}

/// The standings of all persons and units.
#[derive(Debug)]
pub struct Standings {
    /// By person.
    pub people: Vec<Standing>,
    /// By unit.
    pub units: Vec<Standing>,
}

/// Plans the standings; persons who left, moved, joined late or are exempt are
/// dated accordingly in the roll.
pub fn plan(tree: &Tree, roll: &mut Roll, targets: &Targets, seed: u64) -> Standings {
    let mut rng = Rng::new(seed, 3);
    let mut people = vec![None; roll.people.len()];
    chain_branch(tree, roll, &mut people);
    chain_commune(tree, roll, &mut people);
    for (members, target) in [(true, &targets.members), (false, &targets.non_members)] {
        let pool: Vec<PersonIx> = (0..roll.people.len())
            .filter(|ix| (roll.people[*ix].stays[0].kind != MemberKind::NonMember) == members)
            .collect();
        let first = |ix: &PersonIx| roll.people[*ix].stays[0].group != PositionGroup::None;
        fill(&pool, first, target, &mut people, &mut rng);
    }
    let fixed: Vec<bool> = fixed_people(tree, roll);
    let people: Vec<Standing> = people.into_iter().map(Option::unwrap_or_default).collect();
    date_lives(tree, roll, &people, &fixed, &mut rng);
    Standings {
        people,
        units: units(tree, &targets.collectives, &mut rng),
    }
}

/// The states of 2022 that do not count, in turn, for those who count in 2021 only.
const PENDING: [Option<Status>; 10] = [
    Some(Status::Submitted),
    None,
    Some(Status::Submitted),
    Some(Status::Draft),
    None,
    Some(Status::Submitted),
    None,
    Some(Status::Returned),
    None,
    None,
];

/// Gives every subject of `pool` without a fixed standing its own so that the
/// target is met exactly; those for whom `first` holds count in both years.
fn fill(
    pool: &[usize],
    first: impl Fn(&usize) -> bool,
    target: &PoolTarget,
    standings: &mut [Option<Standing>],
    rng: &mut Rng,
) {
    let mut left = [target.both(), target.only_2021(), target.only_2022()];
    let mut free = Vec::new();
    for ix in pool {
        match standings[*ix].map(Standing::counted) {
            None => free.push(*ix),
            Some((true, true)) => left[0] -= 1,
            Some((true, false)) => left[1] -= 1,
            Some((false, true)) => left[2] -= 1,
            Some((false, false)) => {}
        }
    }
    rng.shuffle(&mut free);
    free.sort_by_key(|ix| !first(ix));
    for (order, ix) in free.into_iter().enumerate() {
        let pending = PENDING[order % PENDING.len()];
        standings[ix] = Some(if order < left[0] {
            Standing::BOTH
        } else if order < left[0] + left[1] {
            Standing {
                closed_2021: true,
                in_2022: pending,
            }
        } else if order < left.iter().sum::<usize>() {
            Standing {
                closed_2021: false,
                in_2022: Some(Status::Approved),
            }
        } else {
            Standing {
                closed_2021: false,
                in_2022: pending.filter(|_| order % 3 == 0),
            }
        });
    }
}

/// The branch of `chibo`: a secretary and a deputy who wait like the others,
/// `dangvien` without any registration of 2022, fourteen approved, forty-four
/// submitted, some returned and some drafts.
fn chain_branch(tree: &Tree, roll: &Roll, people: &mut [Option<Standing>]) {
    for (order, person) in roll.of_unit[tree.chain.branch].iter().enumerate() {
        let in_2022 = match order {
            0 | 17..=59 => Some(Status::Submitted),
            2..=15 => Some(Status::Approved),
            60..=63 => Some(Status::Returned),
            64..=67 => Some(Status::Draft),
            _ => None,
        };
        people[*person] = Some(Standing {
            closed_2021: true,
            in_2022,
        });
    }
}

/// In the unit of `xa`: at least three persons outside the Party wait.
fn chain_commune(tree: &Tree, roll: &Roll, people: &mut [Option<Standing>]) {
    let others = roll.of_unit[tree.chain.commune]
        .iter()
        .filter(|ix| roll.people[**ix].stays[0].kind == MemberKind::NonMember);
    for (order, person) in others.take(5).enumerate() {
        let in_2022 = match order {
            0..=2 => Some(Status::Submitted),
            3 => Some(Status::Draft),
            _ => Some(Status::Approved),
        };
        // The first two never registered before, so that they stay outside the totals.
        people[*person] = Some(Standing {
            closed_2021: order > 1,
            in_2022,
        });
    }
}

/// Persons whose dates stay as they are: those around the sign-ins, and those
/// who run an office.
fn fixed_people(tree: &Tree, roll: &Roll) -> Vec<bool> {
    let mut fixed = vec![false; roll.people.len()];
    for unit in [
        tree.chain.branch,
        tree.chain.commune,
        tree.chain.district,
        tree.chain.province,
    ] {
        for person in &roll.of_unit[unit] {
            fixed[*person] = true;
        }
    }
    for unit in 0..tree.units.len() {
        if let Some(person) = accounts::office(tree, roll, unit) {
            fixed[person] = true;
        }
    }
    fixed
}

/// Dates lives so that they fit the standings.
fn date_lives(tree: &Tree, roll: &mut Roll, standings: &[Standing], fixed: &[bool], rng: &mut Rng) {
    let branches: Vec<UnitIx> = (0..tree.units.len())
        .filter(|ix| tree.units[*ix].kind == UnitKind::Branch)
        .collect();
    for (ix, standing) in standings.iter().enumerate() {
        let plain = roll.people[ix].stays[0].group == PositionGroup::None;
        if fixed[ix] || !plain {
            continue;
        }
        match (standing.counted(), standing.in_2022) {
            ((true, true), _) if rng.chance(9) => {
                move_person(roll, ix, rng.pick(&branches).to_owned(), rng);
            }
            ((true, false), None) => leave(roll, ix, rng),
            ((false, true), _) => join_late(roll, ix, rng),
            ((false, false), None) => exempt(roll, ix, day(2020, 1, 1), rng),
            _ => {}
        }
    }
}

fn move_person(roll: &mut Roll, ix: PersonIx, to: UnitIx, rng: &mut Rng) {
    let date = day_between(day(2021, 6, 1), day(2022, 1, 20), rng);
    let Some(old) = roll.people[ix].last_stay() else {
        return;
    };
    if old.kind == MemberKind::NonMember || old.unit == to {
        return;
    }
    old.to = Some(date);
    old.end_reason = Some(EndReason::Transferred);
    let mut new = old.clone();
    "Đảng viên".clone_into(&mut new.position);
    new.unit = to;
    new.from = date;
    new.to = None;
    new.end_reason = None;
    roll.people[ix].stays.push(new);
}

/// Counted in 2021 only and silent in 2022: left, died, exempt, or simply not
/// registered yet.
fn leave(roll: &mut Roll, ix: PersonIx, rng: &mut Rng) {
    let date = day_between(day(2021, 12, 15), day(2022, 2, 10), rng);
    let turn = rng.below(10);
    let Some(stay) = roll.people[ix].last_stay() else {
        return;
    };
    match turn {
        0..=2 => {
            stay.to = Some(date);
            stay.end_reason = Some(if turn == 0 {
                EndReason::Deceased
            } else {
                EndReason::Left
            });
        }
        3..=5 => {
            stay.exempt = (stay.kind != MemberKind::NonMember).then_some((
                ExemptionReason::ExemptedActivity,
                date,
                None,
            ));
        }
        _ => {}
    }
}

/// Counted in 2022 only: most came after the window of 2021.
fn join_late(roll: &mut Roll, ix: PersonIx, rng: &mut Rng) {
    let date = day_between(day(2021, 5, 10), day(2022, 1, 25), rng);
    let late = rng.chance(700);
    let Some(stay) = roll.people[ix].last_stay() else {
        return;
    };
    if late {
        stay.from = date;
        if stay.kind == MemberKind::Official && date > day(2021, 6, 1) {
            stay.kind = MemberKind::Probationary;
        }
    }
}

/// Never counted: most are exempt for long.
fn exempt(roll: &mut Roll, ix: PersonIx, from: chrono::NaiveDate, rng: &mut Rng) {
    let reason = *rng.pick(&[
        ExemptionReason::ExemptedActivity,
        ExemptionReason::LongTermIllness,
        ExemptionReason::WorkingAway,
        ExemptionReason::Other,
    ]);
    let exempted = rng.chance(750);
    let Some(stay) = roll.people[ix].last_stay() else {
        return;
    };
    if exempted && stay.kind != MemberKind::NonMember {
        stay.exempt = Some((reason, from.max(stay.from), None));
    }
}

/// Collectives: the branch of `chibo` and the district of `huyen` wait for a
/// decision, another branch of the commune drafts, one was returned.
fn units(tree: &Tree, target: &PoolTarget, rng: &mut Rng) -> Vec<Standing> {
    let mut standings = vec![None; tree.units.len()];
    let pending = |status| {
        Some(Standing {
            closed_2021: true,
            in_2022: Some(status),
        })
    };
    standings[tree.chain.branch] = pending(Status::Submitted);
    standings[tree.chain.district] = pending(Status::Submitted);
    let siblings = (0..tree.units.len())
        .filter(|ix| tree.units[*ix].parent == Some(tree.chain.commune) && *ix != tree.chain.branch)
        .filter(|ix| tree.units[*ix].kind == UnitKind::Branch);
    for (ix, status) in siblings.zip([Status::Draft, Status::Returned]) {
        standings[ix] = pending(status);
    }
    standings[tree.chain.province] = Some(Standing::BOTH);
    standings[tree.chain.commune] = Some(Standing::BOTH);
    let pool: Vec<UnitIx> = (0..tree.units.len())
        .filter(|ix| tree.units[*ix].has_records())
        .collect();
    let upper =
        |ix: &UnitIx| !tree.units[*ix].kind.is_branch() && !tree.units[*ix].kind.is_external();
    fill(&pool, upper, target, &mut standings, rng);
    standings
        .into_iter()
        .map(Option::unwrap_or_default)
        .collect()
}
