//! What the service is told at its start; the command line fills it.

use crate::web::network::Network;
use chrono::{NaiveDate, NaiveTime};
use lamtheo_domain::file;
pub use lamtheo_domain::reminder::DIGEST_AT;
use std::path::PathBuf;
use std::time::Duration;

/// What the installation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// Synthetic data, a fixed business date, sign-ins without second factor.
    Demo,
    /// The real thing.
    Production,
}

/// Settings of one process.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What the installation is for.
    pub environment: Environment,
    /// The address under which browsers reach the service; issuer of tokens.
    pub base_url: String,
    /// Rate limits on; off only for benchmarks.
    pub rate_limits: bool,
    /// Exports of one account in an hour.
    pub exports_per_hour: u32,
    /// Origins that may call from browsers; empty: none but our own.
    pub cors_origins: Vec<String>,
    /// Reverse proxies whose X-Forwarded-For is believed.
    pub trusted_proxies: Vec<Network>,
    /// Fixed business date of a demonstration.
    pub business_date: Option<NaiveDate>,
    /// Banner of a demonstration, Vietnamese.
    pub banner: Option<String>,
    /// Where letters go out; none until configured.
    pub mail: Option<MailSettings>,
    /// A handler's work on the database ends within this time.
    pub handler_time: Duration,
    /// What the service must find to call itself ready.
    pub readiness: Readiness,
    /// When the daily digest goes out, Asia/Ho_Chi_Minh.
    pub digest_at: NaiveTime,
    /// Where uploaded files lie, and their bounds.
    pub files: FileSettings,
}

/// Where uploaded files lie, and their bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSettings {
    /// The folder; shared by all processes on one database.
    pub folder: PathBuf,
    /// Most bytes of one file.
    pub most_bytes: u64,
    /// Most files on one record.
    pub most_per_record: usize,
    /// Most bytes of all files of one unit.
    pub unit_quota: u64,
    /// A file that hangs on nothing is kept so many days.
    pub unattached_days: i64,
}

impl FileSettings {
    /// The usual bounds over `folder`.
    pub fn over(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            most_bytes: file::MOST_BYTES,
            most_per_record: file::MOST_PER_RECORD,
            unit_quota: file::UNIT_QUOTA,
            unattached_days: file::UNATTACHED_DAYS,
        }
    }
}

/// The SMTP server and the sender of letters.
#[derive(Clone)]
pub struct MailSettings {
    /// `smtp://`, `smtp://…?tls=required` or `smtps://`; may hold a password.
    pub smtp_url: String,
    /// Sender, `Name <address>` or an address.
    pub from: String,
}

impl std::fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailSettings")
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// What the service must find to call itself ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readiness {
    /// Percent of the disk under the embedded database that must be free.
    pub least_free_percent: u64,
    /// Longest time that a committed row may wait for the work beside the requests.
    pub longest_wait: Duration,
}

impl Default for Readiness {
    fn default() -> Self {
        Self {
            least_free_percent: 5,
            longest_wait: Duration::from_mins(5),
        }
    }
}

impl Settings {
    /// A handler's work on the database ends within this time unless said otherwise.
    pub const HANDLER_TIME: Duration = Duration::from_secs(15);

    /// Exports of one account in an hour unless said otherwise.
    pub const EXPORTS_PER_HOUR: u32 = 10;

    /// Settings for tests and tools: demonstration, no limits.
    pub fn demo(base_url: impl Into<String>) -> Self {
        Self {
            environment: Environment::Demo,
            base_url: base_url.into(),
            rate_limits: false,
            exports_per_hour: Self::EXPORTS_PER_HOUR,
            cors_origins: Vec::new(),
            trusted_proxies: Vec::new(),
            business_date: None,
            banner: None,
            mail: None,
            handler_time: Self::HANDLER_TIME,
            readiness: Readiness::default(),
            digest_at: DIGEST_AT,
            files: FileSettings::over("data/files"),
        }
    }
}
