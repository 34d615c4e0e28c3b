//! The registrations and pledges of both years, and how each pledge went.

use super::roll::{PersonIx, Roll};
use super::seed::Rng;
use super::standing::{Standing, Standings};
use super::targets::{PoolTarget, Targets, pledge_counts};
use super::tree::{Tree, UnitIx};
use lamtheo_domain::registration::{PledgeResult as R, RegistrationStatus as Status};
use lamtheo_domain::roll::MemberKind;
use lamtheo_domain::unit::UnitLevel;

/// Whose registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A person.
    Person(PersonIx),
    /// A unit.
    Unit(UnitIx),
}

/// How a pledge went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// Its registration is not approved.
    Draft,
    /// Under way; in a closed year: never reported.
    Open,
    /// Reported and not verified.
    Reported(R),
    /// Declared and verified; `again` after it had been sent back once.
    Verified {
        declared: R,
        verified: R,
        again: bool,
    },
    /// Reported and sent back.
    SentBack(R),
    /// Given up with consent; `counted` when after the report window opened.
    Cancelled { counted: bool },
}

impl Course {
    /// Whether the pledge is in the figures once its registration is approved.
    pub fn counted(self) -> bool {
        !matches!(self, Self::Draft | Self::Cancelled { counted: false })
    }

    #[cfg(test)]
    /// Declared completed and standing (reported or verified).
    pub fn declared_completed(self) -> bool {
        matches!(
            self,
            Self::Reported(R::Completed)
                | Self::Verified {
                    declared: R::Completed,
                    ..
                }
        )
    }

    #[cfg(test)]
    /// Verified as completed.
    pub fn verified_completed(self) -> bool {
        matches!(
            self,
            Self::Verified {
                verified: R::Completed,
                ..
            }
        )
    }
}

/// A registration of the plan.
#[derive(Debug, Clone)]
pub struct Registration {
    /// Whose.
    pub subject: Subject,
    /// Registering unit.
    pub unit: UnitIx,
    /// Year.
    pub year: i32,
    /// State.
    pub status: Status,
    /// Its pledges.
    pub pledges: Vec<Course>,
}

/// Plans all registrations.
pub fn plan(
    tree: &Tree,
    roll: &Roll,
    standings: &Standings,
    targets: &Targets,
    seed: u64,
) -> Vec<Registration> {
    let mut rng = Rng::new(seed, 4);
    let member = |ix: PersonIx| roll.people[ix].stays[0].kind != MemberKind::NonMember;
    let mut pools = vec![
        Pool::new(&targets.collectives),
        Pool::new(&targets.members),
        Pool::new(&targets.non_members),
    ];
    for (ix, standing) in standings.units.iter().enumerate() {
        pools[0].add(Subject::Unit(ix), *standing, |_| ix);
    }
    for (ix, standing) in standings.people.iter().enumerate() {
        let unit_of = |year: i32| roll.people[ix].stay_of(year).unit;
        pools[if member(ix) { 1 } else { 2 }].add(Subject::Person(ix), *standing, unit_of);
    }
    let weights = district_weights(tree, &mut rng);
    let mut all = Vec::new();
    for mut pool in pools {
        pool.give_pledges(&mut rng);
        pool.outcomes_2021(&weights, &mut rng);
        pool.outcomes_2022(tree, &mut rng);
        pool.extras(&mut rng);
        all.append(&mut pool.registrations);
    }
    all
}

struct Pool<'t> {
    target: &'t PoolTarget,
    registrations: Vec<Registration>,
}

impl<'t> Pool<'t> {
    fn new(target: &'t PoolTarget) -> Self {
        Self {
            target,
            registrations: Vec::new(),
        }
    }

    fn add(&mut self, subject: Subject, standing: Standing, unit_of: impl Fn(i32) -> UnitIx) {
        let mut push = |year, status| {
            let unit = unit_of(year);
            self.registrations.push(Registration {
                subject,
                unit,
                year,
                status,
                pledges: Vec::new(),
            });
        };
        if standing.closed_2021 {
            push(2021, Status::Closed);
        }
        if let Some(status) = standing.in_2022 {
            push(2022, status);
        }
    }

    fn give_pledges(&mut self, rng: &mut Rng) {
        let mut counts = [
            pledge_counts(self.target.closed_2021, self.target.pledges_2021),
            pledge_counts(self.target.approved_2022, self.target.pledges_2022),
        ];
        for count in &mut counts {
            rng.shuffle(count);
        }
        for registration in &mut self.registrations {
            let (count, course) = match registration.status {
                Status::Closed => (counts[0].pop(), Course::Open),
                Status::Approved => (counts[1].pop(), Course::Open),
                _ => (Some(1 + rng.below(2) as u8), Course::Draft),
            };
            registration.pledges = vec![course; usize::from(count.unwrap_or(1))];
        }
    }

    /// Exactly `completed_2021` pledges of 2021 are verified as completed; the
    /// others fell short in the ways that occur, more of them where the weight
    /// is higher.
    fn outcomes_2021(&mut self, weights: &[f64], rng: &mut Rng) {
        let mut keyed: Vec<(f64, usize, usize)> = Vec::with_capacity(self.target.pledges_2021);
        for (r, registration) in self
            .registrations
            .iter()
            .enumerate()
            .filter(|(_, r)| r.year == 2021)
        {
            for p in 0..registration.pledges.len() {
                keyed.push((-rng.unit().ln() / weights[registration.unit], r, p));
            }
        }
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        let misses = keyed.len().saturating_sub(self.target.completed_2021);
        for (order, (_, r, p)) in keyed.into_iter().enumerate() {
            self.registrations[r].pledges[p] = if order < misses {
                shortfall(order * 100 / misses.max(1))
            } else {
                Course::Verified {
                    declared: R::Completed,
                    verified: R::Completed,
                    again: rng.chance(15),
                }
            };
        }
    }

    /// The running year in May: most in progress, a tenth done early.
    fn outcomes_2022(&mut self, tree: &Tree, rng: &mut Rng) {
        let mut shown = 0;
        for registration in self
            .registrations
            .iter_mut()
            .filter(|r| r.status == Status::Approved)
        {
            let near =
                registration.unit == tree.chain.branch || registration.unit == tree.chain.commune;
            for course in &mut registration.pledges {
                *course = if near {
                    shown += 1;
                    showcase(shown)
                } else {
                    early(rng)
                };
            }
        }
    }

    /// Pledges given up before the report window opened: outside the figures.
    fn extras(&mut self, rng: &mut Rng) {
        for registration in &mut self.registrations {
            let decided = matches!(registration.status, Status::Closed | Status::Approved);
            if decided && registration.pledges.len() == 1 && rng.chance(12) {
                registration
                    .pledges
                    .push(Course::Cancelled { counted: false });
            }
        }
    }
}

/// Ways of not being verified as completed, by percentage of the misses. Those
/// declared completed make the declared rate a little higher.
fn shortfall(percent: usize) -> Course {
    match percent {
        0..=29 => Course::Reported(R::Completed),
        30..=38 => Course::Verified {
            declared: R::Completed,
            verified: R::Partly,
            again: false,
        },
        39..=67 => Course::Verified {
            declared: R::Partly,
            verified: R::Partly,
            again: false,
        },
        68..=82 => Course::Verified {
            declared: R::NotCompleted,
            verified: R::NotCompleted,
            again: false,
        },
        83..=96 => Course::Open,
        _ => Course::Cancelled { counted: true },
    }
}

fn early(rng: &mut Rng) -> Course {
    match rng.below(1000) {
        0..=859 => Course::Open,
        860..=889 => Course::Reported(R::Completed),
        890..=897 => Course::Reported(R::Partly),
        898..=903 => Course::SentBack(R::Completed),
        904..=908 => Course::Verified {
            declared: R::Completed,
            verified: R::Partly,
            again: false,
        },
        _ => Course::Verified {
            declared: R::Completed,
            verified: R::Completed,
            again: rng.chance(20),
        },
    }
}

/// Near the sign-ins every state is at hand.
fn showcase(number: usize) -> Course {
    match number % 7 {
        1 => Course::Reported(R::Completed),
        3 => Course::SentBack(R::Completed),
        5 => Course::Verified {
            declared: R::Completed,
            verified: R::Completed,
            again: true,
        },
        6 => Course::Reported(R::Partly),
        _ => Course::Open,
    }
}

/// How likely a unit's pledges and issues fall short: districts differ, units a little.
pub fn weights(tree: &Tree, seed: u64) -> Vec<f64> {
    district_weights(tree, &mut Rng::new(seed, 4))
}

fn district_weights(tree: &Tree, rng: &mut Rng) -> Vec<f64> {
    let mut weights: Vec<f64> = Vec::with_capacity(tree.units.len());
    for unit in &tree.units {
        let above = unit.parent.map_or(1.0, |parent| weights[parent]);
        let spread = if unit.level == UnitLevel::District {
            1.2
        } else {
            0.3
        };
        weights.push(above * (1.0 - spread / 2.0 + spread * rng.unit()));
    }
    weights
}
