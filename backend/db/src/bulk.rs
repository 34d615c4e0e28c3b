//! Many rows in one statement, the same on both databases: the rows travel as
//! one JSON text, so the statement has one parameter whatever their number.
//! For the demonstration and for imports; requests insert through diesel.

use crate::audit::AuditRow;
use crate::{Db, DbError, on_each};
use diesel::RunQueryDsl;
use diesel::sql_types::Text;
use lamtheo_domain::kernel::ids::RowId;

/// A row that can be inserted in bulk; see [`crate::bulk_row`].
pub trait BulkRow: serde::Serialize {
    /// The table.
    const TABLE: &'static str;
    /// The columns, named like the fields.
    const COLUMNS: &'static [&'static str];
}

/// Declares a [`BulkRow`]: a struct whose fields are the columns of a table.
/// Instants are texts made by [`instant`], booleans are `bool`.
#[macro_export]
macro_rules! bulk_row {
    ($(#[$meta:meta])* $name:ident in $table:literal { $($field:ident: $kind:ty),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, serde::Serialize)]
        pub struct $name {
            $(
                #[doc = concat!("Column `", stringify!($field), "`.")]
                pub $field: $kind,
            )+
        }

        impl $crate::bulk::BulkRow for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];
        }
    };
}

/// An instant as the rows carry it: the text that both databases read, written
/// on SQLite exactly as diesel writes it, so that texts compare like instants.
pub fn instant(at: chrono::NaiveDateTime) -> String {
    at.format("%F %T%.f").to_string()
}

/// Inserts `rows` in statements of at most `chunk` rows, within the caller's
/// transaction; returns how many.
pub fn insert<R: BulkRow>(conn: &mut Db, rows: &[R], chunk: usize) -> Result<usize, DbError> {
    let mut inserted = 0;
    for part in rows.chunks(chunk.max(1)) {
        let json =
            serde_json::to_string(part).map_err(|error| DbError::Internal(error.to_string()))?;
        inserted += diesel::sql_query(statement::<R>(conn))
            .bind::<Text, _>(json)
            .execute(conn)?;
    }
    Ok(inserted)
}

fn statement<R: BulkRow>(conn: &Db) -> String {
    let columns = R::COLUMNS.join(", ");
    let table = R::TABLE;
    match conn {
        Db::Sqlite(_) => {
            let values: Vec<String> = R::COLUMNS
                .iter()
                .map(|column| format!("value ->> '{column}'"))
                .collect();
            format!(
                "INSERT INTO {table} ({columns}) SELECT {} FROM json_each($1)",
                values.join(", ")
            )
        }
        Db::Postgres(_) => format!(
            "INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, $1::json)"
        ),
    }
}

/// Refreshes the planner's statistics after many rows came.
pub fn analyze(conn: &mut Db) -> Result<(), DbError> {
    on_each!(conn, inner => diesel::sql_query("ANALYZE").execute(inner))?;
    Ok(())
}

bulk_row! { /// An audit row.
AuditLogRow in "audit_log" {
    id: String, at: String, actor_user_id: Option<String>, session_id: Option<String>, ip: Option<String>,
    request_id: String, action: String, object_type: String, object_id: String, unit_id: Option<String>,
    reason: Option<String>, before_state: Option<String>, after_state: Option<String>, content_hash: String,
} }

bulk_row! { /// An outbox row.
OutboxRow in "outbox" {
    id: String, at: String, event: String, object_type: String, object_id: String,
    unit_id: Option<String>, audit_id: String, delivered_at: Option<String>,
} }

/// The audit and outbox rows of one event.
pub(crate) struct Trace(AuditLogRow, OutboxRow);

impl Trace {
    /// The traces of `row`, which has its hash, with the outbox row's id.
    pub fn new(row: AuditRow, outbox_id: RowId) -> Self {
        let text = |id: Option<&str>| id.map(str::to_owned);
        let unit_id = text(row.unit_id.as_ref().map(|id| id.as_str()));
        let outbox = OutboxRow {
            id: outbox_id.to_string(),
            at: instant(row.at),
            event: row.action.clone(),
            object_type: row.object_type.clone(),
            object_id: row.object_id.clone(),
            unit_id: unit_id.clone(),
            audit_id: row.id.to_string(),
            delivered_at: None,
        };
        let audit = AuditLogRow {
            id: row.id.to_string(),
            at: instant(row.at),
            actor_user_id: text(row.actor_user_id.as_ref().map(|id| id.as_str())),
            session_id: text(row.session_id.as_ref().map(|id| id.as_str())),
            ip: row.ip,
            request_id: row.request_id,
            action: row.action,
            object_type: row.object_type,
            object_id: row.object_id,
            unit_id,
            reason: row.reason,
            before_state: row.before_state,
            after_state: row.after_state,
            content_hash: row.content_hash,
        };
        Self(audit, outbox)
    }
}

/// Inserts the traces of many events.
pub(crate) fn insert_traces(conn: &mut Db, traces: Vec<Trace>) -> Result<(), DbError> {
    let (audit, outbox): (Vec<_>, Vec<_>) = traces.into_iter().map(|Trace(a, o)| (a, o)).unzip();
    insert(conn, &audit, 1_000)?;
    insert(conn, &outbox, 1_000)?;
    Ok(())
}
