//! `lamtheo demo`: creates and fills an empty database with the demonstration.

use crate::cli::{DemoArgs, Ended, Stop};
use crate::config::Config;
use crate::database::{self, Opened};
use crate::demo::{self, DemoOptions};
use std::io::IsTerminal;
use std::process::ExitCode;

pub(crate) fn run(config: &Config, args: DemoArgs) -> Ended {
    let options = DemoOptions {
        scale: args.scale,
        password: args.password,
        progress: std::io::stderr().is_terminal(),
    };
    let loaded = database::block_on(async {
        let Opened { db, .. } = database::open(config, true).await?;
        demo::run(&db, options)
            .await
            .map_err(Stop::because("the demonstration was not loaded"))
    })?;
    database::flush(config);
    println!(
        "loaded {} units, {} people, {} registrations with {} pledges, {} issues, {} accounts",
        loaded.units,
        loaded.people,
        loaded.registrations,
        loaded.pledges,
        loaded.issues,
        loaded.accounts
    );
    println!("sign-ins: {}", demo::SIGN_INS.join(", "));
    println!("serve it with LAMTHEO_ENV=demo lamtheo serve");
    Ok(ExitCode::SUCCESS)
}
