//! The figures of the five source texts, with their quotes, as data of the project.

use lamtheo_domain::figure::{FigureKind, FigureStatus, Qualifier};
use serde::Deserialize;

const FIGURES: &str = include_str!("data/figures.csv");

/// A figure as the source states it.
#[derive(Debug, Clone, PartialEq)]
pub struct SeedFigure {
    /// Name of the unit.
    pub unit: String,
    /// What is measured.
    pub metric: String,
    /// First year.
    pub year_from: i32,
    /// Last year.
    pub year_to: i32,
    /// Value.
    pub value: f64,
    /// How exact ("trên 97%": gt; "gần 900": approx_below).
    pub qualifier: Qualifier,
    /// Measured, a rule, a target or context outside the programme.
    pub kind: FigureKind,
    /// Awarded or only proposed.
    pub status: FigureStatus,
    /// Unit of measure.
    pub unit_of_measure: String,
    /// Which text.
    pub source: &'static str,
    /// The sentence.
    pub quote: String,
}

#[derive(Deserialize)]
struct Line {
    seed: String,
    unit: String,
    year_from: i32,
    year_to: i32,
    metric: String,
    value: f64,
    unit_of_measure: String,
    quote: String,
}

/// Reads the figures; a line that is not understood is an error, never skipped.
pub fn read() -> Result<Vec<SeedFigure>, String> {
    csv::Reader::from_reader(FIGURES.as_bytes())
        .deserialize()
        .map(|line| line.map_err(|e| e.to_string()).and_then(understand))
        .collect()
}

fn understand(line: Line) -> Result<SeedFigure, String> {
    let mut parts = line.unit_of_measure.split(';');
    let unit_of_measure = parts.next().unwrap_or_default().to_owned();
    let context = line.metric.starts_with("reference.") || line.metric.starts_with("context.");
    let mut figure = SeedFigure {
        unit: line.unit,
        metric: line.metric,
        year_from: line.year_from,
        year_to: line.year_to,
        value: line.value,
        qualifier: Qualifier::Exact,
        kind: if context {
            FigureKind::Context
        } else {
            FigureKind::Measured
        },
        status: FigureStatus::Final,
        unit_of_measure,
        source: source(&line.seed)?,
        quote: line.quote,
    };
    for mark in parts {
        match mark.split_once('=') {
            Some(("qualifier", "rule")) => figure.kind = FigureKind::Rule,
            Some(("qualifier", "target")) => figure.kind = FigureKind::Target,
            Some(("qualifier", word)) => figure.qualifier = word.parse()?,
            Some(("status", word)) => figure.status = word.parse()?,
            None if mark == "out_of_scope" => figure.kind = FigureKind::Context,
            _ => return Err(format!("unknown mark {mark:?}")),
        }
    }
    Ok(figure)
}

fn source(seed: &str) -> Result<&'static str, String> {
    match seed {
        "000" => Ok(
            "000: Thành ủy Cần Thơ, trả lời phỏng vấn về 04 năm thực hiện Chỉ thị 05-CT/TW (2020)",
        ),
        "001" => Ok("001: Tỉnh ủy Bắc Giang, trả lời phỏng vấn Báo Bắc Giang (19/5/2022)"),
        "002" => Ok("002: Thành ủy Bến Tre, bài về 04 năm thực hiện Chỉ thị 05-CT/TW (20/5/2020)"),
        "003" => Ok("003: Thành ủy Cần Thơ, tin hội nghị sơ kết Kết luận 01-KL/TW (2022)"),
        "004" => {
            Ok("004: Thị ủy Hương Trà, báo cáo sơ kết 03 năm thực hiện Chỉ thị 05-CT/TW (2019)")
        }
        other => Err(format!("unknown source {other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_of_the_sources_is_understood() {
        let figures = read().unwrap();
        assert_eq!(figures.len(), 59);
        let find = |metric: &str, year: i32| {
            figures
                .iter()
                .find(|f| f.metric == metric && f.year_from == year)
                .unwrap()
        };
        assert_eq!(
            find("study_participation_rate", 2017).qualifier,
            Qualifier::Gt
        );
        assert_eq!(
            find("study_attendances.key_cadres", 2016).qualifier,
            Qualifier::ApproxBelow
        );
        assert_eq!(
            find("branch_meeting_day_of_month", 2016).kind,
            FigureKind::Rule
        );
        assert_eq!(
            find("award_proposals_to_central.collectives", 2016).status,
            FigureStatus::Proposed
        );
        assert_eq!(
            find("context.new_rural_communes_rate", 2016).kind,
            FigureKind::Context
        );
        assert!((find("deeds_registered.individual", 2021).value - 259_409.0).abs() < 0.1);
    }
}
