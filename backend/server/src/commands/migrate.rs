//! `lamtheo migrate`: applies the missing steps, forward only.

use crate::cli::{Ended, Stop};
use crate::config::Config;
use crate::database;
use lamtheo_db::migrate;
use std::process::ExitCode;

pub(crate) fn run(config: &Config) -> Ended {
    let applied = apply(config)?;
    for name in &applied {
        println!("applied {name}");
    }
    if applied.is_empty() {
        println!("the schema is current");
    }
    Ok(ExitCode::SUCCESS)
}

/// Applies the missing steps in the role for migrations; returns their names.
pub(crate) fn apply(config: &Config) -> Result<Vec<String>, Stop> {
    config.make_data_dir()?;
    let url = config
        .migrate_database_url
        .as_ref()
        .unwrap_or(&config.database_url);
    migrate::run(url, database::clock().moment().now)
        .map_err(Stop::because("the database was not migrated"))
}
