//! Who answers for an issue.

use super::course::{Course, When, Who};
use super::{Planner, Wanted, level_of, showcase};
use crate::demo::accounts::DANGVIEN;
use crate::demo::roll::PersonIx;
use crate::demo::seed::day;
use crate::demo::tree::UnitIx;
use chrono::NaiveDate;
use lamtheo_domain::roll::PositionGroup;

impl Planner<'_> {
    /// Persons who left the unit in which they answered for an issue: nobody
    /// answers for it now.
    pub(super) fn without_owner(&self) -> Vec<Wanted> {
        let most = (self.tree.units.len() / 150).max(2);
        let mut wanted: Vec<Wanted> = Vec::new();
        for person in &self.roll.people {
            let gone = person.stays.iter().find(|s| left_in_time(s.to));
            let Some(stay) = gone else { continue };
            let known = wanted.iter().any(|w| w.owner == stay.unit);
            if known || !self.tree.units[stay.unit].kind.is_branch() {
                continue;
            }
            let when = if wanted.len().is_multiple_of(3) {
                When::Late(6 + wanted.len() as u32)
            } else {
                When::Ahead
            };
            wanted.push(Wanted::new(stay.unit, 2022, Course::InProgress(when)));
            if wanted.len() == most {
                break;
            }
        }
        wanted
    }

    /// Who answers: an office-holder of the unit; the one who left where nobody
    /// answers now; in the chi bộ of the sign-ins once `dangvien`.
    pub(super) fn who(&mut self, wanted: &Wanted) -> Who {
        let people = &self.roll.of_unit[wanted.owner];
        let unit = &self.tree.units[wanted.owner];
        let mut who = Who {
            owner: wanted.owner,
            level: level_of(unit),
            responsible: people[0],
            until: None,
        };
        if wanted.owner == self.tree.chain.branch && wanted.course == showcase::OF_THE_MEMBER {
            who.responsible = people[DANGVIEN];
            return who;
        }
        let gone = self.first_to_leave(wanted.owner);
        if let Some((person, until)) = gone.filter(|_| self.nobody_answers_yet(wanted)) {
            who.responsible = person;
            who.until = Some(until);
            return who;
        }
        let orders: &[usize] = if unit.kind.is_branch() {
            &[0, 0, 1, 2]
        } else {
            &[2, 2, 2, 1, 1, 3, 4]
        };
        let leads = |p: &PersonIx| self.roll.people[*p].stays[0].group != PositionGroup::None;
        let named = people.get(*self.rng.pick(orders)).copied().filter(leads);
        who.responsible = named.unwrap_or(people[0]);
        who
    }

    fn first_to_leave(&self, unit: UnitIx) -> Option<(PersonIx, NaiveDate)> {
        self.roll.of_unit[unit].iter().find_map(|person| {
            let stays = &self.roll.people[*person].stays;
            let stay = stays
                .iter()
                .find(|s| s.unit == unit && left_in_time(s.to))?;
            Some((*person, stay.to?))
        })
    }

    /// Whether this is the issue of its unit for which nobody answers.
    fn nobody_answers_yet(&self, wanted: &Wanted) -> bool {
        let running = matches!(
            wanted.course,
            Course::InProgress(When::Late(_) | When::Ahead)
        );
        let branch = self.tree.units[wanted.owner].kind.is_branch();
        wanted.year == 2022 && running && branch && !wanted.apart
    }
}

/// Left early enough in 2022 to have begun to answer for something.
fn left_in_time(to: Option<NaiveDate>) -> bool {
    to.is_some_and(|to| to >= day(2022, 1, 18) && to <= day(2022, 5, 1))
}
