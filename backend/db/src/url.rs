//! Which database: `sqlite://PATH` or `postgres://…`.

use std::path::PathBuf;

/// A parsed `LAMTHEO_DATABASE_URL`.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// The embedded database in one file.
    Sqlite(PathBuf),
    /// A PostgreSQL server; the text goes to libpq as it is.
    Postgres(String),
}

impl DatabaseUrl {
    /// `sqlite` or `postgres`, for messages and metrics.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }
}

impl std::fmt::Debug for DatabaseUrl {
    /// Never prints a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite://{}", path.display()),
            Self::Postgres(_) => f.write_str("postgres://…"),
        }
    }
}

impl std::str::FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(path) = text.strip_prefix("sqlite://") {
            if path.is_empty() {
                return Err("sqlite:// needs a path".to_owned());
            }
            return Ok(Self::Sqlite(PathBuf::from(path)));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        Err("expected sqlite://PATH or postgres://…".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_chooses_the_database_and_passwords_are_not_printed() {
        assert_eq!(
            "sqlite:///var/x.db".parse(),
            Ok(DatabaseUrl::Sqlite("/var/x.db".into()))
        );
        let url: DatabaseUrl = "postgres://u:secret@h/d".parse().unwrap();
        assert!(!format!("{url:?}").contains("secret"));
        assert!("mysql://x".parse::<DatabaseUrl>().is_err());
    }
}
