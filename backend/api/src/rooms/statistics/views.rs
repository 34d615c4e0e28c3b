//! Questions and answers of the statistics as clients see them.

use chrono::{DateTime, NaiveDate, Utc};
use lamtheo_domain::kernel::figures::Decimal2;
use lamtheo_domain::labels;
use lamtheo_domain::statistics::{
    About, Attribute, Basis, DEFINITION_VERSION, Dimension, Measure, RawQuestion, Tree,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// A question as query parameters; a comma or a repetition asks for several.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StatisticsParams {
    /// Measures, e.g. `pledges.registered,pledges.completed_verified`.
    pub measure: String,
    /// Dimensions, e.g. `unit:children,year`; `unit:level(branch)`.
    pub by: Option<String>,
    /// The unit whose subtree is counted; without it the caller's highest.
    pub unit: Option<String>,
    /// A year or a range, `2021..2022`; without it the current one.
    #[param(example = "2021..2022")]
    pub year: Option<String>,
    /// `at_time` (default) or `current`.
    pub tree: Option<String>,
    /// `records` (default) or `reported`.
    pub basis: Option<String>,
    /// Only these: `individual`, `collective`.
    pub subject_kind: Option<String>,
    /// Only these: `party_member`, `non_member`; individuals alone have one.
    pub membership: Option<String>,
    /// Only these position groups.
    pub position_group: Option<String>,
    /// Only these fields.
    pub field: Option<String>,
    /// Only these states of the record that is counted.
    pub status: Option<String>,
    /// Only issues registered at these levels.
    pub registering_level: Option<String>,
    /// Only issues of these kinds; breakthrough and focus content when named here.
    pub kind: Option<String>,
    /// Only issues registered in these months, `01` to `12`.
    pub month: Option<String>,
}

/// The same question as a body, for questions too long for an address.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatisticsBody {
    /// Measures.
    pub measure: Vec<String>,
    /// Dimensions.
    #[serde(default)]
    pub by: Vec<String>,
    /// The unit whose subtree is counted; without it the caller's highest.
    pub unit: Option<String>,
    /// A year or a range, `2021..2022`; without it the current one.
    pub year: Option<String>,
    /// `at_time` (default) or `current`.
    pub tree: Option<String>,
    /// `records` (default) or `reported`.
    pub basis: Option<String>,
    /// Only these subject kinds.
    pub subject_kind: Option<Vec<String>>,
    /// Only these memberships.
    pub membership: Option<Vec<String>>,
    /// Only these position groups.
    pub position_group: Option<Vec<String>>,
    /// Only these fields.
    pub field: Option<Vec<String>>,
    /// Only these states.
    pub status: Option<Vec<String>>,
    /// Only issues registered at these levels.
    pub registering_level: Option<Vec<String>>,
    /// Only issues of these kinds; breakthrough and focus content when named here.
    pub kind: Option<Vec<String>>,
    /// Only issues registered in these months, `01` to `12`.
    pub month: Option<Vec<String>>,
}

impl From<StatisticsParams> for RawQuestion {
    fn from(params: StatisticsParams) -> Self {
        let only = [
            (Attribute::SubjectKind, params.subject_kind),
            (Attribute::Membership, params.membership),
            (Attribute::PositionGroup, params.position_group),
            (Attribute::Field, params.field),
            (Attribute::Status, params.status),
            (Attribute::RegisteringLevel, params.registering_level),
            (Attribute::Kind, params.kind),
            (Attribute::Month, params.month),
        ];
        Self {
            measure: vec![params.measure],
            by: params.by.into_iter().collect(),
            unit: params.unit,
            year: params.year,
            tree: params.tree,
            basis: params.basis,
            only: given(only),
        }
    }
}

impl From<StatisticsBody> for RawQuestion {
    fn from(body: StatisticsBody) -> Self {
        let joined = |codes: Option<Vec<String>>| codes.map(|codes| codes.join(","));
        let only = [
            (Attribute::SubjectKind, joined(body.subject_kind)),
            (Attribute::Membership, joined(body.membership)),
            (Attribute::PositionGroup, joined(body.position_group)),
            (Attribute::Field, joined(body.field)),
            (Attribute::Status, joined(body.status)),
            (Attribute::RegisteringLevel, joined(body.registering_level)),
            (Attribute::Kind, joined(body.kind)),
            (Attribute::Month, joined(body.month)),
        ];
        Self {
            measure: body.measure,
            by: body.by,
            unit: body.unit,
            year: body.year,
            tree: body.tree,
            basis: body.basis,
            only: given(only),
        }
    }
}

fn given(only: [(Attribute, Option<String>); 8]) -> Vec<(Attribute, String)> {
    only.into_iter()
        .filter_map(|(attribute, codes)| codes.map(|codes| (attribute, codes)))
        .collect()
}

/// The answer: a table, what it was counted from and what is missing.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StatisticsView {
    /// The unit whose subtree was counted.
    pub unit: UnitName,
    /// The years, e.g. `2021..2022`.
    pub year: String,
    /// Dimensions first, then measures, in the order of asking.
    pub columns: Vec<Column>,
    /// Objects keyed by column name.
    pub rows: Vec<BTreeMap<String, Value>>,
    /// Vietnamese labels of every code and id in the rows.
    pub names: BTreeMap<String, String>,
    /// Units whose records are not in the counts.
    pub missing_units: Vec<MissingUnit>,
    /// Where the values come from.
    pub basis: Basis,
    /// The tree used.
    pub tree: Tree,
    /// The business day of the answer.
    pub as_of: NaiveDate,
    /// When the newest record counted was changed; null when nothing was counted.
    pub computed_at: Option<DateTime<Utc>>,
    /// Version of the definitions.
    pub definition_version: &'static str,
    /// The reported figures used; empty when counted from records.
    pub figures: Vec<UsedFigure>,
}

/// A unit and its name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UnitName {
    /// The unit.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A unit that is not in the counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MissingUnit {
    /// The unit.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `aggregate_only`: it reports totals through its own channel; `ended`: it
    /// has ended and nothing stands for it on today's tree.
    #[schema(value_type = String)]
    pub reason: &'static str,
}

/// One column.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Column {
    /// The key in the rows.
    pub name: String,
    /// Whether it splits or counts.
    pub kind: ColumnKind,
    /// Vietnamese label.
    pub label: &'static str,
    /// Unit of measure (list `unit_of_measure`); null for dimensions.
    pub unit: Option<&'static str>,
}

/// What a column is.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Splits the counts.
    Dimension,
    /// A count or a rate.
    Measure,
}

/// One value of a row.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Value {
    /// A code or an id; null where the record has none.
    Code(Option<String>),
    /// A year or a count; a reported count may be null.
    Count(Option<i32>),
    /// A rate.
    Rate(RateValue),
}

/// A rate in percent; reported rates have no numerator and denominator.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct RateValue {
    /// Percent, at most two decimals; null at a zero denominator.
    pub value: Option<Decimal2>,
    /// What was counted.
    #[schema(value_type = Option<i32>)]
    pub numerator: Option<i64>,
    /// What it was counted of.
    #[schema(value_type = Option<i32>)]
    pub denominator: Option<i64>,
}

/// A reported figure behind a value.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UsedFigure {
    /// The figure.
    pub id: String,
    /// The unit that reported it.
    pub unit_id: String,
    /// What it measures.
    pub metric: String,
    /// How exact it is (list `figure.qualifier`).
    pub qualifier: String,
    /// Where it was published.
    pub source: String,
}

/// Every measure and dimension with its definition.
#[derive(Debug, Serialize, ToSchema)]
pub struct CatalogueView {
    /// Version of the definitions.
    pub definition_version: &'static str,
    /// Measures.
    pub measures: Vec<MeasureView>,
    /// Dimensions.
    pub dimensions: Vec<DimensionView>,
}

/// A measure.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeasureView {
    /// Its code.
    pub name: &'static str,
    /// Vietnamese label.
    pub label: &'static str,
    /// Vietnamese definition.
    pub definition: &'static str,
    /// `count` or `rate`.
    pub kind: &'static str,
    /// Unit of measure.
    pub unit: &'static str,
    /// Label of the unit of measure.
    pub unit_label: &'static str,
    /// The dimensions it can be split by.
    pub dimensions: Vec<&'static str>,
}

/// A dimension.
#[derive(Debug, Serialize, ToSchema)]
pub struct DimensionView {
    /// Its word; `unit:level(<level>)` takes a level.
    pub name: &'static str,
    /// Vietnamese label.
    pub label: &'static str,
    /// The code list of its values, if any.
    pub list: Option<&'static str>,
}

/// The catalogue.
pub fn catalogue() -> CatalogueView {
    let everywhere = ["unit:children", "unit:level", "year"];
    let measures = Measure::ALL.iter().map(|measure| MeasureView {
        name: measure.as_str(),
        label: measure.label(),
        definition: measure.definition(),
        kind: measure.kind().as_str(),
        unit: measure.unit_of_measure(),
        unit_label: labels::label("unit_of_measure", measure.unit_of_measure()),
        dimensions: everywhere
            .into_iter()
            .chain(measure.attributes().iter().map(|a| a.as_str()))
            .collect(),
    });
    let by_unit = [
        ("unit:children", None),
        ("unit:level", Some("unit.level")),
        ("year", None),
    ];
    let by_attribute = Attribute::ALL
        .iter()
        .map(|attribute| (attribute.as_str(), Some(attribute.list(About::Pledges))));
    let dimensions = by_unit
        .into_iter()
        .chain(by_attribute)
        .map(|(name, list)| DimensionView {
            name,
            label: labels::label("dimension", name),
            list,
        });
    CatalogueView {
        definition_version: DEFINITION_VERSION,
        measures: measures.collect(),
        dimensions: dimensions.collect(),
    }
}

/// The columns of a question: its dimensions, then its measures.
pub fn columns(by: &[Dimension], measures: &[Measure]) -> Vec<Column> {
    let dimensions = by.iter().map(|dimension| Column {
        name: dimension.column().to_owned(),
        kind: ColumnKind::Dimension,
        label: dimension.label(),
        unit: None,
    });
    let measures = measures.iter().map(|measure| Column {
        name: measure.as_str().to_owned(),
        kind: ColumnKind::Measure,
        label: measure.label(),
        unit: Some(measure.unit_of_measure()),
    });
    dimensions.chain(measures).collect()
}
