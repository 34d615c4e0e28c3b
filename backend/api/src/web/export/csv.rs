//! A sheet as text: UTF-8 with its mark, so that Excel reads the accents, and
//! lines that end as RFC 4180 says.

use super::stream::{Broken, Part, Parts, parts};
use super::{Cell, Export, Taken, next_page};
use crate::web::Allowed;
use actix_web::rt;
use actix_web::web::Bytes;
use lamtheo_domain::sheet::{REMARK, harmless};
use std::sync::Arc;
use tokio::sync::mpsc::Sender;

/// The sheet as a body.
pub(super) fn body<A: 'static, E: Export>(
    call: Allowed<A, ()>,
    export: Arc<E>,
    taken: Taken,
) -> Parts {
    let (sender, body) = parts();
    rt::spawn(async move {
        if let Err(broken) = write(&call, &export, &taken, &sender).await {
            // Nobody listens when the client has gone.
            let _ = sender.send(Err(broken)).await;
        }
    });
    body
}

async fn write<A: 'static, E: Export>(
    call: &Allowed<A, ()>,
    export: &Arc<E>,
    taken: &Taken,
    sender: &Sender<Part>,
) -> Result<(), Broken> {
    let mut text = String::from("\u{feff}");
    for (place, column) in E::COLUMNS.iter().enumerate() {
        separate(&mut text, place);
        quote(&mut text, column.header);
    }
    text.push_str("\r\n");
    let mut after = None;
    loop {
        let page = next_page(call, export, after).await?;
        for row in page.rows {
            for (place, cell) in row.into_iter().enumerate() {
                separate(&mut text, place);
                put(&mut text, cell);
            }
            text.push_str("\r\n");
        }
        after = page.next;
        if after.is_none() {
            quote(&mut text, &format!("{REMARK}{}", taken.remark()));
            text.push_str("\r\n");
        }
        let part = Bytes::from(std::mem::take(&mut text));
        let gone = sender.send(Ok(part)).await.is_err();
        if gone || after.is_none() {
            return Ok(());
        }
    }
}

fn separate(text: &mut String, place: usize) {
    if place > 0 {
        text.push(',');
    }
}

fn put(text: &mut String, cell: Cell) {
    match cell {
        Cell::Empty => {}
        Cell::Text(content) => quote(text, &harmless(&content)),
        Cell::Date(date) => text.push_str(&date.to_string()),
        Cell::Number(number) => text.push_str(&number.to_string()),
        Cell::Yes(yes) => text.push_str(if yes { "có" } else { "không" }),
    }
}

fn quote(text: &mut String, content: &str) {
    if !content.contains(['"', ',', ';', '\n', '\r', '\t']) {
        text.push_str(content);
        return;
    }
    text.push('"');
    text.push_str(&content.replace('"', "\"\""));
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_harmless() {
        let mut text = String::new();
        let cells = [
            Cell::Text("=HYPERLINK(\"x\")".into()),
            Cell::Text("một, hai".into()),
            Cell::Number(-5),
            Cell::Empty,
            Cell::Yes(true),
            Cell::Date("2022-05-19".parse().unwrap()),
        ];
        for (place, cell) in cells.into_iter().enumerate() {
            separate(&mut text, place);
            put(&mut text, cell);
        }
        let expected = "\"'=HYPERLINK(\"\"x\"\")\",\"một, hai\",-5,,có,2022-05-19";
        assert_eq!(text, expected);
    }
}
