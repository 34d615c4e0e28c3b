//! `lamtheo config check`: the settings in force and every problem, no secret.

use crate::config::{Config, Sources};
use std::process::ExitCode;

pub(crate) fn run(sources: &Sources) -> ExitCode {
    let (config, problems) = Config::examine(sources);
    for (name, value) in config.shown() {
        println!("{name} = {value}");
    }
    for name in sources.unknown_variables() {
        println!("warning: {name} is not a setting of this program");
    }
    for problem in &problems {
        println!("problem: {problem}");
    }
    if problems.is_empty() {
        println!("the configuration can be used");
        return ExitCode::SUCCESS;
    }
    ExitCode::FAILURE
}
