//! One question to the statistics, read from words and checked.

use super::{About, Attribute, Basis, Dimension, Measure, Tree};
use crate::kernel::ids::UnitId;
use crate::kernel::period::YearRange;
use crate::kernel::{FieldError, Refusal};
use crate::labels;
use chrono::{Datelike, NaiveDate};

/// Most dimensions of one question.
pub const MOST_DIMENSIONS: usize = 4;
/// Most years of one question.
const MOST_YEARS: i32 = 20;

/// The words of a question as they come in, from a query string or a body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawQuestion {
    /// Measures; each may hold several, separated by commas.
    pub measure: Vec<String>,
    /// Dimensions; each may hold several, separated by commas.
    pub by: Vec<String>,
    /// The unit whose subtree is counted.
    pub unit: Option<String>,
    /// A year or a range of years.
    pub year: Option<String>,
    /// `at_time` or `current`.
    pub tree: Option<String>,
    /// `records` or `reported`.
    pub basis: Option<String>,
    /// Codes per attribute that are counted alone; a comma is OR.
    pub only: Vec<(Attribute, String)>,
}

/// A checked question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked for, without repetition, in the order of asking.
    pub measures: Vec<Measure>,
    /// What it is split by, in the order of asking.
    pub by: Vec<Dimension>,
    /// The unit; `None`: the caller's highest.
    pub unit: Option<UnitId>,
    /// The years.
    pub years: YearRange,
    /// The tree.
    pub tree: Tree,
    /// The basis.
    pub basis: Basis,
    /// Attributes restricted to some of their codes.
    pub only: Vec<(Attribute, Vec<String>)>,
}

impl Question {
    /// Reads and checks the words. Without years it is the year of `today`,
    /// without a tree `at_time`, without a basis `records`.
    ///
    /// # Errors
    /// 422 `validation_failed` with every parameter that is not understood.
    pub fn read(raw: RawQuestion, today: NaiveDate) -> Result<Self, Refusal> {
        let mut faults = Vec::new();
        let measures = read_list(
            &raw.measure,
            "measure",
            "unknown_measure",
            "Không có chỉ tiêu",
            &mut faults,
        );
        if measures.is_empty() && faults.is_empty() {
            faults.push(FieldError::new(
                "measure",
                "required",
                "Phải chọn ít nhất một chỉ tiêu",
            ));
        }
        let by = read_list(
            &raw.by,
            "by",
            "unknown_dimension",
            "Không có chiều phân tổ",
            &mut faults,
        );
        let unit = read_word(raw.unit, "unit", "invalid_id", &mut faults);
        let years = read_word(raw.year, "year", "invalid_year", &mut faults);
        let tree = read_word(raw.tree, "tree", "unknown_code", &mut faults);
        let basis = read_word(raw.basis, "basis", "unknown_code", &mut faults);
        let only = raw
            .only
            .iter()
            .map(|(attribute, codes)| (*attribute, read_codes(*attribute, codes, &mut faults)))
            .collect();
        if !faults.is_empty() {
            return Err(Refusal::fields(faults));
        }
        let this_year = today.year();
        let question = Self {
            measures,
            by,
            unit,
            years: years
                .or_else(|| YearRange::new(this_year, this_year))
                .ok_or_else(Refusal::not_found)?,
            tree: tree.unwrap_or(Tree::AtTime),
            basis: basis.unwrap_or(Basis::Records),
            only,
        };
        question.check()?;
        Ok(question)
    }

    /// The dimension that splits by unit, if any.
    pub fn unit_dimension(&self) -> Option<Dimension> {
        self.by.iter().copied().find(|d| d.is_unit())
    }

    /// Whether it is split by `dimension`.
    pub fn splits_by(&self, dimension: Dimension) -> bool {
        self.by.contains(&dimension)
    }

    /// The attributes it is split by or restricted to.
    pub fn attributes(&self) -> impl Iterator<Item = Attribute> {
        let split = self.by.iter().filter_map(|dimension| match dimension {
            Dimension::By(attribute) => Some(*attribute),
            _ => None,
        });
        split.chain(self.only.iter().map(|(attribute, _)| *attribute))
    }

    fn check(&self) -> Result<(), Refusal> {
        let mut faults = Vec::new();
        if self.by.iter().filter(|d| d.is_unit()).count() > 1 {
            faults.push(FieldError::new(
                "by",
                "two_unit_dimensions",
                "Chỉ phân tổ theo đơn vị một lần",
            ));
        }
        if self.by.len() > MOST_DIMENSIONS {
            let message = format!("Phân tổ theo nhiều nhất {MOST_DIMENSIONS} chiều");
            faults.push(FieldError::new("by", "too_many", message));
        }
        if self.years.to() - self.years.from() >= MOST_YEARS {
            let message = format!("Khoảng năm dài nhất là {MOST_YEARS} năm");
            faults.push(FieldError::new("year", "too_long", message));
        }
        for attribute in self.attributes() {
            for measure in &self.measures {
                if !measure.attributes().contains(&attribute) {
                    let message = format!(
                        "Chỉ tiêu “{}” không phân tổ theo “{}”",
                        measure.label(),
                        labels::label("dimension", attribute.as_str())
                    );
                    faults.push(FieldError::new("by", "dimension_not_applicable", message));
                }
            }
            let reportable = matches!(attribute, Attribute::SubjectKind | Attribute::Membership);
            if self.basis == Basis::Reported && !reportable {
                let message = format!(
                    "Số liệu báo cáo không phân tổ theo “{}”",
                    labels::label("dimension", attribute.as_str())
                );
                faults.push(FieldError::new("by", "dimension_not_reported", message));
            }
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Refusal::fields(faults))
        }
    }
}

/// The words of every item, split at commas that stand outside of brackets.
fn words(items: &[String]) -> impl Iterator<Item = &str> {
    items.iter().flat_map(|item| item.split(',')).map(str::trim)
}

fn read_list<T: std::str::FromStr + PartialEq>(
    items: &[String],
    name: &str,
    code: &'static str,
    unknown: &str,
    faults: &mut Vec<FieldError>,
) -> Vec<T> {
    let mut read = Vec::new();
    for word in words(items) {
        match word.parse::<T>() {
            Ok(value) if !read.contains(&value) => read.push(value),
            Ok(_) => {}
            Err(_) => faults.push(FieldError::new(name, code, format!("{unknown} “{word}”"))),
        }
    }
    read
}

fn read_word<T: std::str::FromStr>(
    word: Option<String>,
    name: &str,
    code: &'static str,
    faults: &mut Vec<FieldError>,
) -> Option<T> {
    let word = word?;
    let value = word.parse().ok();
    if value.is_none() {
        let message = format!("Giá trị “{word}” không hợp lệ");
        faults.push(FieldError::new(name, code, message));
    }
    value
}

/// Codes of an attribute; a status may be one of a registration, a pledge or an issue.
fn read_codes(attribute: Attribute, codes: &str, faults: &mut Vec<FieldError>) -> Vec<String> {
    let lists = About::ALL.map(|about| attribute.list(about));
    let mut known = Vec::new();
    for code in codes.split(',').map(str::trim) {
        match lists.iter().find_map(|list| labels::entry(list, code)) {
            Some(entry) => known.push(entry.code.clone()),
            // The province may have added it; who knows its list looks there.
            None if attribute == Attribute::Field && labels::is_code(code) => {
                known.push(code.to_owned());
            }
            None => faults.push(FieldError::new(
                attribute.as_str(),
                "unknown_code",
                format!("Mã “{code}” không có trong danh mục"),
            )),
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::UnitLevel;
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2022, 5, 19).unwrap()
    }

    fn raw(measure: &str, by: &[&str]) -> RawQuestion {
        RawQuestion {
            measure: vec![measure.to_owned()],
            by: by.iter().map(|word| (*word).to_owned()).collect(),
            ..RawQuestion::default()
        }
    }

    fn faults(raw: RawQuestion) -> Vec<(String, &'static str)> {
        match Question::read(raw, today()) {
            Ok(_) => Vec::new(),
            Err(refusal) => refusal
                .fields
                .into_iter()
                .map(|f| (f.pointer, f.code))
                .collect(),
        }
    }

    #[test]
    fn a_question_is_read_with_its_defaults() {
        let asked = raw(
            "pledges.registered,registrations.subjects,pledges.registered",
            &["unit:level(branch),year"],
        );
        let question = Question::read(asked, today()).unwrap();
        assert_eq!(question.measures, [Measure::Registered, Measure::Subjects]);
        assert_eq!(
            question.by,
            [Dimension::Level(UnitLevel::Branch), Dimension::Year]
        );
        assert_eq!(question.years.to_string(), "2022");
        assert_eq!(
            (question.tree, question.basis),
            (Tree::AtTime, Basis::Records)
        );
    }

    #[test]
    #[rustfmt::skip]
    fn what_is_not_understood_is_named() {
        let registered = || raw("pledges.registered", &[]);
        let reported = |by| RawQuestion { basis: Some("reported".into()), ..raw("pledges.registered", by) };
        let cases = [
            (RawQuestion::default(), "measure", "required"),
            (raw("", &[]), "measure", "unknown_measure"),
            (raw("pledges.magic", &[]), "measure", "unknown_measure"),
            (raw("pledges.registered", &["quarter"]), "by", "unknown_dimension"),
            (raw("pledges.registered", &["unit:level(x)"]), "by", "unknown_dimension"),
            (raw("pledges.registered", &["unit:children", "unit:level(branch)"]), "by", "two_unit_dimensions"),
            (raw("pledges.registered", &["year,subject_kind,membership,position_group,status"]), "by", "too_many"),
            (raw("registrations.subjects", &["field"]), "by", "dimension_not_applicable"),
            (raw("registrations.coverage", &["status"]), "by", "dimension_not_applicable"),
            (RawQuestion { unit: Some("x".into()), ..registered() }, "unit", "invalid_id"),
            (RawQuestion { year: Some("2022..2021".into()), ..registered() }, "year", "invalid_year"),
            (RawQuestion { year: Some("2000..2022".into()), ..registered() }, "year", "too_long"),
            (RawQuestion { tree: Some("now".into()), ..registered() }, "tree", "unknown_code"),
            (RawQuestion { basis: Some("both".into()), ..registered() }, "basis", "unknown_code"),
            (RawQuestion { only: vec![(Attribute::Field, "Magic'".into())], ..registered() }, "field", "unknown_code"),
            (reported(&["field"]), "by", "dimension_not_reported"),
        ];
        for (asked, name, code) in cases {
            assert_eq!(faults(asked.clone()), [(name.to_owned(), code)], "{asked:?}");
        }
    }

    #[test]
    fn every_measure_with_every_attribute() {
        for &measure in Measure::ALL {
            for &attribute in Attribute::ALL {
                let refused = !faults(raw(measure.as_str(), &[attribute.as_str()])).is_empty();
                assert_eq!(
                    refused,
                    !measure.attributes().contains(&attribute),
                    "{measure} {attribute}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn any_words_are_read_without_panic(measure in "\\PC{0,30}", by in "\\PC{0,30}", year in "\\PC{0,12}") {
            let asked = RawQuestion { year: Some(year), ..raw(&measure, &[by.as_str()]) };
            let _ = Question::read(asked, today());
        }
    }
}
