//! `lamtheo openapi`: the contract, derived from the code.

use crate::cli::{Ended, Stop};
use std::io::Write;
use std::process::ExitCode;

pub(crate) fn run() -> Ended {
    let text = lamtheo_api::openapi()
        .to_pretty_json()
        .map_err(Stop::at("the contract cannot be written"))?;
    // A reader that closes the pipe early is no fault of ours.
    match writeln!(std::io::stdout().lock(), "{text}") {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Stop::at("the contract cannot be written")(e))
        }
        _ => Ok(ExitCode::SUCCESS),
    }
}
