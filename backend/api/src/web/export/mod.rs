//! Lists as files: the same filters and scope as the list, whole, in the form
//! that can be imported again. A room says what its sheet is ([`Export`]); the
//! rows are read in key-set pages and sent as they come, so that memory stays
//! flat. Every export is in the audit log, with its filters and how many rows.

mod accept;
mod csv;
mod stream;
mod xlsx;

pub use accept::{Accepted, Form};

use super::bounds::in_time;
use super::problem::Handled;
use super::{Allowed, Reply};
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{Either, HttpResponse};
use chrono::{DateTime, FixedOffset, NaiveDate};
use diesel::prelude::*;
use lamtheo_db::schema::users;
use lamtheo_db::{Event, Outcome, ReadTx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::ids::RowId;
use lamtheo_domain::sheet::Column;
use serde_json::json;
use std::sync::Arc;

/// Rows read at once.
const PAGE: i64 = 500;
/// Seconds between UTC and Viet Nam.
const HO_CHI_MINH: i32 = 7 * 3600;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text; made harmless on the way out.
    Text(String),
    /// A day.
    Date(NaiveDate),
    /// A count.
    Number(i64),
    /// Yes or no.
    Yes(bool),
}

impl Cell {
    /// A text, or nothing.
    pub fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }

    /// A day, or nothing.
    pub fn date(date: Option<NaiveDate>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }
}

/// Some rows, and after which key the next ones come; no key after the last.
pub struct Page {
    /// The rows, a cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// The key of the last row, when more may follow.
    pub next: Option<String>,
}

/// A list as a sheet.
pub trait Export: Send + Sync + 'static {
    /// The event in the audit log.
    const EVENT: &'static str;
    /// Begins the name of the file.
    const FILE: &'static str;
    /// Name of the sheet.
    const TITLE: &'static str;
    /// Its columns.
    const COLUMNS: &'static [Column];

    /// How many rows there are.
    fn count(&self, tx: &mut ReadTx<'_>, caller: &Caller) -> Outcome<i64>;

    /// At most `most` rows after the key, in the order of keys.
    fn page(
        &self,
        tx: &mut ReadTx<'_>,
        caller: &Caller,
        after: Option<&str>,
        most: i64,
    ) -> Outcome<Page>;
}

/// Who took the sheet, and when: stands in the sheet itself.
#[derive(Debug, Clone)]
struct Taken {
    by: String,
    at: DateTime<FixedOffset>,
    rows: i64,
    filter: String,
}

impl Taken {
    fn remark(&self) -> String {
        let at = self.at.format("%H:%M ngày %d/%m/%Y");
        format!("Người xuất: {}; lúc {at}; {} dòng", self.by, self.rows)
    }
}

/// The list in the form that the request takes: a page by `list`, or the whole
/// as `export` says.
pub async fn answer<A, E, F>(
    call: Allowed<A, ()>,
    accepted: Accepted,
    export: E,
    list: F,
) -> Handled<Either<Reply, HttpResponse>>
where
    A: 'static,
    E: Export,
    F: AsyncFnOnce(Allowed<A, ()>, E) -> Handled<Reply>,
{
    match accepted.form()? {
        Form::Json => Ok(Either::Left(list(call, export).await?)),
        form => Ok(Either::Right(
            send(call, form, accepted.query, export).await?,
        )),
    }
}

async fn send<A: 'static, E: Export>(
    call: Allowed<A, ()>,
    form: Form,
    filter: String,
    export: E,
) -> Handled<HttpResponse> {
    let moment = call.app.db.clock().moment();
    let settings = &call.app.settings;
    let user = call.caller.user_id.clone();
    let millis = moment.now.timestamp_millis();
    let per_hour = settings.exports_per_hour;
    call.app.limits.export(user.as_str(), per_hour, millis)?;
    let export = Arc::new(export);
    let counting = Arc::clone(&export);
    let (rows, by) = call
        .read(move |tx, caller| {
            let rows = counting.count(tx, caller)?;
            let names = users::table.find(&caller.user_id);
            let names = names.select((users::username, users::display_name));
            let (username, name) = names.first::<(String, String)>(tx.conn)?;
            Ok((rows, format!("{name} ({username})")))
        })
        .await?;
    let event = Event::new(E::EVENT, "export", RowId::new(moment.now))
        .after(json!({ "form": form.extension(), "filter": filter, "rows": rows }));
    let written = call
        .app
        .db
        .write(call.origin().clone(), move |tx| tx.record(event, ()));
    in_time(settings.handler_time, written).await?;
    let zone = FixedOffset::east_opt(HO_CHI_MINH);
    let at = zone.map_or_else(
        || moment.now.fixed_offset(),
        |zone| moment.now.with_timezone(&zone),
    );
    let taken = Taken {
        by,
        at,
        rows,
        filter,
    };
    let file = format!(
        "{}-{}.{}",
        E::FILE,
        at.format("%Y%m%d-%H%M"),
        form.extension()
    );
    let body = match form {
        Form::Xlsx => xlsx::body(call, export, taken),
        _ => csv::body(call, export, taken),
    };
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, form.content_type()))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{file}\""),
        ))
        .body(body))
}

/// The rows after `after`.
async fn next_page<A: 'static, E: Export>(
    call: &Allowed<A, ()>,
    export: &Arc<E>,
    after: Option<String>,
) -> Outcome<Page> {
    let export = Arc::clone(export);
    call.read(move |tx, caller| export.page(tx, caller, after.as_deref(), PAGE))
        .await
}
