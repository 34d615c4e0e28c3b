//! What an issue is about, who helps, and what happened on the way.

use super::Planner;
use super::dates;
use super::life::{Issue, Milestone};
use crate::demo::material::Trade;
use crate::demo::seed::{day, day_between};
use crate::demo::tree::{Unit, UnitIx};
use chrono::{NaiveDate, TimeDelta};
use lamtheo_domain::issue::IssueStatus;
use lamtheo_domain::unit::{UnitKind, UnitLevel};

impl Planner<'_> {
    /// A text that fits the unit; of the epidemic only until March 2022.
    pub(super) fn template(&mut self, issue: &Issue, apart: bool) -> usize {
        let unit = &self.tree.units[issue.owner];
        let audience = audience(unit).map_or("office", |(word, _)| word);
        let audience = if !apart && self.rng.chance(50) {
            "poor"
        } else {
            audience
        };
        let day_of = issue.registered_on.unwrap_or(issue.state_since);
        let goes_on = issue.status.is_open() && issue.year == 2021;
        let epidemic = day_of <= day(2022, 3, 31) && !goes_on;
        let fitting: Vec<usize> = (0..self.templates.len())
            .filter(|ix| {
                let t = &self.templates[*ix];
                let kind = t.kind.is_pressing() != apart;
                t.audience == audience && kind && (epidemic || !t.is_epidemic())
            })
            .collect();
        let turn = &mut self.turns[issue.owner];
        *turn += 1;
        fitting
            .get(*turn % fitting.len().max(1))
            .copied()
            .unwrap_or_default()
    }

    /// Units that help: bodies of the unit, or its neighbours.
    pub(super) fn coordinating(&mut self, owner: UnitIx) -> Vec<UnitIx> {
        if !self.rng.chance(350) {
            return Vec::new();
        }
        let parent = self.tree.units[owner].parent;
        let siblings = parent.map(|p| &self.children[p]);
        let mut units = Vec::new();
        for _ in 0..=self.rng.below(2) {
            let below = &self.children[owner];
            let pool = if below.is_empty() || self.rng.chance(300) {
                siblings.unwrap_or(below)
            } else {
                below
            };
            let Some(unit) = pool.get(self.rng.below(pool.len())) else {
                continue;
            };
            if *unit != owner && !units.contains(unit) {
                units.push(*unit);
            }
        }
        units
    }

    /// Milestones and what was said on the way.
    pub(super) fn surround(&mut self, issue: &mut Issue) {
        let Some(from) = issue.registered_on else {
            return;
        };
        let today = dates::today();
        let running = issue.status.is_open() && issue.year == 2022;
        if self.rng.chance(if running { 400 } else { 60 }) {
            let span = (issue.due_on - from).num_days();
            let parts = 2 + self.rng.below(2) as i64;
            for part in 1..=parts {
                let due = from + TimeDelta::days(span * part / (parts + 1));
                let settled = issue.status == IssueStatus::Confirmed;
                let done = due < today && (settled || self.rng.chance(800));
                issue.milestones.push(Milestone {
                    due_on: due,
                    done_on: done.then_some(due),
                });
            }
        }
        let words = if running {
            self.rng.below(3)
        } else {
            usize::from(self.rng.chance(80))
        };
        let last = issue.state_since.max(from).min(today);
        let until = if running { today } else { last };
        let mut days: Vec<NaiveDate> = (0..words)
            .map(|_| day_between(from, until, &mut self.rng))
            .map(|on| self.dates.calendar.on_or_after(on).min(until))
            .collect();
        days.sort_unstable();
        for on in days {
            let helper = issue.coordinating.first().copied();
            let unit = helper.filter(|_| self.rng.chance(300));
            issue.updates.push((on, unit.unwrap_or(issue.owner)));
        }
    }
}

/// Whose texts fit a unit, and whether it lists breakthrough and focus content.
pub(super) fn audience(unit: &Unit) -> Option<(&'static str, bool)> {
    Some(match (unit.level, unit.kind, unit.trade) {
        (UnitLevel::Province, ..) => ("province", true),
        (UnitLevel::District, UnitKind::DistrictCommittee, _) => ("district", true),
        (UnitLevel::District, ..) => ("affiliated", true),
        (UnitLevel::External, ..) => return None,
        (UnitLevel::Grassroots, _, Trade::Street) => ("ward", true),
        (UnitLevel::Grassroots, _, Trade::Village) => ("commune", true),
        (.., Trade::Village) => ("village", false),
        (.., Trade::Street) => ("street", false),
        (.., Trade::School | Trade::Lecturer) => ("school", false),
        (.., Trade::Health) => ("health", false),
        (.., Trade::Enterprise) => ("enterprise", false),
        _ => ("office", false),
    })
}
