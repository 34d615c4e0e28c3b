//! Pressing issues of both years: how many each unit registers so that the
//! published totals and the chosen rates come out exactly, who answers for
//! each, and how it went. Around the sign-ins every state is at hand.

mod around;
mod course;
mod dates;
mod deck;
mod life;
mod people;
mod showcase;
#[cfg(test)]
mod tests;

pub use course::{Course, When};
pub use life::{By, Issue, Step};

use super::material::{self, IssueTemplate};
use super::roll::Roll;
use super::seed::Rng;
use super::targets::{IssueTarget, Targets, share};
use super::tree::{Tree, Unit, UnitIx};
use around::audience;
use dates::Dates;
use lamtheo_domain::issue::RegisteringLevel as Level;
use lamtheo_domain::unit::{UnitKind, UnitLevel};

/// An issue that is asked for: whose, of which year, going how.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    owner: UnitIx,
    year: i32,
    course: Course,
    /// Breakthrough or focus content.
    apart: bool,
}

impl Wanted {
    fn new(owner: UnitIx, year: i32, course: Course) -> Self {
        Self {
            owner,
            year,
            course,
            apart: false,
        }
    }

    /// Whether it is in the denominator of its year.
    fn counts(&self) -> bool {
        !self.apart
            && !matches!(
                self.course,
                Course::Draft
                    | Course::Submitted
                    | Course::Returned
                    | Course::TakenBack
                    | Course::WithdrawnEarly
            )
    }
}

/// Plans all issues.
pub fn plan(tree: &Tree, roll: &Roll, targets: &Targets, weights: &[f64], seed: u64) -> Vec<Issue> {
    let mut planner = Planner {
        tree,
        roll,
        weights,
        rng: Rng::new(seed, 11),
        dates: Dates::new(),
        templates: material::issue_templates(),
        children: children(tree),
        turns: (0..tree.units.len()).collect(),
        issues: Vec::new(),
    };
    let mut wanted = showcase::near_the_sign_ins(tree);
    wanted.extend(showcase::elsewhere(tree));
    wanted.extend(planner.without_owner());
    for (level, target) in [
        (Level::District, &targets.district_issues),
        (Level::Grassroots, &targets.grassroots_issues),
    ] {
        planner.fill(level, target, &mut wanted);
    }
    planner.apart(&mut wanted);
    for one in wanted {
        planner.add(one);
    }
    planner.issues
}

struct Planner<'a> {
    tree: &'a Tree,
    roll: &'a Roll,
    weights: &'a [f64],
    rng: Rng,
    dates: Dates,
    templates: Vec<IssueTemplate>,
    children: Vec<Vec<UnitIx>>,
    /// The next text of each unit: its issues follow each other in the list of texts.
    turns: Vec<usize>,
    issues: Vec<Issue>,
}

fn children(tree: &Tree) -> Vec<Vec<UnitIx>> {
    let mut children = vec![Vec::new(); tree.units.len()];
    for (ix, unit) in tree.units.iter().enumerate() {
        if let Some(parent) = unit.parent.filter(|_| unit.has_records()) {
            children[parent].push(ix);
        }
    }
    children
}

/// The level that registers a unit's issues.
fn level_of(unit: &Unit) -> Level {
    Level::of(unit.level)
}

impl Planner<'_> {
    /// Adds what is missing of `level` to reach `target`.
    fn fill(&mut self, level: Level, target: &IssueTarget, wanted: &mut Vec<Wanted>) {
        for year in [2021, 2022] {
            let units = &self.tree.units;
            let fixed: Vec<Course> = wanted
                .iter()
                .filter(|w| w.year == year && w.counts() && level_of(&units[w.owner]) == level)
                .map(|w| w.course)
                .collect();
            let deck = if year == 2021 {
                deck::of_2021(target, &fixed)
            } else {
                deck::of_2022(
                    target.registered_2022.saturating_sub(fixed.len()),
                    &mut self.rng,
                )
            };
            let owners = self.owners(level, deck.len());
            for (owner, course) in self.deal(owners, deck) {
                wanted.push(Wanted::new(owner, year, course));
            }
        }
        for (course, count) in [
            (Course::Submitted, target.submitted),
            (Course::Returned, target.submitted / 5),
            (Course::Draft, target.submitted / 2),
            (Course::TakenBack, target.submitted / 20),
            (Course::WithdrawnEarly, target.submitted / 20),
        ] {
            for owner in self.owners(level, count) {
                wanted.push(Wanted::new(owner, 2022, course));
            }
        }
    }

    /// `count` owners of `level`: committees most, chi bộ a part.
    fn owners(&mut self, level: Level, count: usize) -> Vec<UnitIx> {
        let (mut units, mut weights) = (Vec::new(), Vec::new());
        for (ix, unit) in self.tree.units.iter().enumerate() {
            let party = unit.has_records() && !unit.kind.is_external();
            if !party || level_of(unit) != level {
                continue;
            }
            let weight = match (unit.level, unit.kind) {
                (UnitLevel::District, _) => 6.0 + self.children[ix].len() as f64 / 4.0,
                (_, UnitKind::GrassrootsCommittee) if unit.code.is_some() => 3.0,
                (_, UnitKind::GrassrootsCommittee) => 1.6,
                (_, UnitKind::GrassrootsBranch) => 1.0,
                _ => 0.13,
            };
            units.push(ix);
            weights.push(weight * (0.7 + 0.6 * self.rng.unit()));
        }
        let counts = share(count, &weights, 0);
        let each = units.into_iter().zip(counts);
        each.flat_map(|(unit, count)| std::iter::repeat_n(unit, count))
            .collect()
    }

    /// Deals the deck, the worst first: more of them where the weight is higher.
    fn deal(&mut self, owners: Vec<UnitIx>, deck: Vec<Course>) -> Vec<(UnitIx, Course)> {
        let mut keyed: Vec<(f64, UnitIx)> = owners
            .into_iter()
            .map(|owner| (-self.rng.unit().ln() / self.weights[owner], owner))
            .collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        keyed
            .into_iter()
            .map(|(_, owner)| owner)
            .zip(deck)
            .collect()
    }

    /// Breakthrough and focus content: outside the figures unless asked for.
    fn apart(&mut self, wanted: &mut Vec<Wanted>) {
        let committees = (0..self.tree.units.len()).filter(|ix| {
            let unit = &self.tree.units[*ix];
            unit.has_records() && audience(unit).is_some_and(|(_, apart)| apart)
        });
        for ix in committees.collect::<Vec<_>>() {
            for year in [2021, 2022] {
                if self.tree.units[ix].level != UnitLevel::Grassroots || self.rng.chance(500) {
                    let course = if year == 2021 {
                        Course::Confirmed
                    } else {
                        Course::InProgress(When::Ahead)
                    };
                    let apart = true;
                    wanted.push(Wanted {
                        apart,
                        ..Wanted::new(ix, year, course)
                    });
                }
            }
        }
    }

    fn add(&mut self, wanted: Wanted) {
        let who = self.who(&wanted);
        let mut issue = self
            .dates
            .live(who, wanted.year, wanted.course, &mut self.rng);
        issue.template = self.template(&issue, wanted.apart);
        issue.coordinating = self.coordinating(wanted.owner);
        let next = match wanted.course {
            Course::CarriedOver(when) => {
                let place = self.issues.len();
                let rng = &mut self.rng;
                Some(self.dates.carry_over(&mut issue, place, when, rng))
            }
            _ => None,
        };
        self.surround(&mut issue);
        self.issues.push(issue);
        if let Some(mut next) = next {
            self.surround(&mut next);
            self.issues.push(next);
        }
    }
}
