//! What differs between the two databases, and nowhere else.

use crate::Db;
use diesel::result::{DatabaseErrorKind, Error};

/// Compiles the same diesel expression once per database, for the parts of
/// diesel that the common connection type cannot express (on_conflict, batch
/// insert, FILTER).
#[macro_export]
macro_rules! on_each {
    ($conn:expr, $inner:ident => $body:expr) => {
        match $conn {
            $crate::Db::Sqlite($inner) => $body,
            $crate::Db::Postgres($inner) => $body,
        }
    };
}

/// Whether an insert or update collided with a unique key. The command that
/// can collide knows which key it means: constraint names are not portable.
pub fn is_unique_violation(error: &Error) -> bool {
    matches!(
        error,
        Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _)
    )
}

/// Appended to a SELECT that must hold its row until commit: a row lock on
/// PostgreSQL, nothing on SQLite, whose single writer holds all.
pub const fn row_lock(conn: &Db) -> &'static str {
    match conn {
        Db::Sqlite(_) => "",
        Db::Postgres(_) => " FOR UPDATE",
    }
}

/// Appended to a SELECT that takes a row nobody else is taking: several
/// workers share a queue on PostgreSQL; on SQLite the single writer takes.
pub const fn skip_locked(conn: &Db) -> &'static str {
    match conn {
        Db::Sqlite(_) => "",
        Db::Postgres(_) => " FOR UPDATE SKIP LOCKED",
    }
}
