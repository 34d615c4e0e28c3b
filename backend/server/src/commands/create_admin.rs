//! `lamtheo create-admin`: the first administrator, with a one-time code.

use crate::cli::{CreateAdminArgs, Ended, Stop};
use crate::config::Config;
use crate::database::{self, Opened};
use lamtheo_api::rooms::admin::{FirstAdmin, create_admin};
use std::process::ExitCode;

pub(crate) fn run(config: &Config, args: CreateAdminArgs) -> Ended {
    let wanted = FirstAdmin {
        username: args.username,
        display_name: args.display_name,
        root_unit_name: Some(args.unit),
        force: args.force,
    };
    let admin = database::block_on(async {
        let Opened { db, .. } = database::open(config, false).await?;
        create_admin(&db, wanted)
            .await
            .map_err(Stop::because("no administrator was created"))
    })?;
    database::flush(config);
    println!("username: {}", admin.username);
    println!("one-time code: {}", admin.one_time_code.reveal());
    println!("valid until: {}", admin.expires_at.to_rfc3339());
    println!("The code is shown once. It sets the first password on the sign-in page.");
    Ok(ExitCode::SUCCESS)
}
