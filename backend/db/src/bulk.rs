//! Many rows in one statement, the same on both databases: the rows travel as
//! one JSON text, so the statement has one parameter whatever their number.
//! For the demonstration and for imports; requests insert through diesel.

use crate::{Db, DbError, on_each};
use diesel::RunQueryDsl;
use diesel::sql_types::Text;

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
