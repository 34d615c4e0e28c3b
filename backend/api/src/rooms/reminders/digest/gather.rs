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
use std::collections::BTreeMap;

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

/// The digests of `day`, in a fixed order.
pub(super) fn gather(conn: &mut Db, day: NaiveDate) -> Outcome<Vec<Digest>> {
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
    issues::gather(conn, &mut today)?;
    registrations::gather(conn, &mut today)?;
    let digests = today
        .lines
        .into_iter()
        .map(|(user, entries)| Digest { user, entries });
    Ok(digests.collect())
}
