//! The mail server: none, or one that is named whole.

use super::{Config, Hidden};
use lamtheo_api::MailSettings;
use lamtheo_api::worker::mail::SmtpMailer;

/// Hosts to which letters may go in the clear: they do not leave the machine.
const OWN_HOSTS: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// The settings, when both are given.
pub(super) fn settings(config: &Config) -> Option<MailSettings> {
    let (Hidden(url), from) = (config.smtp_url.as_ref()?, config.mail_from.as_ref()?);
    Some(MailSettings {
        smtp_url: url.clone(),
        from: from.clone(),
    })
}

/// What of the settings cannot be used.
pub(super) fn problems(config: &Config) -> Option<String> {
    match (&config.smtp_url, &config.mail_from) {
        (None, None) => None,
        (Some(_), None) => Some("mail_from: is missing beside smtp_url".to_owned()),
        (None, Some(_)) => Some("smtp_url: is missing beside mail_from".to_owned()),
        (Some(_), Some(_)) => SmtpMailer::new(&settings(config)?).err(),
    }
}

/// Whether letters with names in them would leave the machine in the clear.
pub(super) fn is_exposed(config: &Config) -> bool {
    let Some(Hidden(url)) = &config.smtp_url else {
        return false;
    };
    let Some(rest) = url.strip_prefix("smtp://") else {
        return false;
    };
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let authority = place.split('/').next().unwrap_or_default();
    let host_and_port = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let own = OWN_HOSTS.iter().any(|own| {
        host_and_port
            .strip_prefix(own)
            .is_some_and(|port| port.is_empty() || port.starts_with(':'))
    });
    !own && !query.split('&').any(|pair| pair == "tls=required")
}

/// The server without its password.
pub(super) fn shown(config: &Config) -> String {
    let Some(Hidden(url)) = &config.smtp_url else {
        return "(no letters)".to_owned();
    };
    match url.rsplit_once('@') {
        Some((before, host)) => {
            let scheme = before.split("://").next().unwrap_or_default();
            format!("{scheme}://(set)@{host}")
        }
        None => url.clone(),
    }
}
