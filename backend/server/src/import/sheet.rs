//! Reads a sheet row by row, from .xlsx or .csv, within limits: the unpacked
//! size, the ratio and the number of parts of a workbook, rows, columns and
//! the length of a cell are bounded before anything is believed.

use super::Stop;
use calamine::{DataRef, Reader, Xlsx, open_workbook};
use lamtheo_domain::sheet::{REMARK, unmarked};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::Path;

/// Bounds of a sheet; a file beyond one is refused before it is read.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of the file: on the command line more than an upload may have.
    pub file_bytes: u64,
    /// Bytes of a workbook when unpacked.
    pub unpacked_bytes: u64,
    /// Unpacked bytes for each packed byte.
    pub ratio: u64,
    /// Parts of a workbook.
    pub parts: usize,
    /// Rows with data.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Bytes of one cell.
    pub cell_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 512 << 20,
            unpacked_bytes: 1 << 30,
            ratio: 200,
            parts: 1_000,
            rows: 1_000_000,
            columns: 64,
            cell_bytes: 40_000,
        }
    }
}

/// One row: its number as the user's program shows it, and its cells as text.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Number, counted from 1 with the header.
    pub number: usize,
    /// Cells; missing ones at the end are left out.
    pub cells: Vec<String>,
}

impl Row {
    /// Nothing in it, or the remark with which an export ends.
    fn is_blank(&self) -> bool {
        let mut filled = self.cells.iter().filter(|cell| !cell.is_empty());
        filled
            .next()
            .is_none_or(|first| first.starts_with(REMARK) && filled.next().is_none())
    }

    fn put(&mut self, column: usize, text: String) {
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        self.cells[column] = text;
    }
}

/// Calls `each` for every row that is not blank, the header first.
pub fn read(
    path: &Path,
    limits: Limits,
    mut each: impl FnMut(Row) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let file =
        File::open(path).map_err(|error| Stop::file(format!("Không mở được tệp: {error}")))?;
    let bytes = file
        .metadata()
        .map_err(|error| Stop::file(error.to_string()))?
        .len();
    if bytes > limits.file_bytes {
        return Err(Stop::file(format!(
            "Tệp lớn quá {} MiB",
            limits.file_bytes >> 20
        )));
    }
    let mut rows = 0;
    let mut bounded = |mut row: Row| {
        if row.cells.len() > limits.columns {
            return Err(Stop::file(format!(
                "Dòng {} có quá {} cột",
                row.number, limits.columns
            )));
        }
        if row.cells.iter().any(|cell| cell.len() > limits.cell_bytes) {
            return Err(Stop::file(format!("Dòng {} có ô quá dài", row.number)));
        }
        if row.is_blank() {
            return Ok(());
        }
        rows += 1;
        if rows > limits.rows + 1 {
            return Err(Stop::file(format!("Tệp có quá {} dòng", limits.rows)));
        }
        for cell in &mut row.cells {
            if unmarked(cell).len() < cell.len() {
                cell.remove(0);
            }
        }
        each(row)
    };
    let extension = path
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default()
        .to_lowercase();
    match extension.as_str() {
        "xlsx" => {
            check_package(file, bytes, limits)?;
            workbook(path, &mut bounded)
        }
        "csv" => text(file, limits, &mut bounded),
        _ => Err(Stop::file("Chỉ nhận tệp .xlsx hoặc .csv")),
    }
}

/// Unpacks every part into nothing, counting: what the package says of itself
/// is not believed.
fn check_package(file: File, packed: u64, limits: Limits) -> Result<(), Stop> {
    let broken = |_| Stop::file("Tệp .xlsx bị hỏng hoặc không phải là bảng tính");
    let mut package = zip::ZipArchive::new(BufReader::new(file)).map_err(broken)?;
    if package.len() > limits.parts {
        return Err(Stop::file("Tệp .xlsx có quá nhiều thành phần"));
    }
    let allowed = limits
        .unpacked_bytes
        .min(packed.saturating_mul(limits.ratio).max(1 << 20));
    let mut unpacked = 0;
    for index in 0..package.len() {
        let part = package.by_index(index).map_err(broken)?;
        let left = allowed - unpacked;
        unpacked += io::copy(&mut part.take(left + 1), &mut io::sink())
            .map_err(|_| Stop::file("Tệp .xlsx bị hỏng hoặc không phải là bảng tính"))?;
        if unpacked > allowed {
            return Err(Stop::file("Tệp .xlsx khi giải nén lớn quá mức cho phép"));
        }
    }
    Ok(())
}

fn workbook(path: &Path, each: &mut impl FnMut(Row) -> Result<(), Stop>) -> Result<(), Stop> {
    let broken =
        |error: calamine::XlsxError| Stop::file(format!("Không đọc được bảng tính: {error}"));
    let mut book: Xlsx<BufReader<File>> = open_workbook(path).map_err(broken)?;
    let first = book
        .sheet_names()
        .first()
        .cloned()
        .ok_or_else(|| Stop::file("Bảng tính không có trang nào"))?;
    let mut cells = book.worksheet_cells_reader(&first).map_err(broken)?;
    let mut row = Row::default();
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (line, column) = cell.get_position();
        let number = line as usize + 1;
        if number != row.number {
            let done = std::mem::replace(
                &mut row,
                Row {
                    number,
                    cells: Vec::new(),
                },
            );
            if done.number > 0 {
                each(done)?;
            }
        }
        if column > 1_000 {
            return Err(Stop::file(format!("Dòng {number} có quá nhiều cột")));
        }
        row.put(column as usize, shown(cell.get_value()));
    }
    if row.number > 0 { each(row) } else { Ok(()) }
}

/// A cell as the user reads it; dates as year-month-day.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(true) => "có".to_owned(),
        DataRef::Bool(false) => "không".to_owned(),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.split('T').next().unwrap_or_default().to_owned()
        }
        DataRef::Error(_) => "#LỖI".to_owned(),
    }
}

fn text(
    mut file: File,
    limits: Limits,
    each: &mut impl FnMut(Row) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let failed = |error: io::Error| Stop::file(format!("Không đọc được tệp: {error}"));
    let delimiter = delimiter(&file).map_err(failed)?;
    file.rewind().map_err(failed)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(BufReader::new(file));
    let mut record = csv::ByteRecord::new();
    let mut number = 0;
    while reader
        .read_byte_record(&mut record)
        .map_err(|e| Stop::file(format!("Không đọc được tệp: {e}")))?
    {
        number += 1;
        if record.len() > limits.columns {
            return Err(Stop::file(format!(
                "Dòng {number} có quá {} cột",
                limits.columns
            )));
        }
        let mut cells = Vec::with_capacity(record.len());
        for (column, bytes) in record.iter().enumerate() {
            let cell = std::str::from_utf8(bytes).map_err(|_| {
                Stop::file(format!(
                    "Dòng {number}, cột {}: tệp .csv phải dùng mã UTF-8",
                    column + 1
                ))
            })?;
            cells.push(cell.trim_start_matches('\u{feff}').trim().to_owned());
        }
        each(Row { number, cells })?;
    }
    Ok(())
}

/// The delimiter of the header line: comma, semicolon (as Excel writes in
/// Vietnamese) or tab.
fn delimiter(file: &File) -> io::Result<u8> {
    let mut line = Vec::new();
    BufReader::new(file)
        .take(65_536)
        .read_until(b'\n', &mut line)?;
    let line = String::from_utf8_lossy(&line);
    let columns = |delimiter: u8| line.split(char::from(delimiter)).count();
    // Of equals the last wins: the comma.
    let known = [b'\t', b';', b','];
    Ok(known
        .into_iter()
        .max_by_key(|delimiter| columns(*delimiter))
        .unwrap_or(b','))
}
