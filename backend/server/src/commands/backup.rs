//! `lamtheo backup`: a consistent copy of the SQLite database, and of the
//! uploaded files that its rows name.

use super::uploads;
use crate::cli::{BackupArgs, Ended, Stop};
use crate::config::Config;
use crate::database;
use lamtheo_api::rooms::files::Blobs;
use lamtheo_db::DatabaseUrl;
use std::process::ExitCode;

pub(crate) fn run(config: &Config, args: &BackupArgs) -> Ended {
    let target = &args.target;
    let folder = uploads::beside(target);
    let (here, there) = (Blobs::over(&config.files.folder), Blobs::over(&folder));
    let refused = target.exists() || !matches!(config.database_url, DatabaseUrl::Sqlite(_));
    if folder.exists() {
        return Err(Stop(format!("{} exists already", folder.display())));
    }
    let now = database::clock().moment().now;
    if !refused {
        // What is there goes first: a file that is cleared away while the rows
        // are copied is in the copy already.
        let all = here.all().map_err(Stop::at("no backup was made"))?;
        uploads::copy(&here, &there, all, now);
    }
    let copy = lamtheo_db::backup::backup(&config.database_url, target)
        .map_err(Stop::because("no backup was made"))?;
    let named = uploads::named_in(&DatabaseUrl::Sqlite(target.clone()))?;
    let missing = uploads::copy(&here, &there, named.clone(), now);
    uploads::keep_only(&there, &named).map_err(Stop::at("the copied files"))?;
    println!("backup: {}", target.display());
    println!("bytes: {}", copy.bytes);
    println!("sha256: {}", copy.sha256);
    println!("files: {}", named.len() - missing.len());
    uploads::complain(&missing)?;
    Ok(ExitCode::SUCCESS)
}
