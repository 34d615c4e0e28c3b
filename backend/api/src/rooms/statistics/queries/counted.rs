//! The table counted from the records.

use super::groups::Groups;
use super::table::{Cell, Key, Table};
use super::{Asked, later};
use crate::rooms::statistics::store::{self, Codes, LeafCount, Range};
use chrono::NaiveDateTime;
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::statistics::{About, Attribute, Dimension, Measure};
use std::collections::{HashMap, HashSet};

/// Counts every measure of the question.
pub(super) fn table(
    conn: &mut Db,
    asked: &Asked<'_>,
    groups: &Groups,
    newest: &mut Option<NaiveDateTime>,
) -> Outcome<Table> {
    let mut count = Counting {
        asked,
        groups,
        newest,
        split: split(asked),
        table: Table::default(),
    };
    count.expect_rows();
    let measures = &asked.question.measures;
    if measures.iter().any(|m| m.about() == About::Pledges) {
        count.pledges(conn)?;
    }
    if measures.iter().any(|m| m.about() == About::Issues) {
        count.issues(conn)?;
    }
    if measures.contains(&Measure::Subjects) {
        count.subjects(conn)?;
    }
    if measures.contains(&Measure::Coverage) {
        count.coverage(conn)?;
    }
    Ok(count.table)
}

/// The attributes the question splits by.
fn split(asked: &Asked<'_>) -> Vec<Attribute> {
    asked
        .question
        .by
        .iter()
        .filter_map(|dimension| match dimension {
            Dimension::By(attribute) => Some(*attribute),
            _ => None,
        })
        .collect()
}

struct Counting<'a> {
    asked: &'a Asked<'a>,
    groups: &'a Groups,
    newest: &'a mut Option<NaiveDateTime>,
    split: Vec<Attribute>,
    table: Table,
}

impl Counting<'_> {
    /// Rows that stand even when nothing was counted: the whole, every year,
    /// every listed unit; not every combination of codes.
    fn expect_rows(&mut self) {
        if !self.split.is_empty() {
            return;
        }
        let by_unit = self.asked.question.unit_dimension().is_some();
        if !by_unit && !self.asked.question.splits_by(Dimension::Year) {
            self.table.entry(Vec::new()).or_default();
            return;
        }
        for &year in &self.asked.years {
            if by_unit {
                for unit in self.groups.expected(year) {
                    let key = self.key(year, Some(&unit.id), &Codes::default());
                    self.table.entry(key).or_default();
                }
            } else {
                let key = self.key(year, None, &Codes::default());
                self.table.entry(key).or_default();
            }
        }
    }

    fn pledges(&mut self, conn: &mut Db) -> Outcome<()> {
        for &year in &self.asked.years {
            let counts = store::pledge_counts(conn, self.range(year), &self.split)?;
            self.fold(year, counts, |cell, leaf| {
                cell.registered += leaf.counted;
                cell.declared += leaf.declared;
                cell.verified += leaf.verified;
            });
        }
        Ok(())
    }

    fn issues(&mut self, conn: &mut Db) -> Outcome<()> {
        for &year in &self.asked.years {
            let range = self.range(year);
            for count in store::issue_counts(conn, range, self.asked.today, &self.split)? {
                later(self.newest, count.newest);
                let group = self.groups.group_of(year, &count.unit_id);
                let key = self.key(year, group, &count.codes);
                self.table.entry(key).or_default().issues.add(&count);
            }
        }
        Ok(())
    }

    fn subjects(&mut self, conn: &mut Db) -> Outcome<()> {
        let years = &self.asked.years;
        if years.len() <= 1 || self.asked.question.splits_by(Dimension::Year) {
            for &year in years {
                let counts = store::subject_counts(conn, self.range(year), &self.split)?;
                self.fold(year, counts, |cell, leaf| cell.subjects += leaf.counted);
            }
            return Ok(());
        }
        // Not additive over years: each subject once per row.
        let mut rows: HashMap<(Option<&str>, Codes), usize> = HashMap::new();
        let mut subjects: HashMap<String, usize> = HashMap::new();
        let mut seen: HashSet<(usize, usize)> = HashSet::new();
        let mut counts: Vec<(Key, i64)> = Vec::new();
        for &year in years {
            for row in store::subject_rows(conn, self.range(year), &self.split)? {
                later(self.newest, Some(row.newest));
                let group = self.groups.group_of(year, &row.unit_id);
                let next = subjects.len();
                let subject = *subjects.entry(row.subject_key).or_insert(next);
                let place = *rows
                    .entry((group, row.codes))
                    .or_insert_with_key(|(group, codes)| {
                        counts.push((self.key(year, *group, codes), 0));
                        counts.len() - 1
                    });
                counts[place].1 += i64::from(seen.insert((place, subject)));
            }
        }
        for (key, count) in counts {
            self.table.entry(key).or_default().subjects += count;
        }
        Ok(())
    }

    fn coverage(&mut self, conn: &mut Db) -> Outcome<()> {
        for &year in &self.asked.years {
            let cut_off = self.asked.cut_off(year);
            let mut counts =
                store::individual_coverage(conn, self.range(year), cut_off, &self.split)?;
            counts.extend(store::collective_coverage(
                conn,
                self.range(year),
                cut_off,
                &self.split,
            )?);
            self.fold(year, counts, |cell, leaf| {
                cell.obliged += leaf.counted;
                cell.covered += leaf.declared;
            });
        }
        Ok(())
    }

    fn range(&self, year: i32) -> Range<'_> {
        Range {
            unit: &self.asked.unit,
            tree_day: self.asked.tree_day(year),
            year,
            only: &self.asked.question.only,
        }
    }

    fn fold(&mut self, year: i32, counts: Vec<LeafCount>, add: fn(&mut Cell, &LeafCount)) {
        for leaf in counts {
            later(self.newest, leaf.newest);
            let group = self.groups.group_of(year, &leaf.unit_id);
            let key = self.key(year, group, &leaf.codes);
            add(self.table.entry(key).or_default(), &leaf);
        }
    }

    fn key(&self, year: i32, group: Option<&str>, codes: &Codes) -> Key {
        let dimensions = self.asked.question.by.iter();
        dimensions
            .map(|dimension| match dimension {
                Dimension::Children | Dimension::Level(_) => group.map(str::to_owned),
                Dimension::Year => Some(year.to_string()),
                Dimension::By(attribute) => Attribute::ALL
                    .iter()
                    .position(|known| known == attribute)
                    .and_then(|place| codes[place].clone()),
            })
            .collect()
    }
}
