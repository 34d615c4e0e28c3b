//! The counts of every row, and the rows as they go out.

use super::Asked;
use super::groups::Groups;
use crate::rooms::programmes::EditedWords;
use crate::rooms::statistics::store::IssueCount;
use crate::rooms::statistics::views::{RateValue, Value};
use lamtheo_domain::kernel::figures::{Decimal2, Rate};
use lamtheo_domain::labels;
use lamtheo_domain::statistics::{About, Dimension, Measure};
use std::collections::{BTreeMap, HashMap};

/// The values of a row's dimensions, in the order of asking.
pub(super) type Key = Vec<Option<String>>;

/// Every row with what was counted for it.
pub(super) type Table = HashMap<Key, Cell>;

/// What was counted for one row.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub registered: i64,
    pub declared: i64,
    pub verified: i64,
    pub subjects: i64,
    pub obliged: i64,
    pub covered: i64,
    pub issues: Issues,
    /// What units reported instead, per measure.
    pub reported: Option<BTreeMap<Measure, f64>>,
}

/// The issues of one row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Issues {
    registered: i64,
    declared: i64,
    confirmed: i64,
    on_time: i64,
    overdue: i64,
    late: i64,
}

impl Issues {
    /// Adds what was counted for one unit.
    pub fn add(&mut self, count: &IssueCount) {
        self.registered += count.registered;
        self.declared += count.declared;
        self.confirmed += count.confirmed;
        self.on_time += count.on_time;
        self.overdue += count.overdue;
        self.late += count.late;
    }
}

impl Cell {
    fn value(&self, measure: Measure) -> Value {
        if let Some(reported) = &self.reported {
            return reported_value(measure, reported.get(&measure).copied());
        }
        match measure {
            Measure::Subjects => count(self.subjects),
            Measure::Coverage => rate(self.covered, self.obliged),
            Measure::Registered => count(self.registered),
            Measure::CompletedDeclared => count(self.declared),
            Measure::CompletedVerified => count(self.verified),
            Measure::CompletionRateDeclared => rate(self.declared, self.registered),
            Measure::CompletionRateVerified => rate(self.verified, self.registered),
            Measure::IssuesRegistered => count(self.issues.registered),
            Measure::IssuesResolvedDeclared => count(self.issues.declared),
            Measure::IssuesConfirmed => count(self.issues.confirmed),
            Measure::IssuesOverdue => count(self.issues.overdue),
            Measure::IssuesCompletionRate => rate(self.issues.confirmed, self.issues.registered),
            Measure::IssuesCompletionRateDeclared => {
                rate(self.issues.declared, self.issues.registered)
            }
            Measure::IssuesOnTimeRate => rate(
                self.issues.on_time,
                self.issues.confirmed + self.issues.late,
            ),
        }
    }
}

fn count(counted: i64) -> Value {
    Value::Count(i32::try_from(counted).ok())
}

fn rate(numerator: i64, denominator: i64) -> Value {
    let rate = Rate::of(numerator, denominator);
    Value::Rate(RateValue {
        value: rate.value,
        numerator: Some(rate.numerator),
        denominator: Some(rate.denominator),
    })
}

/// A reported value; a reported rate is shown without its base, never averaged.
fn reported_value(measure: Measure, value: Option<f64>) -> Value {
    let value = value.and_then(Decimal2::round);
    if measure.unit_of_measure() == "percent" {
        return Value::Rate(RateValue {
            value,
            numerator: None,
            denominator: None,
        });
    }
    value.map_or(Value::Count(None), |value| count(value.hundredths() / 100))
}

/// The rows in order, and the names of every code and id in them. A row of the
/// unit asked for, beside its children, holds its own records only.
pub(super) fn lay_out(
    asked: &Asked<'_>,
    own_name: &str,
    groups: &Groups,
    table: Table,
) -> (Vec<BTreeMap<String, Value>>, BTreeMap<String, String>) {
    let by = &asked.question.by;
    let about = told_by(asked);
    let mut ranked: Vec<(Vec<usize>, Key, Cell)> = table
        .into_iter()
        .map(|(key, cell)| {
            let ranks = by.iter().zip(&key);
            let ranks = ranks.map(|(d, code)| rank(*d, code.as_deref(), groups, asked));
            (ranks.collect(), key, cell)
        })
        .collect();
    ranked.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    let mut names = BTreeMap::new();
    let rows = ranked.into_iter().map(|(_, key, cell)| {
        let mut row = BTreeMap::new();
        for (dimension, code) in by.iter().zip(key) {
            if let Some(code) = &code {
                let name = if *dimension == Dimension::Children && code == asked.unit.as_str() {
                    Some(format!("{own_name} (trực tiếp)"))
                } else {
                    name_of(*dimension, code, groups, (about, &asked.edited))
                };
                names.extend(name.map(|name| (code.clone(), name)));
            }
            row.insert(dimension.column().to_owned(), code_value(*dimension, code));
        }
        for &measure in &asked.question.measures {
            row.insert(measure.as_str().to_owned(), cell.value(measure));
        }
        row
    });
    let rows = rows.collect();
    (rows, names)
}

/// Where codes are named: in the lists of what is counted first, pledges before
/// registrations when both are.
fn told_by(asked: &Asked<'_>) -> [About; 3] {
    let counts = |about| asked.question.measures.iter().any(|m| m.about() == about);
    let mut all = [About::Pledges, About::Registrations, About::Issues];
    all.sort_by_key(|about| !counts(*about));
    all
}

fn code_value(dimension: Dimension, code: Option<String>) -> Value {
    match (dimension, code) {
        (Dimension::Year, Some(year)) => Value::Count(year.parse().ok()),
        (_, code) => Value::Code(code),
    }
}

/// Rows follow the order of the lists; the unit's own records first, what has no
/// code last.
fn rank(dimension: Dimension, code: Option<&str>, groups: &Groups, asked: &Asked<'_>) -> usize {
    let Some(code) = code else {
        return usize::MAX;
    };
    match dimension {
        Dimension::Year => code.parse().unwrap_or(usize::MAX),
        Dimension::Children if code == asked.unit.as_str() => 0,
        Dimension::Children | Dimension::Level(_) => groups.rank(code).saturating_add(1),
        Dimension::By(attribute) => told_by(asked)
            .into_iter()
            .filter_map(|about| labels::list(attribute.list(about)))
            .find_map(|list| list.entries.iter().position(|entry| entry.code == code))
            .unwrap_or(usize::MAX - 1),
    }
}

fn name_of(
    dimension: Dimension,
    code: &str,
    groups: &Groups,
    (about, edited): ([About; 3], &EditedWords),
) -> Option<String> {
    match dimension {
        Dimension::Year => Some(format!("Năm {code}")),
        Dimension::Children | Dimension::Level(_) => groups
            .listed
            .iter()
            .find(|unit| unit.id == code)
            .map(|unit| unit.name.clone()),
        Dimension::By(attribute) => about
            .iter()
            .find_map(|about| edited.word(attribute.list(*about), code)),
    }
}
