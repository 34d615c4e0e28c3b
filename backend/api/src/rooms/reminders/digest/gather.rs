//! Who is told what today.

use super::super::store::{self, Item};
use super::super::tree::Tree;
use super::{issues, registrations, said_until};
use crate::rooms::issues::calendar;
use crate::rooms::notifications::Accounts;
use chrono::NaiveDate;
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::calendar::Calendar;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::reminder::text::Line;
use lamtheo_domain::reminder::{About, Rule, Window};
use std::collections::{BTreeMap, BTreeSet};

/// One line with what the ledger keeps of it.
pub(super) struct Entry {
    pub line: Line,
    pub about: About,
    pub item: Item,
    /// The person who is reminded as a person.
    pub person: Option<PersonId>,
}

/// What one reader is told.
pub(super) struct Digest {
    pub user: UserId,
    pub entries: Vec<Entry>,
}

/// What the planning of a day stands on.
pub(super) struct Day {
    pub calendar: Calendar,
    pub rules: Vec<Rule>,
    pub window: Window,
    pub tree: Tree,
    pub accounts: Accounts,
    lines: BTreeMap<UserId, Vec<Entry>>,
}

impl Day {
    /// Whether `day` is worked, as the planning asks.
    pub fn works(&self) -> impl Fn(NaiveDate) -> bool + '_ {
        |day| self.calendar.is_working_day(day)
    }

    /// The units above these, each once.
    pub fn between<'u>(&self, units: impl Iterator<Item = &'u UnitId>) -> Vec<UnitId> {
        let above: BTreeSet<UnitId> = units
            .filter_map(|unit| self.tree.above(unit))
            .cloned()
            .collect();
        above.into_iter().collect()
    }

    /// Adds a line for each of `users`; each gets a key of its own.
    pub fn tell(
        &mut self,
        users: Vec<UserId>,
        (about, line, item): (About, &Line, &Item),
        person: Option<&PersonId>,
    ) {
        for user in users {
            let mut item = item.clone();
            item.key = format!("{}|{user}", item.key);
            self.lines.entry(user).or_default().push(Entry {
                line: line.clone(),
                about,
                item,
                person: person.cloned(),
            });
        }
    }
}

/// One part of a day's digests, read by itself: a record that cannot be read
/// holds up only its own part.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// Deadlines of issues.
    Issues,
    /// Registrations that are missing or wait.
    Registrations,
}

/// The lines of one part of the digests of `day`.
pub(super) fn gather(
    conn: &mut Db,
    day: NaiveDate,
    part: Part,
) -> Outcome<BTreeMap<UserId, Vec<Entry>>> {
    let rules = store::rules(conn)?;
    let mut today = Day {
        calendar: calendar::load(conn)?,
        rules: rules.0.iter().map(store::RuleRow::rule).collect(),
        window: Window {
            after: said_until(conn, day)?,
            until: day,
        },
        tree: Tree::on(conn, day)?,
        accounts: Accounts::all(conn, day)?,
        lines: BTreeMap::new(),
    };
    match part {
        Part::Issues => issues::gather(conn, &mut today)?,
        Part::Registrations => registrations::gather(conn, &mut today)?,
    }
    Ok(today.lines)
}
