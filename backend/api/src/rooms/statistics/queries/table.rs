//! The counts of every row, and the rows as they go out.

use super::Asked;
use super::groups::Groups;
use crate::rooms::statistics::views::{RateValue, Value};
use lamtheo_domain::kernel::figures::{Decimal2, Rate};
use lamtheo_domain::labels;
use lamtheo_domain::statistics::{Dimension, Measure};
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
    /// What units reported instead, per measure.
    pub reported: Option<BTreeMap<Measure, f64>>,
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
    let about_pledges = asked.question.measures.iter().any(|m| m.is_about_pledges());
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
                    name_of(*dimension, code, groups, about_pledges)
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
        Dimension::By(attribute) => [true, false]
            .iter()
            .filter_map(|pledges| labels::list(attribute.list(*pledges)))
            .find_map(|list| list.entries.iter().position(|entry| entry.code == code))
            .unwrap_or(usize::MAX - 1),
    }
}

fn name_of(
    dimension: Dimension,
    code: &str,
    groups: &Groups,
    about_pledges: bool,
) -> Option<String> {
    match dimension {
        Dimension::Year => Some(format!("Năm {code}")),
        Dimension::Children | Dimension::Level(_) => groups
            .listed
            .iter()
            .find(|unit| unit.id == code)
            .map(|unit| unit.name.clone()),
        Dimension::By(attribute) => [about_pledges, !about_pledges]
            .iter()
            .find_map(|pledges| labels::entry(attribute.list(*pledges), code))
            .map(|entry| entry.label.clone()),
    }
}
