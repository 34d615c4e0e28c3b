//! Opens the database of the configuration for the service and the commands.

use crate::cli::Stop;
use crate::commands::migrate;
use crate::config::Config;
use crate::installation::{self, Found};
use chrono::Utc;
use diesel::connection::SimpleConnection;
use lamtheo_api::Environment;
use lamtheo_db::{Database, DatabaseUrl, DbError, Failure};
use lamtheo_domain::kernel::Clock;
use std::fmt::Write;
use std::future::Future;

/// An open database of this program's schema.
pub(crate) struct Opened {
    /// The pools, on the business date of a demonstration.
    pub db: Database,
    /// What a demonstration left behind; nothing in production.
    pub found: Found,
}

/// The process's clock: the one place that reads the machine's.
pub(crate) fn clock() -> Clock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the source of the injected clock"
    )]
    let now = Utc::now;
    Clock::new(now, None)
}

/// Opens the database; the embedded one is migrated on the way, any other only
/// when told to.
pub(crate) async fn open(config: &Config, migrate: bool) -> Result<Opened, Stop> {
    if migrate || config.embedded {
        for step in migrate::apply(config)? {
            tracing::info!(step, "migrated");
        }
    }
    config.database_exists()?;
    let clock = clock();
    let db = Database::open(config.database_url.clone(), clock.clone(), config.pools)
        .map_err(|error| Stop::because("the database cannot be opened")(error.into()))?;
    installation::require_current(&db).await?;
    let found = installation::read(&db).await?;
    if config.environment == Environment::Production {
        if found.business_date.is_some() {
            tracing::warn!("the database holds a demonstration; its business date is not used");
        }
        return Ok(Opened {
            db,
            found: Found::default(),
        });
    }
    Ok(Opened {
        db: db.with_clock(clock.on(found.business_date)),
        found,
    })
}

/// Moves what the write-ahead log holds into the database's file, so that a
/// process that ended in good order leaves one file.
pub(crate) fn flush(config: &Config) {
    if !matches!(config.database_url, DatabaseUrl::Sqlite(_)) {
        return;
    }
    let flushed = lamtheo_db::migrate::open(&config.database_url)
        .and_then(|mut conn| Ok(conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)")?));
    if let Err(error) = flushed {
        tracing::warn!(%error, "the write-ahead log stays");
    }
}

/// Runs the work of a command to its end.
pub(crate) fn block_on<T>(work: impl Future<Output = Result<T, Stop>>) -> Result<T, Stop> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Stop::at("the program cannot start"))?
        .block_on(work)
}

/// A failure as the operator should read it.
pub(crate) fn told(failure: &Failure) -> String {
    match failure {
        Failure::Refusal(refusal) => {
            let mut text = format!("{} ({})", refusal.title, refusal.code);
            for field in &refusal.fields {
                // Writing to a String does not fail.
                let _ = write!(text, "\n  {}: {}", field.pointer, field.message);
            }
            text
        }
        Failure::Database(DbError::Internal(text)) => text.clone(),
        Failure::Database(error) => error.to_string(),
    }
}
