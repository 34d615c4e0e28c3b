//! Persons and where they belong.

use super::material::Trade;
use super::names::Names;
use super::positions;
use super::seed::{Rng, day, day_between};
use super::targets::{Targets, share};
use super::tree::{Tree, UnitIx};
use chrono::NaiveDate;
use lamtheo_domain::roll::{EndReason, ExemptionReason, MemberKind, PositionGroup};
use lamtheo_domain::unit::{UnitKind, UnitLevel};

/// A person's place in [`Roll::people`].
pub type PersonIx = usize;

/// Members of the branch of `chibo`: enough for a meeting that passes forty.
pub const CHAIN_BRANCH_SIZE: usize = 72;

/// A dated membership of the plan.
#[derive(Debug, Clone)]
pub struct Stay {
    /// Where.
    pub unit: UnitIx,
    /// As what.
    pub kind: MemberKind,
    /// Position in words.
    pub position: String,
    /// Position group.
    pub group: PositionGroup,
    /// The unit with custody over the person as a cadre.
    pub managed_by: Option<UnitIx>,
    /// First day.
    pub from: NaiveDate,
    /// Day on which it ended.
    pub to: Option<NaiveDate>,
    /// Why it ended.
    pub end_reason: Option<EndReason>,
    /// Not obliged: reason, first day, day on which it ended.
    pub exempt: Option<(ExemptionReason, NaiveDate, Option<NaiveDate>)>,
}

/// A person of the plan.
#[derive(Debug, Clone)]
pub struct Person {
    /// Full name, invented.
    pub name: String,
    /// Year of birth; tells namesakes apart.
    pub birth_year: i32,
    /// Membership number, invented.
    pub membership_no: Option<String>,
    /// Memberships, in order of time.
    pub stays: Vec<Stay>,
}

impl Person {
    /// The membership of a registration of `year`: the one of that spring.
    pub fn stay_of(&self, year: i32) -> &Stay {
        let spring = day(year, 2, 15);
        let current = self.stays.iter().rfind(|s| s.from <= spring);
        current.unwrap_or_else(|| &self.stays[0])
    }

    /// The latest membership.
    pub fn last_stay(&mut self) -> Option<&mut Stay> {
        self.stays.last_mut()
    }
}

/// Everybody.
#[derive(Debug)]
pub struct Roll {
    /// The persons; those of a unit follow each other, its head first.
    pub people: Vec<Person>,
    /// For every unit its persons of the beginning, head first.
    pub of_unit: Vec<Vec<PersonIx>>,
}

impl Roll {
    /// The head of a unit.
    pub fn head(&self, unit: UnitIx) -> Option<PersonIx> {
        self.of_unit[unit].first().copied()
    }
}

/// Plans the roll: every unit with records has a head, Party members live in
/// chi bộ or committees, others only outside chi bộ.
pub fn plan(tree: &Tree, targets: &Targets, seed: u64) -> Roll {
    let mut rng = Rng::new(seed, 2);
    let (members, others) = counts(tree, targets, &mut rng);
    let names = Names::new();
    let mut roll = Roll {
        people: Vec::new(),
        of_unit: vec![Vec::new(); tree.units.len()],
    };
    for unit in 0..tree.units.len() {
        let size = members[unit] + others[unit];
        for order in 0..size {
            let kind = if order >= members[unit] {
                MemberKind::NonMember
            } else if order > 5 && rng.chance(35) {
                MemberKind::Probationary
            } else {
                MemberKind::Official
            };
            let person = one(
                tree,
                unit,
                order,
                size,
                kind,
                &names,
                roll.people.len(),
                &mut rng,
            );
            roll.of_unit[unit].push(roll.people.len());
            roll.people.push(person);
        }
    }
    roll
}

/// How many Party members and how many others every unit has.
fn counts(tree: &Tree, targets: &Targets, rng: &mut Rng) -> (Vec<usize>, Vec<usize>) {
    let mut members = vec![0; tree.units.len()];
    let mut others = vec![0; tree.units.len()];
    let (mut branches, mut weights, mut hosts, mut host_weights) = (vec![], vec![], vec![], vec![]);
    for (ix, unit) in tree
        .units
        .iter()
        .enumerate()
        .filter(|(_, u)| u.has_records())
    {
        if ix == tree.chain.branch {
            members[ix] = CHAIN_BRANCH_SIZE;
        } else if unit.kind.is_branch() {
            branches.push(ix);
            weights.push(weight(unit.trade) * (0.6 + rng.unit()));
        } else {
            members[ix] = fixed_members(unit.kind, unit.level);
            hosts.push(ix);
            host_weights.push(if ix == tree.chain.commune {
                3.0
            } else {
                0.6 + rng.unit()
            });
        }
    }
    let rest = targets.members.subjects + targets.members.uncounted - members.iter().sum::<usize>();
    for (ix, count) in branches.iter().zip(share(rest, &weights, 5)) {
        members[*ix] = count;
    }
    let total = targets.non_members.subjects + targets.non_members.uncounted;
    for (ix, count) in hosts.iter().zip(share(total, &host_weights, 1)) {
        others[*ix] = count;
    }
    (members, others)
}

fn fixed_members(kind: UnitKind, level: UnitLevel) -> usize {
    match (kind, level) {
        (UnitKind::ProvincialCommittee, _) => 14,
        (UnitKind::MassOrganization, _) => 2,
        (_, UnitLevel::District) => 11,
        _ => 7,
    }
}

fn weight(trade: Trade) -> f64 {
    match trade {
        Trade::Street => 1.7,
        Trade::Village => 1.3,
        Trade::School => 0.9,
        Trade::Health => 0.7,
        _ => 0.8,
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "one person is made of many small facts"
)]
fn one(
    tree: &Tree,
    ix: UnitIx,
    order: usize,
    size: usize,
    kind: MemberKind,
    names: &Names,
    number: usize,
    rng: &mut Rng,
) -> Person {
    let unit = &tree.units[ix];
    let group = if kind == MemberKind::NonMember && order > 0 {
        PositionGroup::None
    } else {
        positions::group(unit, order, size)
    };
    let managed_by = match (group, unit.level) {
        (PositionGroup::Head | PositionGroup::StandingCommittee, UnitLevel::Grassroots) => {
            unit.parent
        }
        (PositionGroup::Head, UnitLevel::District) => unit.parent,
        _ => None,
    };
    let birth_year = if group == PositionGroup::None {
        rng.between(1950, 2001)
    } else {
        rng.between(1964, 1988)
    };
    let joined = day_between(
        day((birth_year + 21).max(2010), 1, 5),
        day(2020, 12, 20),
        rng,
    );
    let member = kind != MemberKind::NonMember;
    Person {
        name: names.make(rng),
        birth_year,
        membership_no: member.then(|| format!("MH-{:06}", number + 1)),
        stays: vec![Stay {
            unit: ix,
            kind,
            position: positions::title(unit, group, order, rng),
            group,
            managed_by,
            from: joined.max(unit.since).min(day(2020, 12, 31)),
            to: None,
            end_reason: None,
            exempt: None,
        }],
    }
}
