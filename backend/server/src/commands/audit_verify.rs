//! `lamtheo audit verify`: walks the chain of the audit log.

use crate::cli::{AuditVerifyArgs, Ended, Stop};
use crate::config::Config;
use lamtheo_db::audit::{self, Verification};
use lamtheo_db::migrate;
use std::process::ExitCode;

pub(crate) fn run(config: &Config, args: &AuditVerifyArgs) -> Ended {
    let failed = "the audit log cannot be read";
    config.database_exists()?;
    let mut conn = migrate::open(&config.database_url).map_err(Stop::because(failed))?;
    let found = audit::verify(&mut conn).map_err(Stop::because(failed))?;
    if args.json {
        println!("{}", serde_json::json!(found));
    } else {
        println!("{}", told(&found));
    }
    Ok(match found.broken {
        None => ExitCode::SUCCESS,
        Some(_) => ExitCode::FAILURE,
    })
}

fn told(found: &Verification) -> String {
    let tail = format!(
        "{} rows hold, {} not yet in the chain",
        found.verified, found.unsealed
    );
    match &found.broken {
        None => format!("the audit log holds: {tail}"),
        Some(row) => format!(
            "the audit log is BROKEN at place {} (row {}): {}; before it {tail}",
            row.seq,
            row.audit_id,
            row.reason.replace('_', " ")
        ),
    }
}
