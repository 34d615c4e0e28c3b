//! The whole plan of the demonstration: pure data, no database.

use super::accounts::{self, Accounts};
use super::issues::{self, Issue};
use super::meetings::{self, Meeting, Occasions};
use super::register::{self, Registration};
use super::roll::{self, Roll};
use super::standing;
use super::targets::Scale;
use super::tree::{self, Tree};

/// The seed of the demonstration; the same on every machine.
pub const SEED: u64 = 20_220_519;

/// Everything the demonstration consists of.
pub struct Plan {
    /// Units.
    pub tree: Tree,
    /// Persons.
    pub roll: Roll,
    /// Accounts.
    pub accounts: Accounts,
    /// Meetings.
    pub meetings: Vec<Meeting>,
    /// What each chi bộ's meetings passed, by unit.
    pub occasions: Vec<Option<Occasions>>,
    /// Registrations with their pledges.
    pub registrations: Vec<Registration>,
    /// Pressing issues.
    pub issues: Vec<Issue>,
}

/// Makes the plan of `scale`.
pub fn make(scale: Scale) -> Plan {
    let targets = scale.targets();
    let tree = tree::plan(
        scale,
        targets.collectives.subjects + targets.collectives.uncounted,
        SEED,
    );
    let mut roll = roll::plan(&tree, &targets, SEED);
    let standings = standing::plan(&tree, &mut roll, &targets, SEED);
    let registrations = register::plan(&tree, &roll, &standings, &targets, SEED);
    let accounts = accounts::plan(&tree, &roll, SEED);
    let weights = register::weights(&tree, SEED);
    let issues = issues::plan(&tree, &roll, &targets, &weights, SEED);
    let (meetings, occasions) = meetings::plan(&tree, &roll, &standings, SEED);
    Plan {
        tree,
        roll,
        accounts,
        meetings,
        occasions,
        registrations,
        issues,
    }
}

#[cfg(test)]
mod tests {
    use super::super::register::{Course, Subject};
    use super::*;
    use lamtheo_domain::access::Role;
    use lamtheo_domain::registration::{PledgeResult, RegistrationStatus as Status};
    use lamtheo_domain::roll::{MemberKind, PositionGroup};
    use lamtheo_domain::unit::ReportingMode;
    use std::collections::HashSet;

    fn counts(r: &Registration) -> bool {
        matches!(r.status, Status::Approved | Status::Closed)
    }

    fn is_member(plan: &Plan, r: &Registration) -> bool {
        matches!(r.subject, Subject::Person(ix) if plan.roll.people[ix].stays[0].kind != MemberKind::NonMember)
    }

    fn subjects(plan: &Plan, keep: impl Fn(&Subject) -> bool) -> usize {
        let distinct: HashSet<String> = plan
            .registrations
            .iter()
            .filter(|r| counts(r) && keep(&r.subject))
            .map(|r| format!("{:?}", r.subject))
            .collect();
        distinct.len()
    }

    fn pledges(
        plan: &Plan,
        keep: impl Fn(&Registration) -> bool,
        count: impl Fn(Course) -> bool,
    ) -> usize {
        let kept = plan.registrations.iter().filter(|r| counts(r) && keep(r));
        kept.flat_map(|r| &r.pledges)
            .filter(|c| c.counted() && count(**c))
            .count()
    }

    fn totals(plan: &Plan) -> [usize; 4] {
        let person = |s: &Subject| matches!(s, Subject::Person(_));
        [
            subjects(plan, |s| !person(s)),
            subjects(plan, person),
            pledges(plan, |r| !person(&r.subject), |_| true),
            pledges(plan, |r| person(&r.subject), |_| true),
        ]
    }

    #[test]
    fn full_gives_the_published_figures() {
        let plan = make(Scale::Full);
        assert_eq!(totals(&plan), [4_334, 76_165, 13_469, 259_409]);
        let collective = |r: &Registration| r.year == 2021 && matches!(r.subject, Subject::Unit(_));
        let member = |r: &Registration| r.year == 2021 && is_member(&plan, r);
        assert_eq!(pledges(&plan, collective, |_| true), 7_000);
        assert_eq!(
            pledges(&plan, collective, Course::verified_completed),
            6_762
        );
        assert_eq!(pledges(&plan, member, |_| true), 124_000);
        assert_eq!(pledges(&plan, member, Course::verified_completed), 121_892);
        assert!(pledges(&plan, member, Course::declared_completed) > 122_000);
        assert_eq!(plan.tree.units.len(), 4_400);
        assert!((78_000..80_500).contains(&plan.roll.people.len()));
    }

    #[test]
    fn small_has_the_same_shape() {
        let plan = make(Scale::Small);
        assert_eq!(totals(&plan), [43, 762, 135, 2_594]);
        assert_eq!(plan.tree.units.len(), 45 + 2 + 3);
    }

    #[test]
    fn early_work_of_2022_is_five_to_fifteen_per_cent() {
        let plan = make(Scale::Full);
        let running = |r: &Registration| r.year == 2022;
        let all = pledges(&plan, running, |_| true);
        let verified = pledges(&plan, running, |c| matches!(c, Course::Verified { .. }));
        assert!(
            (5..=15).contains(&(verified * 100 / all)),
            "{verified} of {all}"
        );
    }

    #[test]
    fn army_and_police_have_nothing_below_and_nobody() {
        let plan = make(Scale::Full);
        let closed: Vec<usize> = (0..plan.tree.units.len())
            .filter(|ix| plan.tree.units[*ix].mode == ReportingMode::AggregateOnly)
            .collect();
        assert_eq!(closed.len(), 2);
        assert!(
            plan.tree
                .units
                .iter()
                .all(|u| u.parent.is_none_or(|p| !closed.contains(&p)))
        );
        assert!(closed.iter().all(|ix| plan.roll.of_unit[*ix].is_empty()));
        assert!(plan.registrations.iter().all(|r| !closed.contains(&r.unit)));
    }

    #[test]
    fn the_roll_is_as_the_rules_want_it() {
        for scale in [Scale::Small, Scale::Full] {
            let plan = make(scale);
            for (ix, unit) in plan
                .tree
                .units
                .iter()
                .enumerate()
                .filter(|(_, u)| u.has_records())
            {
                let people = plan.roll.of_unit[ix]
                    .iter()
                    .map(|p| &plan.roll.people[*p].stays[0]);
                let heads = people
                    .clone()
                    .filter(|s| s.group == PositionGroup::Head)
                    .count();
                assert_eq!(heads, 1, "{}", unit.name);
                if unit.kind.is_branch() {
                    assert!(
                        people.clone().all(|s| s.kind != MemberKind::NonMember),
                        "{}",
                        unit.name
                    );
                }
            }
            for person in &plan.roll.people {
                for stay in &person.stays {
                    assert!(stay.to.is_none_or(|to| to > stay.from), "{person:?}");
                    assert!(stay.from >= plan.tree.units[stay.unit].since);
                }
            }
        }
    }

    #[test]
    fn the_sign_ins_stand_in_one_chain_and_their_neighbourhood_is_rich() {
        for scale in [Scale::Small, Scale::Full] {
            let plan = make(scale);
            let chain = plan.tree.chain;
            let parent = |ix: usize| plan.tree.units[ix].parent;
            assert_eq!(parent(chain.branch), Some(chain.commune));
            assert_eq!(parent(chain.commune), Some(chain.district));
            assert_eq!(parent(chain.district), Some(chain.province));
            for name in accounts::NAMED {
                let found = plan.accounts.list.iter().filter(|a| a.username == name);
                assert_eq!(found.count(), 1, "{name}");
            }
            let of = |unit: usize, status: Status| {
                let here = plan
                    .registrations
                    .iter()
                    .filter(|r| r.unit == unit && r.year == 2022);
                here.filter(|r| r.status == status && matches!(r.subject, Subject::Person(_)))
                    .count()
            };
            assert!(of(chain.branch, Status::Submitted) >= 42);
            assert!(
                of(chain.branch, Status::Returned) >= 1 && of(chain.branch, Status::Draft) >= 1
            );
            assert!(of(chain.branch, Status::Approved) >= 10);
            let outsiders = plan.registrations.iter().filter(|r| {
                r.unit == chain.commune && r.status == Status::Submitted && !is_member(&plan, r)
            });
            assert!(outsiders.count() >= 3);
            let dangvien = plan
                .accounts
                .list
                .iter()
                .find(|a| a.username == "dangvien")
                .unwrap();
            let person = dangvien.person.unwrap();
            assert!(
                plan.registrations
                    .iter()
                    .all(|r| r.year != 2022 || r.subject != Subject::Person(person))
            );
            assert_eq!(dangvien.roles, vec![(Role::Member, chain.branch)]);
        }
    }

    #[test]
    fn the_plan_is_the_same_every_time() {
        let (a, b) = (make(Scale::Small), make(Scale::Small));
        assert_eq!(format!("{:?}", a.roll), format!("{:?}", b.roll));
        assert_eq!(
            format!("{:?}", a.registrations),
            format!("{:?}", b.registrations)
        );
    }

    #[test]
    fn every_state_of_a_pledge_occurs() {
        let plan = make(Scale::Small);
        let courses: Vec<Course> = plan
            .registrations
            .iter()
            .flat_map(|r| r.pledges.clone())
            .collect();
        let has = |f: fn(&Course) -> bool| courses.iter().any(f);
        assert!(has(|c| *c == Course::Draft) && has(|c| *c == Course::Open));
        assert!(
            has(|c| matches!(c, Course::Reported(_))) && has(|c| matches!(c, Course::SentBack(_)))
        );
        assert!(has(|c| matches!(
            c,
            Course::Verified {
                verified: PledgeResult::Partly,
                ..
            }
        )));
        assert!(has(|c| matches!(c, Course::Cancelled { .. })));
    }
}
