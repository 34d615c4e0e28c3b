//! A sheet as a workbook: written row by row into files without a name that
//! vanish with the request, then sent. A second sheet says who took it.

use super::stream::{Broken, Part, Parts, parts};
use super::{Cell, Export, Taken, next_page};
use crate::web::Allowed;
use actix_web::rt;
use actix_web::web::Bytes;
use chrono::Datelike;
use lamtheo_domain::sheet::{Column, harmless};
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::fs::File;
use std::io::{Read, Seek};
use std::sync::Arc;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Bytes of one part of the body.
const PART: usize = 64 << 10;
const INFORMATION: &str = "Thông tin";

type Rows = Vec<Vec<Cell>>;

/// The sheet as a body.
pub(super) fn body<A: 'static, E: Export>(
    call: Allowed<A, ()>,
    export: Arc<E>,
    taken: Taken,
) -> Parts {
    let (sender, body) = parts();
    let (rows, written) = channel::<Rows>(1);
    let failed = sender.clone();
    rt::task::spawn_blocking(move || {
        let done = write(E::TITLE, E::COLUMNS, &taken, written)
            .map_err(|failure| {
                tracing::error!(%failure, "a workbook could not be written");
            })
            .and_then(|file| file.ok_or(()));
        match done {
            Ok(file) => send(file, &sender),
            Err(()) => drop(sender.blocking_send(Err(Broken))),
        }
    });
    rt::spawn(async move {
        if let Err(broken) = read(&call, &export, &rows).await {
            let _ = failed.send(Err(broken)).await;
        }
    });
    body
}

/// Reads the pages; an empty one says that it was the last.
async fn read<A: 'static, E: Export>(
    call: &Allowed<A, ()>,
    export: &Arc<E>,
    rows: &Sender<Rows>,
) -> Result<(), Broken> {
    let mut after = None;
    loop {
        let page = next_page(call, export, after).await?;
        after = page.next;
        if !page.rows.is_empty() && rows.send(page.rows).await.is_err() {
            return Ok(());
        }
        if after.is_none() {
            let _ = rows.send(Vec::new()).await;
            return Ok(());
        }
    }
}

/// Writes the workbook; none when the rows ended before their end.
fn write(
    title: &str,
    columns: &[Column],
    taken: &Taken,
    mut rows: Receiver<Rows>,
) -> Result<Option<File>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    head(sheet, title, columns, taken)?;
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let mut line = 0;
    let mut whole = false;
    while let Some(page) = rows.blocking_recv() {
        whole = page.is_empty();
        for row in page {
            line += 1;
            for (place, cell) in (0u16..).zip(row) {
                put(sheet, line, place, cell, &day)?;
            }
        }
    }
    if !whole {
        return Ok(None);
    }
    information(&mut book, taken)?;
    let mut file = tempfile::tempfile()?;
    book.save_to_writer(&mut file)?;
    file.rewind()?;
    Ok(Some(file))
}

fn head(
    sheet: &mut Worksheet,
    title: &str,
    columns: &[Column],
    taken: &Taken,
) -> Result<(), XlsxError> {
    sheet.set_name(title)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape();
    sheet.set_footer(format!(
        "&L{}&RTrang &P/&N",
        taken.remark().replace('&', "&&")
    ));
    let bold = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0xF2_E6_D8));
    for (place, column) in (0u16..).zip(columns) {
        sheet.set_column_width(place, width(column))?;
        sheet.write_string_with_format(0, place, column.header, &bold)?;
    }
    Ok(())
}

/// Columns of words are wide, those of codes and days narrow.
fn width(column: &Column) -> f64 {
    match column.code {
        "content" | "summary" | "public_content" | "measure" | "solution" => 60.0,
        "title" | "public_title" | "withdrawn_reason" => 44.0,
        code if code.ends_with("_name") || code.ends_with("_names") => 28.0,
        code if code.ends_with("_on") => 13.0,
        "responsible_position" | "decision_body" => 28.0,
        _ => 16.0,
    }
}

fn put(
    sheet: &mut Worksheet,
    line: u32,
    place: u16,
    cell: Cell,
    day: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string(line, place, harmless(&text))?;
        }
        Cell::Number(number) => {
            sheet.write_number(line, place, number as f64)?;
        }
        Cell::Yes(yes) => {
            sheet.write_string(line, place, if yes { "có" } else { "không" })?;
        }
        Cell::Date(date) => {
            let year = u16::try_from(date.year()).unwrap_or_default();
            let (month, of_month) = (date.month() as u8, date.day() as u8);
            match ExcelDateTime::from_ymd(year, month, of_month) {
                Ok(date) => sheet.write_datetime_with_format(line, place, &date, day)?,
                // Before 1900 a workbook knows no days.
                Err(_) => sheet.write_string(line, place, date.to_string())?,
            };
        }
    }
    Ok(())
}

/// The second sheet: who took the first one, when and with which filters.
fn information(book: &mut Workbook, taken: &Taken) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name(INFORMATION)?;
    sheet.set_column_width(0, 22)?;
    sheet.set_column_width(1, 60)?;
    let lines = [
        ("Người xuất", taken.by.clone()),
        ("Lúc", taken.at.format("%H:%M:%S ngày %d/%m/%Y").to_string()),
        ("Bộ lọc", taken.filter.clone()),
        ("Số dòng", taken.rows.to_string()),
    ];
    for (line, (what, text)) in (0u32..).zip(lines) {
        sheet.write_string(line, 0, what)?;
        sheet.write_string(line, 1, harmless(&text))?;
    }
    Ok(())
}

/// Sends the file in parts, for as long as somebody reads.
fn send(mut file: File, sender: &Sender<Part>) {
    loop {
        let mut part = vec![0; PART];
        let part = match file.read(&mut part) {
            Ok(0) => return,
            Ok(bytes) => {
                part.truncate(bytes);
                Ok(Bytes::from(part))
            }
            Err(failure) => {
                tracing::error!(%failure, "a workbook could not be read");
                Err(Broken)
            }
        };
        let last = part.is_err();
        if sender.blocking_send(part).is_err() || last {
            return;
        }
    }
}
