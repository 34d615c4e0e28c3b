//! `lamtheo backup`: a consistent copy of the SQLite database.

use crate::cli::{BackupArgs, Ended, Stop};
use crate::config::Config;
use std::process::ExitCode;

pub(crate) fn run(config: &Config, args: &BackupArgs) -> Ended {
    lamtheo_db::backup::backup(&config.database_url, &args.target)
        .map_err(Stop::at("no backup was made"))?;
    println!("backup written to {}", args.target.display());
    Ok(ExitCode::SUCCESS)
}
