//! Lists: paging, sorting, comma lists; the same words on every list.

use lamtheo_db::Outcome;
use lamtheo_domain::kernel::{FieldError, Refusal};
use serde::{Deserialize, Deserializer, Serialize};
use std::str::FromStr;
use utoipa::ToSchema;

const DEFAULT_PER_PAGE: i64 = 50;
const MOST_PER_PAGE: i64 = 200;

/// One page of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ListOf<T> {
    /// The records of this page.
    pub items: Vec<T>,
    /// The page, from 1.
    #[schema(value_type = i32)]
    pub page: i64,
    /// Records on a page.
    #[schema(value_type = i32)]
    pub per_page: i64,
    /// Records that match, on all pages.
    #[schema(value_type = i32)]
    pub total: i64,
}

/// Which page is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// From 1.
    pub page: i64,
    /// Records on a page, at most 200.
    pub per_page: i64,
}

impl Paging {
    /// Checks the two parameters as a query carries them.
    pub fn of(page: Option<i64>, per_page: Option<i64>) -> Outcome<Self> {
        let page = page.unwrap_or(1);
        let per_page = per_page.unwrap_or(DEFAULT_PER_PAGE);
        let mut faults = Vec::new();
        if !(1..=1_000_000).contains(&page) {
            faults.push(FieldError::new(
                "page",
                "out_of_range",
                "Số trang phải từ 1",
            ));
        }
        if !(1..=MOST_PER_PAGE).contains(&per_page) {
            faults.push(FieldError::new(
                "per_page",
                "out_of_range",
                "Số bản ghi mỗi trang phải từ 1 đến 200",
            ));
        }
        if faults.is_empty() {
            Ok(Self { page, per_page })
        } else {
            Err(Refusal::fields(faults).into())
        }
    }

    /// Rows to skip.
    pub const fn offset(self) -> i64 {
        (self.page - 1) * self.per_page
    }

    /// The reply.
    pub fn list<T>(self, items: Vec<T>, total: i64) -> ListOf<T> {
        ListOf {
            items,
            page: self.page,
            per_page: self.per_page,
            total,
        }
    }
}

/// Values of a parameter where a comma is OR, e.g. `status=draft,returned`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnyOf<T>(pub Vec<T>);

impl<T> Default for AnyOf<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: FromStr<Err: std::fmt::Display>> Deserialize<'de> for AnyOf<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parsed: Result<Vec<T>, T::Err> = text
            .split(',')
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .map(str::parse)
            .collect();
        parsed.map(Self).map_err(serde::de::Error::custom)
    }
}

/// `sort=-due_on,code`: keys in order, `-` descending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortKey<K> {
    /// The key.
    pub key: K,
    /// Descending.
    pub descending: bool,
}

/// Parses a sort parameter; unknown keys are refused.
pub fn sort_keys<K: FromStr>(text: Option<&str>) -> Outcome<Vec<SortKey<K>>> {
    let mut keys = Vec::new();
    for word in text
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|w| !w.is_empty())
    {
        let (descending, name) = match word.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, word),
        };
        let key = name.parse().map_err(|_| {
            Refusal::fields(vec![FieldError::new(
                "sort",
                "unknown_sort_key",
                format!("Không sắp xếp được theo “{name}”"),
            )])
        })?;
        keys.push(SortKey { key, descending });
    }
    Ok(keys)
}
