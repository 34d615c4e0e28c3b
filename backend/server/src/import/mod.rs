//! `lamtheo import`: units, persons, registrations and issues from .xlsx or .csv.
//! Two phases: every row is checked first, and with any error nothing is
//! applied; then the rows are applied, at most a thousand in a transaction,
//! each with its audit row. A row that is already in (same source, same
//! external id) is passed over, so a second run changes nothing and a run that
//! was killed goes on where it stopped.

mod cells;
mod columns;
mod errors;
mod issues;
mod ledger;
mod people;
mod registrations;
mod sheet;
mod units;

pub use errors::RowError;

use cells::Cells;
use chrono::{DateTime, NaiveDate, Utc};
use columns::Layout;
use indicatif::{ProgressBar, ProgressStyle};
use lamtheo_db::{Database, Db, Event, Failure, Origin, Outcome, Recorded, Tx, schema, stored};
use lamtheo_domain::kernel::ids::UserId;
use lamtheo_domain::sheet::Column;
use ledger::Ledger;
use sheet::Limits;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Rows of one transaction.
const CHUNK: usize = 1_000;
/// Errors after which a file is not read on.
const MOST_ERRORS: usize = 10_000;
/// The account that imported registrations name; nobody signs in with it.
const ACCOUNT: &str = "nhap.du.lieu";

/// What a sheet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ImportKind {
    /// Units of the tree.
    Units,
    /// Persons with their present membership.
    People,
    /// Registrations with their pledges.
    Registrations,
    /// Pressing issues.
    Issues,
}

/// What to import, and how.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// What the sheet holds.
    pub kind: ImportKind,
    /// The sheet, .xlsx or .csv.
    pub file: PathBuf,
    /// Where the external ids come from; ids of different sources do not meet.
    pub source: String,
    /// Checks and applies nothing.
    pub dry_run: bool,
    /// Where the sheet goes with a column of errors, when there are any.
    pub errors: Option<PathBuf>,
    /// Whether a progress bar is drawn.
    pub progress: bool,
}

/// How an import ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Rows with data.
    pub rows: usize,
    /// Rows that were already in.
    pub present: usize,
    /// Records made now.
    pub created: usize,
    /// What is wrong; when anything is, nothing was applied.
    pub errors: Vec<RowError>,
}

/// Why nothing could be imported.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// The file cannot be read or understood; Vietnamese.
    #[error("{0}")]
    File(String),
    /// The database.
    #[error("{0}")]
    Database(#[from] Failure),
}

impl Stop {
    fn file(text: impl Into<String>) -> Self {
        Self::File(text.into())
    }
}

/// On whose behalf and from where rows are written.
struct Written {
    source: String,
    user_id: String,
}

/// How one kind of sheet is checked and written.
trait Importer: Send + 'static {
    /// One record, checked.
    type Item: Send + 'static;

    fn new(ledger: Arc<Ledger>, now: DateTime<Utc>) -> Self;
    /// Checks one row; whole records go to `done`. False when it is already in.
    fn take(&mut self, row: usize, cells: &mut Cells<'_>, done: &mut Vec<Self::Item>) -> bool;
    /// After the last row.
    fn finish(&mut self, done: &mut Vec<Self::Item>, errors: &mut Vec<RowError>);
    /// How many rows of the sheet the record took.
    fn rows_of(item: &Self::Item) -> usize;
    /// Writes records with their traces.
    fn write(tx: &mut Tx<'_>, items: Vec<Self::Item>, by: &Written) -> Outcome<Recorded<usize>>;
}

/// The header row of a sheet of `kind`, as .csv; required columns are marked.
pub fn template(kind: ImportKind) -> String {
    let mark = |column: &Column| {
        format!(
            "{}{}",
            column.header,
            if column.required { " *" } else { "" }
        )
    };
    let headers: Vec<String> = columns::of(kind)
        .iter()
        .filter(|column| column.read)
        .map(mark)
        .collect();
    let quoted = headers.iter().map(|h| {
        if h.contains(',') {
            format!("\"{h}\"")
        } else {
            h.clone()
        }
    });
    format!("\u{feff}{}\n", quoted.collect::<Vec<_>>().join(","))
}

/// Checks a sheet and applies it.
pub async fn run(database: &Database, options: ImportOptions) -> Result<Imported, Stop> {
    if options.source.is_empty() || options.source.len() > 50 || options.source == "manual" {
        return Err(Stop::file(
            "Nguồn phải có từ 1 đến 50 ký tự và khác “manual”",
        ));
    }
    match options.kind {
        ImportKind::Units => import::<units::Units>(database, options).await,
        ImportKind::People => import::<people::People>(database, options).await,
        ImportKind::Registrations => {
            import::<registrations::Registrations>(database, options).await
        }
        ImportKind::Issues => import::<issues::Issues>(database, options).await,
    }
}

async fn import<I: Importer>(
    database: &Database,
    options: ImportOptions,
) -> Result<Imported, Stop> {
    let (kind, source) = (options.kind, options.source.clone());
    let ledger = database
        .read(move |tx| {
            let today = business_day(tx.conn)?.unwrap_or(tx.at.today);
            Ledger::load(tx.conn, today, kind, &source)
        })
        .await?;
    let ledger = Arc::new(ledger);
    let now = database.clock().moment().now;
    let (for_check, known) = (options.clone(), Arc::clone(&ledger));
    let mut imported = off_thread(move || check::<I>(&for_check, known, now)).await?;
    if !imported.errors.is_empty() {
        if let Some(target) = &options.errors {
            errors::write_sheet(kind, &options.file, target, &imported.errors)?;
        }
        return Ok(imported);
    }
    if !options.dry_run && imported.present < imported.rows {
        imported.created = apply::<I>(database, &options, ledger, imported.rows).await?;
    }
    Ok(imported)
}

/// The demonstration's day, where the database is one.
fn business_day(conn: &mut Db) -> Outcome<Option<NaiveDate>> {
    use diesel::prelude::*;
    use schema::settings;
    let value = settings::table
        .find("business_date")
        .select(settings::value)
        .first::<String>(conn)
        .optional()?;
    Ok(value.and_then(|text| text.trim_matches('"').parse().ok()))
}

/// Reads the whole sheet; records come out in `each` as they are complete.
fn walk<I: Importer>(
    options: &ImportOptions,
    ledger: Arc<Ledger>,
    now: DateTime<Utc>,
    mut each: impl FnMut(Vec<I::Item>) -> Result<(), Stop>,
) -> Result<Imported, Stop> {
    let mut importer = I::new(ledger, now);
    let mut layout = None;
    let mut imported = Imported::default();
    sheet::read(&options.file, Limits::default(), |row| {
        let Some(layout) = &layout else {
            layout = Some(Layout::understand(options.kind, &row)?);
            return Ok(());
        };
        imported.rows += 1;
        let mut cells = Cells::new(options.kind, layout, &row);
        let mut done = Vec::new();
        if !importer.take(row.number, &mut cells, &mut done) {
            imported.present += 1;
        }
        imported.errors.append(&mut cells.errors);
        if imported.errors.len() > MOST_ERRORS {
            return Err(Stop::file(format!(
                "Tệp có quá {MOST_ERRORS} lỗi; hãy kiểm tra lại mẫu và các mã"
            )));
        }
        each(done)
    })?;
    if layout.is_none() {
        return Err(Stop::file("Tệp không có dòng nào"));
    }
    let mut done = Vec::new();
    importer.finish(&mut done, &mut imported.errors);
    imported.errors.sort_by_key(|error| error.row);
    each(done)?;
    Ok(imported)
}

/// First phase: checks every row, keeps nothing.
fn check<I: Importer>(
    options: &ImportOptions,
    ledger: Arc<Ledger>,
    now: DateTime<Utc>,
) -> Result<Imported, Stop> {
    let bar = bar(options.progress, "kiểm tra", None);
    let imported = walk::<I>(options, ledger, now, |_| {
        bar.inc(1);
        Ok(())
    });
    bar.finish_and_clear();
    imported
}

/// Second phase: reads again and writes, a transaction for each thousand rows.
async fn apply<I: Importer>(
    database: &Database,
    options: &ImportOptions,
    ledger: Arc<Ledger>,
    rows: usize,
) -> Result<usize, Stop> {
    let by = Arc::new(Written {
        source: options.source.clone(),
        user_id: account(database).await?.to_string(),
    });
    let (sender, mut receiver) = mpsc::channel::<Vec<I::Item>>(2);
    let (reading, now) = (options.clone(), database.clock().moment().now);
    let reader = tokio::task::spawn_blocking(move || {
        let mut batch: Vec<I::Item> = Vec::new();
        let mut size = 0;
        let gone = |_| Stop::file("Việc ghi đã dừng");
        walk::<I>(&reading, ledger, now, |items| {
            for item in items {
                let item_rows = I::rows_of(&item);
                if size > 0 && size + item_rows > CHUNK {
                    sender
                        .blocking_send(std::mem::take(&mut batch))
                        .map_err(gone)?;
                    size = 0;
                }
                size += item_rows;
                batch.push(item);
            }
            Ok(())
        })?;
        if batch.is_empty() {
            Ok(())
        } else {
            sender.blocking_send(batch).map_err(gone)
        }
    });
    let bar = bar(options.progress, "ghi", Some(rows));
    let mut created = 0;
    while let Some(items) = receiver.recv().await {
        let by = Arc::clone(&by);
        bar.inc(items.iter().map(I::rows_of).sum::<usize>() as u64);
        created += database
            .write(Origin::system("import"), move |tx| I::write(tx, items, &by))
            .await?;
    }
    bar.finish_and_clear();
    reader
        .await
        .map_err(|_| Stop::file("Việc đọc tệp đã dừng"))??;
    Ok(created)
}

/// The account that stands for imports, made when it is first needed: disabled,
/// without a password.
async fn account(database: &Database) -> Result<UserId, Stop> {
    use diesel::prelude::*;
    use schema::users;
    let found = |conn: &mut Db| {
        users::table
            .filter(users::username_key.eq(ACCOUNT))
            .select(users::id)
            .first::<UserId>(conn)
            .optional()
    };
    if let Some(id) = database.read(move |tx| Ok(found(tx.conn)?)).await? {
        return Ok(id);
    }
    let made = database
        .write(Origin::system("import"), move |tx| {
            let id = UserId::new(tx.at.now);
            let at = stored(tx.at.now);
            diesel::insert_into(users::table)
                .values((
                    users::id.eq(&id),
                    users::username.eq(ACCOUNT),
                    users::username_key.eq(ACCOUNT),
                    users::display_name.eq("Nhập dữ liệu từ tệp"),
                    users::search_key.eq("nhap du lieu tu tep"),
                    users::status.eq("disabled"),
                    users::must_change_password.eq(true),
                    users::version.eq(1),
                    users::created_at.eq(at),
                    users::updated_at.eq(at),
                ))
                .execute(tx.conn)?;
            tx.record(Event::new("user.created", "user", &id), id.clone())
        })
        .await?;
    Ok(made)
}

async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Stop> + Send + 'static,
) -> Result<T, Stop> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Stop::file("Việc đọc tệp đã dừng"))?
}

fn bar(drawn: bool, what: &str, rows: Option<usize>) -> ProgressBar {
    if !drawn {
        return ProgressBar::hidden();
    }
    let form = if rows.is_some() {
        "{msg} {bar:40} {percent}% {human_pos} dòng"
    } else {
        "{msg} {spinner} {human_pos} dòng"
    };
    let style = ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = rows.map_or_else(ProgressBar::new_spinner, |rows| {
        ProgressBar::new(rows as u64)
    });
    bar.with_style(style).with_message(what.to_owned())
}
