//! What can go wrong below a rule: the database itself.

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use lamtheo_domain::kernel::{Class, Refusal};

/// A failure of the database; its text goes to the log, never to a client.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// No connection, a timeout or a lock that did not come free: try again.
    #[error("database unavailable: {0}")]
    Unavailable(String),
    /// A lock was held longer than the lock timeout.
    #[error("lock timeout: {0}")]
    LockTimeout(String),
    /// The disk or the quota is full.
    #[error("storage full: {0}")]
    Full(String),
    /// The transaction's closure panicked; it was rolled back alone.
    #[error("a transaction panicked")]
    Panicked,
    /// Anything else: a defect.
    #[error("database error: {0}")]
    Internal(String),
}

impl From<DieselError> for DbError {
    fn from(error: DieselError) -> Self {
        let text = error.to_string();
        match &error {
            DieselError::DatabaseError(
                DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::SerializationFailure,
                _,
            ) => Self::Unavailable(text),
            _ => Self::from_text(text),
        }
    }
}

impl DbError {
    /// Both client libraries tell these conditions by text only.
    pub(crate) fn from_text(text: String) -> Self {
        let has = |needle: &str| text.contains(needle);
        if has("lock timeout") || has("database is locked") || has("database table is locked") {
            Self::LockTimeout(text)
        } else if has("database or disk is full") || has("No space left") || has("disk I/O error") {
            Self::Full(text)
        } else if has("statement timeout")
            || has("deadlock detected")
            || has("server closed the connection")
            || has("no connection to the server")
            || has("terminating connection")
            || has("the database system is")
        {
            Self::Unavailable(text)
        } else {
            Self::Internal(text)
        }
    }
}

/// Why a transaction did not commit: a rule said no, or the database failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A rule said no; nothing was written.
    #[error(transparent)]
    Refusal(#[from] Refusal),
    /// The database failed; nothing was written.
    #[error(transparent)]
    Database(#[from] DbError),
}

/// What every closure of a transaction returns.
pub type Outcome<T> = Result<T, Failure>;

impl From<DieselError> for Failure {
    fn from(error: DieselError) -> Self {
        Self::Database(error.into())
    }
}

impl Failure {
    /// A defect found in stored data or in the program, with a text for the log.
    pub fn defect(text: impl Into<String>) -> Self {
        Self::Database(DbError::Internal(text.into()))
    }

    /// The refusal's code, when a rule said no.
    pub fn code(&self) -> Option<&'static str> {
        match self {
            Self::Refusal(refusal) => Some(refusal.code),
            Self::Database(_) => None,
        }
    }

    /// What a client may be told.
    pub fn into_refusal(self) -> Option<Refusal> {
        match self {
            Self::Refusal(refusal) => Some(refusal),
            Self::Database(DbError::Unavailable(_)) => Some(unavailable()),
            Self::Database(DbError::LockTimeout(_)) => Some(
                Refusal::conflict(
                    "record_busy",
                    "Bản ghi đang được xử lý bởi một yêu cầu khác; vui lòng thử lại",
                )
                .retry_after(1),
            ),
            Self::Database(DbError::Full(_)) => Some(
                Refusal::new(
                    Class::Unavailable,
                    "storage_full",
                    "Máy chủ hết dung lượng lưu trữ, chưa thể ghi dữ liệu",
                )
                .retry_after(60),
            ),
            Self::Database(DbError::Panicked | DbError::Internal(_)) => None,
        }
    }
}

fn unavailable() -> Refusal {
    Refusal::new(
        Class::Unavailable,
        "database_unavailable",
        "Hệ thống đang bận hoặc tạm thời không truy cập được dữ liệu; vui lòng thử lại sau ít phút",
    )
    .retry_after(2)
}
