//! Understands the cells of one row and collects what is wrong with them.

use super::ImportKind;
use super::columns::{self, Layout};
use super::errors::RowError;
use super::sheet::Row;
use chrono::NaiveDate;
use lamtheo_domain::kernel::text::{clean_line, search_key};
use lamtheo_domain::kernel::{FieldError, Refusal};
use lamtheo_domain::labels;
use std::str::FromStr;

/// One row being checked.
pub struct Cells<'a> {
    kind: ImportKind,
    layout: &'a Layout,
    row: &'a Row,
    /// What is wrong so far.
    pub errors: Vec<RowError>,
}

impl<'a> Cells<'a> {
    /// Begins to check `row`.
    pub fn new(kind: ImportKind, layout: &'a Layout, row: &'a Row) -> Self {
        Self {
            kind,
            layout,
            row,
            errors: Vec::new(),
        }
    }

    /// Says that the column `code` is wrong.
    pub fn wrong(&mut self, code: &str, message: impl Into<String>) {
        self.errors.push(RowError {
            row: self.row.number,
            column: columns::header(self.kind, code),
            message: message.into(),
        });
    }

    /// Takes over what a rule of the domain refuses; the last part of each
    /// pointer names the column.
    pub fn refused(&mut self, refusal: &Refusal, otherwise: &str) {
        if refusal.fields.is_empty() {
            self.wrong(otherwise, refusal.title.clone());
        }
        for FieldError {
            pointer, message, ..
        } in &refusal.fields
        {
            let last = pointer.rsplit('/').next().unwrap_or_default();
            let code = if columns::header(self.kind, last).is_empty() {
                otherwise
            } else {
                last
            };
            self.wrong(code, message.clone());
        }
    }

    /// The raw text.
    pub fn raw(&self, code: &str) -> &'a str {
        self.layout.text(self.row, code)
    }

    /// A line of text, cleaned; empty when it is missing.
    pub fn line(&mut self, code: &str, max: usize) -> String {
        let raw = self.raw(code);
        if raw.is_empty() {
            return String::new();
        }
        match clean_line(raw, max) {
            Ok(text) => text,
            Err(fault) => {
                self.wrong(code, fault.message());
                String::new()
            }
        }
    }

    /// A line of text that must be there.
    pub fn required(&mut self, code: &str, max: usize) -> String {
        if self.raw(code).is_empty() {
            self.wrong(code, "Ô này không được để trống");
            return String::new();
        }
        self.line(code, max)
    }

    /// A line of text that may be missing.
    pub fn optional(&mut self, code: &str, max: usize) -> Option<String> {
        Some(self.line(code, max)).filter(|text| !text.is_empty())
    }

    /// A date, as 31/12/2021 or 2021-12-31.
    pub fn date(&mut self, code: &str) -> Option<NaiveDate> {
        let raw = self.raw(code);
        if raw.is_empty() {
            return None;
        }
        let date = ["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"]
            .iter()
            .find_map(|form| NaiveDate::parse_from_str(raw, form).ok())
            .filter(|date| (1900..2200).contains(&chrono::Datelike::year(date)));
        if date.is_none() {
            self.wrong(
                code,
                format!("“{raw}” không phải là ngày; viết như 31/12/2021"),
            );
        }
        date
    }

    /// A date that must be there.
    pub fn required_date(&mut self, code: &str) -> Option<NaiveDate> {
        if self.raw(code).is_empty() {
            self.wrong(code, "Ô này không được để trống");
        }
        self.date(code)
    }

    /// A whole number in `low..=high`.
    pub fn number(&mut self, code: &str, low: i32, high: i32) -> Option<i32> {
        let raw = self.raw(code);
        if raw.is_empty() {
            return None;
        }
        let number = raw.parse().ok().filter(|n| (low..=high).contains(n));
        if number.is_none() {
            self.wrong(code, format!("“{raw}” phải là số từ {low} đến {high}"));
        }
        number
    }

    /// A code or its Vietnamese label from the list `list`.
    pub fn code<T: FromStr>(&mut self, column: &str, list: &str) -> Option<T> {
        let raw = self.raw(column);
        if raw.is_empty() {
            return None;
        }
        let found = raw.to_lowercase().parse().ok().or_else(|| {
            let wanted = search_key(raw);
            let entries = &labels::list(list)?.entries;
            let entry = entries
                .iter()
                .find(|e| search_key(&e.label) == wanted || search_key(&e.short) == wanted)?;
            entry.code.parse().ok()
        });
        if found.is_none() {
            let known = labels::list(list).map(|l| {
                l.entries
                    .iter()
                    .map(|e| e.label.as_str())
                    .collect::<Vec<_>>()
            });
            let known = known.unwrap_or_default().join("; ");
            self.wrong(column, format!("“{raw}” không có trong danh mục: {known}"));
        }
        found
    }

    /// A code that must be there.
    pub fn required_code<T: FromStr>(&mut self, column: &str, list: &str) -> Option<T> {
        if self.raw(column).is_empty() {
            self.wrong(column, "Ô này không được để trống");
        }
        self.code(column, list)
    }

    /// Yes or no; empty is no.
    pub fn yes(&mut self, code: &str) -> bool {
        let raw = self.raw(code);
        match search_key(raw).as_str() {
            "" | "khong" | "0" | "false" | "no" => false,
            "co" | "x" | "1" | "true" | "yes" => true,
            _ => {
                self.wrong(code, "Ghi “có” hoặc “không”");
                false
            }
        }
    }
}
