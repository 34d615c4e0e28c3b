//! `lamtheo backup`: a consistent copy of the SQLite database.

use crate::cli::{BackupArgs, Ended, Stop};
use crate::config::Config;
use std::process::ExitCode;

pub(crate) fn run(config: &Config, args: &BackupArgs) -> Ended {
    let copy = lamtheo_db::backup::backup(&config.database_url, &args.target)
        .map_err(Stop::because("no backup was made"))?;
    println!("backup: {}", args.target.display());
    println!("bytes: {}", copy.bytes);
    println!("sha256: {}", copy.sha256);
    Ok(ExitCode::SUCCESS)
}
