//! What a real installation must not run with.

use super::{Config, Sources, mail};
use std::os::unix::fs::PermissionsExt;

/// Settings of the file that make it a secret.
const SECRETS: [&str; 4] = [
    "token_secret",
    "database_url",
    "migrate_database_url",
    "smtp_url",
];

/// Every reason not to serve real people with this configuration.
pub(super) fn problems(config: &Config, sources: &Sources) -> Vec<String> {
    let mut problems = Vec::new();
    if !config.base_url.starts_with("https://") {
        problems.push("base_url: must be given and begin with https:// in production".to_owned());
    }
    if !config.rate_limits {
        problems.push("rate_limits: must not be off in production".to_owned());
    }
    if ["debug", "trace"]
        .iter()
        .any(|level| config.log_level.to_lowercase().contains(level))
    {
        problems.push("log_level: must not be debug or trace in production".to_owned());
    }
    let insecure = |origin: &&String| !origin.starts_with("https://");
    if config.cors_origins.iter().any(|o| insecure(&o)) {
        problems.push("cors_origins: must begin with https:// in production".to_owned());
    }
    if mail::is_exposed(config) {
        problems.push(
            "smtp_url: must be smtps:// or end with ?tls=required in production, unless the server is on this machine"
                .to_owned(),
        );
    }
    problems.extend(exposed_file(sources));
    problems
}

/// A file with secrets that others can read.
fn exposed_file(sources: &Sources) -> Option<String> {
    let path = sources.file_path()?;
    if !SECRETS.iter().any(|name| sources.file_has(name)) {
        return None;
    }
    let mode = std::fs::metadata(path).ok()?.permissions().mode();
    (mode & 0o077 != 0).then(|| {
        format!(
            "{}: holds secrets and can be read by others; its mode must be 0600",
            path.display()
        )
    })
}
