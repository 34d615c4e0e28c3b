//! The table of what units reported. Nothing is counted here and nothing is
//! averaged: a figure stands in the row it was published for, or nowhere.

use super::groups::Groups;
use super::table::{Cell, Key, Table};
use super::{Asked, later};
use crate::rooms::statistics::store::{self, FigureRow};
use crate::rooms::statistics::views::UsedFigure;
use chrono::NaiveDateTime;
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::registration::SubjectKind;
use lamtheo_domain::statistics::{
    Attribute, Dimension, Measure, MeasureKind, Slice, reported_metrics,
};
use std::collections::{BTreeMap, HashMap};

/// The reported values of every row, and the figures they come from.
pub(super) fn table(
    conn: &mut Db,
    asked: &Asked<'_>,
    groups: &Groups,
    newest: &mut Option<NaiveDateTime>,
) -> Outcome<(Table, Vec<UsedFigure>)> {
    let figures = store::figures_below(conn, &asked.unit, asked.range_day())?;
    let mut parts: HashMap<(Key, Measure), Vec<(Slice, &FigureRow)>> = HashMap::new();
    for figure in &figures {
        for &measure in &asked.question.measures {
            for (metric, slice) in reported_metrics(measure) {
                if metric != figure.metric {
                    continue;
                }
                if let Some(key) = key(asked, groups, figure, slice) {
                    parts
                        .entry((key, measure))
                        .or_default()
                        .push((slice, figure));
                }
            }
        }
    }
    let mut used: BTreeMap<&str, &FigureRow> = BTreeMap::new();
    let mut table = Table::default();
    if asked.question.by.is_empty() {
        table.insert(
            Vec::new(),
            Cell {
                reported: Some(BTreeMap::new()),
                ..Cell::default()
            },
        );
    }
    for ((key, measure), figures) in parts {
        let Some(value) = value(asked, measure, &figures) else {
            continue;
        };
        for (_, figure) in figures {
            later(newest, Some(figure.updated_at));
            used.insert(&figure.id, figure);
        }
        let cell = table.entry(key).or_default();
        cell.reported.get_or_insert_default().insert(measure, value);
    }
    let used = used.into_values().map(|figure| UsedFigure {
        id: figure.id.clone(),
        unit_id: figure.unit_id.clone(),
        metric: figure.metric.clone(),
        qualifier: figure.qualifier.clone(),
        source: figure.source.clone(),
    });
    Ok((table, used.collect()))
}

/// The row a figure belongs to; `None` when the question has no row for it.
fn key(asked: &Asked<'_>, groups: &Groups, figure: &FigureRow, slice: Slice) -> Option<Key> {
    let question = asked.question;
    let by_year = question.splits_by(Dimension::Year);
    let years = (figure.year_from, figure.year_to);
    let fits = if by_year {
        years.0 == years.1 && question.years.contains(years.0)
    } else {
        years == (question.years.from(), question.years.to())
    };
    let listed = |unit: &str| groups.listed.iter().any(|listed| listed.id == unit);
    let in_rows = match question.unit_dimension() {
        Some(_) => listed(&figure.unit_id),
        None => figure.unit_id == asked.unit.as_str(),
    };
    if !(fits && in_rows && admitted(asked, slice)) {
        return None;
    }
    let codes = question.by.iter().map(|dimension| match dimension {
        Dimension::Children | Dimension::Level(_) => Some(figure.unit_id.clone()),
        Dimension::Year => Some(figure.year_from.to_string()),
        Dimension::By(Attribute::SubjectKind) => Some(slice.subject_kind.to_string()),
        Dimension::By(_) => slice.membership.map(|membership| membership.to_string()),
    });
    Some(codes.collect())
}

/// Whether a figure about `slice` says something about a row of the question:
/// all individuals are no row when memberships are told apart, and Party members
/// are no row when they are not.
fn admitted(asked: &Asked<'_>, slice: Slice) -> bool {
    let by = |attribute| asked.question.splits_by(Dimension::By(attribute));
    let only = |attribute: Attribute| {
        let restriction = asked.question.only.iter().find(|(a, _)| *a == attribute);
        restriction.map(|(_, codes)| codes)
    };
    if only(Attribute::SubjectKind)
        .is_some_and(|kinds| !kinds.iter().any(|kind| kind == slice.subject_kind.as_str()))
    {
        return false;
    }
    match (slice.membership, only(Attribute::Membership)) {
        (Some(membership), Some(codes)) => codes.as_slice() == [membership.as_str()],
        (Some(_), None) => by(Attribute::Membership),
        (None, Some(_)) => false,
        (None, None) => slice.subject_kind == SubjectKind::Collective || !by(Attribute::Membership),
    }
}

/// The value of a row: one figure, or for counts the sum of the collectives' and
/// the individuals' exact ones.
fn value(asked: &Asked<'_>, measure: Measure, figures: &[(Slice, &FigureRow)]) -> Option<f64> {
    let told_apart = asked
        .question
        .attributes()
        .any(|attribute| matches!(attribute, Attribute::SubjectKind | Attribute::Membership));
    match figures {
        [(_, figure)] if told_apart => Some(figure.value),
        [(one, first), (other, second)]
            if !told_apart
                && measure.kind() == MeasureKind::Count
                && one.subject_kind != other.subject_kind
                && first.qualifier == "exact"
                && second.qualifier == "exact" =>
        {
            Some(first.value + second.value)
        }
        _ => None,
    }
}
