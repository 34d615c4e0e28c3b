//! Which row a unit's records belong to, per year of the records.

use super::Asked;
use crate::rooms::statistics::store::{self, Listed};
use chrono::NaiveDate;
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::statistics::{Basis, Dimension};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The units that rows stand for, in the order of a Vietnamese list.
#[derive(Default)]
pub(super) struct Groups {
    /// Every unit that may head a row, the unit asked for first.
    pub listed: Vec<Listed>,
    by_day: BTreeMap<NaiveDate, OnDay>,
    days: BTreeMap<i32, NaiveDate>,
}

/// The tree of one day: which of the listed units there are, and which of them
/// stands for each unit below.
#[derive(Default)]
struct OnDay {
    present: HashSet<String>,
    group_of: HashMap<String, String>,
}

impl Groups {
    /// Reads the tree of every year of the question, when it splits by unit.
    pub fn find(conn: &mut Db, asked: &Asked<'_>) -> Outcome<Self> {
        let mut groups = Self::default();
        let Some(dimension) = asked.question.unit_dimension() else {
            return Ok(groups);
        };
        if asked.question.basis == Basis::Reported {
            groups.add(conn, asked, dimension, asked.range_day())?;
            return Ok(groups);
        }
        for &year in &asked.years {
            let day = asked.tree_day(year);
            groups.days.insert(year, day);
            if !groups.by_day.contains_key(&day) {
                groups.add(conn, asked, dimension, day)?;
            }
        }
        Ok(groups)
    }

    /// The unit whose row the records of `unit` in `year` belong to; `None`
    /// where no listed unit stands above it.
    pub fn group_of(&self, year: i32, unit: &str) -> Option<&str> {
        let day = self.by_day.get(self.days.get(&year)?)?;
        day.group_of.get(unit).map(String::as_str)
    }

    /// The units that head a row in `year` even when nothing was counted.
    pub fn expected(&self, year: i32) -> impl Iterator<Item = &Listed> {
        let day = self.days.get(&year).and_then(|day| self.by_day.get(day));
        self.listed.iter().filter(move |unit| {
            unit.keeps_records && day.is_some_and(|day| day.present.contains(&unit.id))
        })
    }

    /// The place of a unit in the list.
    pub fn rank(&self, unit: &str) -> usize {
        self.listed
            .iter()
            .position(|listed| listed.id == unit)
            .unwrap_or(usize::MAX)
    }

    fn add(
        &mut self,
        conn: &mut Db,
        asked: &Asked<'_>,
        dimension: Dimension,
        day: NaiveDate,
    ) -> Outcome<()> {
        let (units, deepest) = match dimension {
            Dimension::Level(level) => (store::level_units(conn, &asked.unit, day, level)?, None),
            _ => (store::children(conn, &asked.unit, day)?, Some(1)),
        };
        let present: HashSet<String> = units.iter().map(|unit| unit.id.clone()).collect();
        let own = asked.unit.as_str();
        let heads = |unit: &str| present.contains(unit) || (deepest.is_some() && unit == own);
        let mut group_of = HashMap::new();
        if asked.question.basis != Basis::Reported {
            // Nearest first: the first listed unit above a unit stands for it.
            for (below, above) in store::lines_to(conn, &asked.unit, day, deepest)? {
                if heads(&above) {
                    group_of.entry(below).or_insert(above);
                }
            }
        }
        for unit in units {
            if !self.listed.iter().any(|listed| listed.id == unit.id) {
                self.listed.push(unit);
            }
        }
        self.listed
            .sort_by(|a, b| (&a.sort_key, &a.id).cmp(&(&b.sort_key, &b.id)));
        self.by_day.insert(day, OnDay { present, group_of });
        Ok(())
    }
}
