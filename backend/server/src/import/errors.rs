//! What is wrong with a file: by row and column, in Vietnamese, on the screen
//! and as the same sheet with a column of errors.

use super::sheet::{self, Limits};
use super::{ImportKind, Stop};
use lamtheo_domain::sheet::harmless;
use std::collections::BTreeMap;
use std::path::Path;

/// Header of the column of errors; ignored when the sheet comes back.
pub const ERROR_HEADER: &str = "Lỗi";

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// Row as the user's program shows it.
    pub row: usize,
    /// Header of the column.
    pub column: &'static str,
    /// Vietnamese sentence.
    pub message: String,
}

impl std::fmt::Display for RowError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Dòng {}, cột “{}”: {}",
            self.row, self.column, self.message
        )
    }
}

/// Writes the sheet `from` as .csv to `to`, with a column that says what is
/// wrong with each row.
pub fn write_sheet(
    kind: ImportKind,
    from: &Path,
    to: &Path,
    errors: &[RowError],
) -> Result<(), Stop> {
    let failed = |error: csv::Error| Stop::file(format!("Không ghi được tệp lỗi: {error}"));
    let mut by_row: BTreeMap<usize, String> = BTreeMap::new();
    for error in errors {
        let text = by_row.entry(error.row).or_default();
        if !text.is_empty() {
            text.push_str("; ");
        }
        text.extend([error.column, ": ", &error.message]);
    }
    let mut writer = csv::Writer::from_path(to).map_err(failed)?;
    let mut width = 0;
    sheet::read(from, Limits::default(), |mut row| {
        let note = if width == 0 {
            width = row.cells.len().max(super::columns::of(kind).len());
            ERROR_HEADER.to_owned()
        } else {
            by_row.get(&row.number).cloned().unwrap_or_default()
        };
        row.cells.resize(width, String::new());
        row.cells.push(note);
        let cells = row.cells.iter().map(|cell| harmless(cell).into_owned());
        writer.write_record(cells).map_err(failed)
    })?;
    writer
        .flush()
        .map_err(|error| Stop::file(format!("Không ghi được tệp lỗi: {error}")))
}
