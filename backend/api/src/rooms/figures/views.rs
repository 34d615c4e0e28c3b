//! Reported figures as clients see them.

use crate::web::Entity;
use crate::web::list::AnyOf;
use chrono::{DateTime, Utc};
use lamtheo_domain::figure::{FigureKind, FigureStatus, Qualifier};
use lamtheo_domain::kernel::figures::Decimal2;
use lamtheo_domain::kernel::ids::{FigureId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A figure to be written down.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FigureBody {
    /// The unit that reported it.
    pub unit_id: UnitId,
    /// What it measures, e.g. `deeds_registered.collective` (list `figure.metric`).
    pub metric: String,
    /// First year.
    pub year_from: i32,
    /// Last year.
    pub year_to: i32,
    /// The value, at most two decimals.
    pub value: f64,
    /// How exact it is.
    #[serde(default = "exact")]
    pub qualifier: Qualifier,
    /// What it is.
    #[serde(default = "measured")]
    pub kind: FigureKind,
    /// Whether it is final.
    #[serde(default = "settled")]
    pub status: FigureStatus,
    /// Code of the list `unit_of_measure`.
    pub unit_of_measure: String,
    /// Where it was published.
    pub source: String,
    /// The words it was published in.
    #[serde(default)]
    pub quote: String,
}

const fn exact() -> Qualifier {
    Qualifier::Exact
}

const fn measured() -> FigureKind {
    FigureKind::Measured
}

const fn settled() -> FigureStatus {
    FigureStatus::Final
}

/// Which figures are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FigureFilter {
    /// Of this unit and everything below it.
    pub unit: Option<UnitId>,
    /// Of these metrics.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub metric: AnyOf<String>,
    /// Whose years meet this year or range, `2021..2022`.
    pub year: Option<String>,
    /// Of these kinds.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub kind: AnyOf<FigureKind>,
    /// In these states.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub status: AnyOf<FigureStatus>,
    /// `metric`, `year_from`, `value`, `created_at`; `-` descending.
    pub sort: Option<String>,
    /// Page, from 1.
    pub page: Option<i64>,
    /// Records on a page, at most 200.
    pub per_page: Option<i64>,
}

/// A reported figure.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FigureView {
    /// The figure.
    pub id: FigureId,
    /// The unit that reported it.
    pub unit_id: UnitId,
    /// The unit's name.
    pub unit_name: Option<String>,
    /// What it measures.
    pub metric: String,
    /// Vietnamese label of the metric.
    pub metric_label: String,
    /// First year.
    pub year_from: i32,
    /// Last year.
    pub year_to: i32,
    /// The value.
    pub value: Decimal2,
    /// How exact it is.
    pub qualifier: Qualifier,
    /// What it is.
    pub kind: FigureKind,
    /// Whether it is final.
    pub status: FigureStatus,
    /// Code of the list `unit_of_measure`.
    pub unit_of_measure: String,
    /// Where it was published.
    pub source: String,
    /// The words it was published in.
    pub quote: String,
    /// The record's version.
    pub version: i32,
    /// What this caller may do now.
    #[schema(value_type = Vec<String>)]
    pub allowed_actions: Vec<&'static str>,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Entity for FigureView {
    fn version(&self) -> i32 {
        self.version
    }
}
