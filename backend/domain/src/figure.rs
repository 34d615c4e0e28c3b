//! Reported figures (số liệu báo cáo): values a unit reported for a period
//! without records behind them. Never mixed silently with computed values.

use crate::kernel::figures::Decimal2;
use crate::kernel::period::YearRange;
use crate::kernel::text::{clean_line, clean_text};
use crate::kernel::{FieldError, Refusal};
use crate::text_enum;

text_enum! {
    /// How exact a reported value is ("trên 97%", "gần 900 lượt").
    Qualifier {
        Exact = "exact",
        Gt = "gt",
        Gte = "gte",
        Lt = "lt",
        Lte = "lte",
        Approx = "approx",
        ApproxBelow = "approx_below",
    }
}

text_enum! {
    /// What a reported value is.
    FigureKind { Measured = "measured", Rule = "rule", Target = "target", Context = "context" }
}

text_enum! {
    /// Whether a reported value is final.
    FigureStatus { Final = "final", Proposed = "proposed" }
}

const METRIC_MAX: usize = 120;
const SOURCE_MAX: usize = 300;
const QUOTE_MAX: usize = 4000;

/// A reported figure as it is written down.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureDraft {
    /// Code of what is measured, e.g. `deeds_registered.collective`.
    pub metric: String,
    /// First year.
    pub year_from: i32,
    /// Last year.
    pub year_to: i32,
    /// The value, at most two decimals.
    pub value: f64,
    /// Code of the unit of measure, e.g. `percent`.
    pub unit_of_measure: String,
    /// Where it was published.
    pub source: String,
    /// The words it was published in.
    pub quote: String,
}

/// Checks a figure and gives it cleaned.
///
/// # Errors
/// 422 with every broken field.
pub fn check_figure(figure: FigureDraft) -> Result<FigureDraft, Refusal> {
    let mut faults = Vec::new();
    for (pointer, code) in [
        ("/metric", &figure.metric),
        ("/unit_of_measure", &figure.unit_of_measure),
    ] {
        if !is_code(code) {
            faults.push(FieldError::new(
                pointer,
                "not_a_code",
                "Mã chỉ gồm chữ cái không dấu, chữ số, dấu chấm và dấu gạch dưới",
            ));
        }
    }
    if YearRange::new(figure.year_from, figure.year_to).is_none() {
        faults.push(FieldError::new(
            "/year_to",
            "out_of_range",
            "Khoảng năm không hợp lệ",
        ));
    }
    let value = Decimal2::round(figure.value).filter(|value| value.hundredths() >= 0);
    if value.is_none() {
        faults.push(FieldError::new(
            "/value",
            "out_of_range",
            "Giá trị phải là số không âm",
        ));
    }
    if figure.unit_of_measure == "percent" && figure.value > 100.0 {
        faults.push(FieldError::new(
            "/value",
            "out_of_range",
            "Tỷ lệ phần trăm không vượt quá 100",
        ));
    }
    let source = clean_line(&figure.source, SOURCE_MAX).unwrap_or_else(|fault| {
        faults.push(fault.at("/source"));
        "?".to_owned()
    });
    if source.is_empty() {
        faults.push(FieldError::new(
            "/source",
            "required",
            "Phải ghi nguồn của số liệu",
        ));
    }
    let quote = clean_text(&figure.quote, QUOTE_MAX).unwrap_or_else(|fault| {
        faults.push(fault.at("/quote"));
        String::new()
    });
    if !faults.is_empty() {
        return Err(Refusal::fields(faults));
    }
    let value = value.map_or(figure.value, Decimal2::to_f64);
    Ok(FigureDraft {
        value,
        source,
        quote,
        ..figure
    })
}

/// Letters, digits, dots and underscores, beginning with a letter.
fn is_code(text: &str) -> bool {
    text.len() <= METRIC_MAX
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure() -> FigureDraft {
        FigureDraft {
            metric: "deeds_registered.collective".to_owned(),
            year_from: 2021,
            year_to: 2022,
            value: 13469.0,
            unit_of_measure: "deeds".to_owned(),
            source: "Báo cáo sơ kết".to_owned(),
            quote: String::new(),
        }
    }

    #[test]
    fn every_rule_of_a_figure() {
        assert!(check_figure(figure()).is_ok());
        let rounded = check_figure(FigureDraft {
            value: 98.456,
            ..figure()
        })
        .unwrap();
        assert!((rounded.value - 98.46).abs() < 1e-9);
        let percent = FigureDraft {
            unit_of_measure: "percent".to_owned(),
            ..figure()
        };
        let cases = [
            (
                FigureDraft {
                    metric: "Việc".to_owned(),
                    ..figure()
                },
                "/metric",
            ),
            (
                FigureDraft {
                    metric: String::new(),
                    ..figure()
                },
                "/metric",
            ),
            (
                FigureDraft {
                    year_to: 2020,
                    ..figure()
                },
                "/year_to",
            ),
            (
                FigureDraft {
                    value: -1.0,
                    ..figure()
                },
                "/value",
            ),
            (
                FigureDraft {
                    value: f64::INFINITY,
                    ..figure()
                },
                "/value",
            ),
            (
                FigureDraft {
                    value: 100.1,
                    ..percent
                },
                "/value",
            ),
            (
                FigureDraft {
                    unit_of_measure: "việc".to_owned(),
                    ..figure()
                },
                "/unit_of_measure",
            ),
            (
                FigureDraft {
                    source: " ".to_owned(),
                    ..figure()
                },
                "/source",
            ),
            (
                FigureDraft {
                    source: "a\u{0}".to_owned(),
                    ..figure()
                },
                "/source",
            ),
            (
                FigureDraft {
                    quote: "\u{202e}".to_owned(),
                    ..figure()
                },
                "/quote",
            ),
        ];
        for (draft, pointer) in cases {
            let refusal = check_figure(draft).unwrap_err();
            assert_eq!(refusal.fields[0].pointer, pointer);
        }
    }
}
