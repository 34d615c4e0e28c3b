//! `lamtheo restore`: puts a copy in place of the SQLite database.

use crate::cli::{Ended, RestoreArgs, Stop};
use crate::config::Config;
use std::process::ExitCode;

pub(crate) fn run(config: &Config, args: &RestoreArgs) -> Ended {
    config.make_data_dir()?;
    lamtheo_db::backup::restore(&args.source, &config.database_url, args.force)
        .map_err(Stop::because("nothing was restored"))?;
    println!("restored {:?}", config.database_url);
    Ok(ExitCode::SUCCESS)
}
