//! `lamtheo restore`: puts a copy in place of the SQLite database, and the files
//! beside the copy among the uploaded ones.

use super::uploads;
use crate::cli::{Ended, RestoreArgs, Stop};
use crate::config::Config;
use crate::database;
use lamtheo_api::rooms::files::Blobs;
use std::process::ExitCode;

pub(crate) fn run(config: &Config, args: &RestoreArgs) -> Ended {
    config.make_data_dir()?;
    lamtheo_db::backup::restore(&args.source, &config.database_url, args.force)
        .map_err(Stop::because("nothing was restored"))?;
    let here = Blobs::over(&config.files.folder);
    let there = Blobs::over(&uploads::beside(&args.source));
    let named = uploads::named_in(&config.database_url)?;
    let now = database::clock().moment().now;
    let missing = uploads::copy(&there, &here, named.clone(), now);
    println!("restored {:?}", config.database_url);
    println!("files: {}", named.len() - missing.len());
    uploads::complain(&missing)?;
    Ok(ExitCode::SUCCESS)
}
