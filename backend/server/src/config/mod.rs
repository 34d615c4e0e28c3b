//! The configuration: one file, overlaid by the environment. Every command
//! refuses to start with what it cannot read; `serve` refuses everything that
//! `config check` names.

mod files;
mod mail;
mod production;
mod sources;

pub use sources::Sources;

use crate::cli::Stop;
use chrono::{NaiveDate, NaiveTime};
use lamtheo_api::rooms::auth::SigningKey;
use lamtheo_api::web::network::Network;
use lamtheo_api::{DIGEST_AT, Environment, FileSettings, Readiness, Settings};
use lamtheo_db::{DatabaseUrl, Options};
use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Names of all settings; the environment's are `LAMTHEO_` and the name in capitals.
const NAMES: [&str; 29] = [
    "env",
    "data_dir",
    "database_url",
    "migrate_database_url",
    "listen",
    "base_url",
    "rate_limits",
    "exports_per_hour",
    "token_secret",
    "token_key_file",
    "cors_origins",
    "trusted_proxies",
    "db_readers",
    "db_writers",
    "workers",
    "log_level",
    "handler_seconds",
    "ready_free_percent",
    "ready_queue_seconds",
    "shutdown_wait_seconds",
    "shutdown_drain_seconds",
    "worker",
    "digest_at",
    "smtp_url",
    "mail_from",
    "file_mib",
    "files_per_record",
    "files_unit_mib",
    "files_unattached_days",
];

/// What the program runs with.
#[derive(Debug)]
pub struct Config {
    /// What the installation is for.
    pub environment: Environment,
    /// Where the embedded database and the key file lie.
    pub data_dir: PathBuf,
    /// The database of the service.
    pub database_url: DatabaseUrl,
    /// Whether `database_url` was left to the default: the embedded database.
    pub embedded: bool,
    /// The database in the role that may migrate.
    pub migrate_database_url: Option<DatabaseUrl>,
    /// Address and port to listen on.
    pub listen: String,
    /// The address under which browsers reach the service.
    pub base_url: String,
    /// Whether requests and sign-ins are limited.
    pub rate_limits: bool,
    /// Exports of one account in an hour.
    pub exports_per_hour: u32,
    token_secret: Option<Hidden>,
    token_key_file: PathBuf,
    cors_origins: Vec<String>,
    trusted_proxies: Vec<Network>,
    /// Sizes of the pools.
    pub pools: Options,
    /// Threads that serve requests.
    pub workers: usize,
    /// Filter of the log: `info`, `warn`, …
    pub log_level: String,
    /// Longest time a request waits for the database.
    pub handler_time: Duration,
    /// What the service must find to call itself ready.
    pub readiness: Readiness,
    /// Time between "not ready" and the end of accepting.
    pub shutdown_wait: Duration,
    /// Longest time for requests under way at the end.
    pub shutdown_drain: Duration,
    /// Whether `serve` works off jobs, notices and letters too.
    pub worker: bool,
    digest_at: NaiveTime,
    /// Where uploaded files lie, and their bounds.
    pub files: FileSettings,
    smtp_url: Option<Hidden>,
    mail_from: Option<String>,
}

/// A text that is never printed.
struct Hidden(String);

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(set)")
    }
}

impl Config {
    /// The configuration for a command that works on the data.
    pub(crate) fn to_work(sources: &Sources) -> Result<Self, Stop> {
        let mut problems = Vec::new();
        let config = Self::read(sources, &mut problems);
        config.or_stop(problems)
    }

    /// The configuration for the service: nothing that `config check` names.
    pub(crate) fn to_serve(sources: &Sources) -> Result<Self, Stop> {
        let (config, problems) = Self::examine(sources);
        config.or_stop(problems)
    }

    /// The configuration and every problem it has for the service.
    pub fn examine(sources: &Sources) -> (Self, Vec<String>) {
        let mut problems = Vec::new();
        let config = Self::read(sources, &mut problems);
        problems.extend(config.key_problem());
        problems.extend(mail::problems(&config));
        if config.environment == Environment::Production {
            problems.extend(production::problems(&config, sources));
        }
        (config, problems)
    }

    fn or_stop(self, problems: Vec<String>) -> Result<Self, Stop> {
        if problems.is_empty() {
            return Ok(self);
        }
        Err(Stop(format!(
            "the configuration cannot be used:\n  {}",
            problems.join("\n  ")
        )))
    }

    /// Reads every setting; what cannot be read takes its default and is named.
    fn read(sources: &Sources, problems: &mut Vec<String>) -> Self {
        let mut reader = sources.reader(problems);
        let environment = reader.parsed("env", environment, Environment::Production);
        let demo = environment == Environment::Demo;
        let data_dir: PathBuf = reader.or("data_dir", "data".into());
        let embedded = DatabaseUrl::Sqlite(data_dir.join("lamtheo.db"));
        let given: Option<DatabaseUrl> = reader.optional("database_url");
        let listen: String = reader.parsed("listen", sources::address, "127.0.0.1:8080".to_owned());
        let own_url = format!("http://{listen}");
        let defaults = Options::default();
        let ready = Readiness::default();
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            environment,
            embedded: given.is_none(),
            database_url: given.unwrap_or(embedded),
            migrate_database_url: reader.optional("migrate_database_url"),
            base_url: reader.parsed("base_url", sources::base_url, own_url),
            rate_limits: reader.parsed("rate_limits", on_or_off, true),
            exports_per_hour: reader.within(
                "exports_per_hour",
                1..=1_000,
                Settings::EXPORTS_PER_HOUR,
            ),
            token_secret: reader.optional::<String>("token_secret").map(Hidden),
            token_key_file: reader.or("token_key_file", data_dir.join("token.key")),
            cors_origins: reader.list("cors_origins", sources::origin),
            trusted_proxies: reader.list("trusted_proxies", sources::network),
            pools: Options {
                readers: reader.within("db_readers", 1..=200, defaults.readers),
                writers: reader.within("db_writers", 1..=200, defaults.writers),
            },
            workers: reader.within("workers", 1..=256, cores),
            log_level: reader.parsed("log_level", log_level, "info".to_owned()),
            handler_time: Duration::from_secs(reader.within(
                "handler_seconds",
                1..=300,
                Settings::HANDLER_TIME.as_secs(),
            )),
            readiness: Readiness {
                least_free_percent: reader.within(
                    "ready_free_percent",
                    0..=90,
                    ready.least_free_percent,
                ),
                longest_wait: Duration::from_secs(reader.within(
                    "ready_queue_seconds",
                    1..=86_400,
                    ready.longest_wait.as_secs(),
                )),
            },
            shutdown_wait: Duration::from_secs(reader.within(
                "shutdown_wait_seconds",
                0..=300,
                if demo { 0 } else { 5 },
            )),
            shutdown_drain: Duration::from_secs(reader.within(
                "shutdown_drain_seconds",
                1..=300,
                25,
            )),
            worker: reader.parsed("worker", in_process_or_off, true),
            digest_at: reader.parsed("digest_at", time_of_day, DIGEST_AT),
            files: files::read(&mut reader, &data_dir),
            smtp_url: reader.optional::<String>("smtp_url").map(Hidden),
            mail_from: reader.optional("mail_from"),
            listen,
            data_dir,
        }
    }

    /// The settings in force, without secrets.
    pub fn shown(&self) -> Vec<(&'static str, String)> {
        let key = match &self.token_secret {
            Some(_) => "(set)".to_owned(),
            None => format!("in {}", self.token_key_file.display()),
        };
        let migrate = match &self.migrate_database_url {
            Some(url) => format!("{url:?}"),
            None => "(the same as database_url)".to_owned(),
        };
        let proxies: Vec<String> = self
            .trusted_proxies
            .iter()
            .map(Network::to_string)
            .collect();
        vec![
            ("env", format!("{:?}", self.environment).to_lowercase()),
            ("data_dir", self.data_dir.display().to_string()),
            ("database_url", format!("{:?}", self.database_url)),
            ("migrate_database_url", migrate),
            ("listen", self.listen.clone()),
            ("base_url", self.base_url.clone()),
            (
                "rate_limits",
                if self.rate_limits { "on" } else { "off" }.to_owned(),
            ),
            ("exports_per_hour", self.exports_per_hour.to_string()),
            ("token key", key),
            ("cors_origins", self.cors_origins.join(",")),
            ("trusted_proxies", proxies.join(",")),
            ("db_readers", self.pools.readers.to_string()),
            ("db_writers", self.pools.writers.to_string()),
            ("workers", self.workers.to_string()),
            ("log_level", self.log_level.clone()),
            ("handler_seconds", self.handler_time.as_secs().to_string()),
            (
                "ready_free_percent",
                self.readiness.least_free_percent.to_string(),
            ),
            (
                "ready_queue_seconds",
                self.readiness.longest_wait.as_secs().to_string(),
            ),
            (
                "shutdown_wait_seconds",
                self.shutdown_wait.as_secs().to_string(),
            ),
            (
                "shutdown_drain_seconds",
                self.shutdown_drain.as_secs().to_string(),
            ),
            (
                "worker",
                if self.worker { "in_process" } else { "off" }.to_owned(),
            ),
            ("digest_at", self.digest_at.format("%H:%M").to_string()),
            ("file_mib", (self.files.most_bytes >> 20).to_string()),
            ("files_per_record", self.files.most_per_record.to_string()),
            ("files_unit_mib", (self.files.unit_quota >> 20).to_string()),
            (
                "files_unattached_days",
                self.files.unattached_days.to_string(),
            ),
            ("smtp_url", mail::shown(self)),
            ("mail_from", self.mail_from.clone().unwrap_or_default()),
        ]
    }

    /// The key that signs access tokens, made on the first start.
    pub(crate) fn signing_key(&self) -> Result<SigningKey, Stop> {
        match &self.token_secret {
            Some(secret) => SigningKey::from_secret(&secret.0),
            None => SigningKey::load_or_create(&self.token_key_file),
        }
        .map_err(Stop::at("the service cannot sign tokens"))
    }

    /// What is wrong with the key, without making one.
    fn key_problem(&self) -> Option<String> {
        let tried = match &self.token_secret {
            Some(secret) => SigningKey::from_secret(&secret.0),
            None if self.token_key_file.exists() => {
                SigningKey::load_or_create(&self.token_key_file)
            }
            None => return None,
        };
        tried.err().map(|error| format!("token_secret: {error}"))
    }

    /// What the API is told, with what the database says of a demonstration.
    pub(crate) fn settings(
        &self,
        business_date: Option<NaiveDate>,
        banner: Option<String>,
    ) -> Settings {
        Settings {
            environment: self.environment,
            base_url: self.base_url.clone(),
            rate_limits: self.rate_limits,
            exports_per_hour: self.exports_per_hour,
            cors_origins: self.cors_origins.clone(),
            trusted_proxies: self.trusted_proxies.clone(),
            business_date,
            banner,
            mail: mail::settings(self),
            handler_time: self.handler_time,
            readiness: self.readiness,
            digest_at: self.digest_at,
            files: self.files.clone(),
        }
    }

    /// Makes the data folder, for its owner only, when something will lie in it.
    pub(crate) fn make_data_dir(&self) -> Result<(), Stop> {
        let folder = match &self.database_url {
            DatabaseUrl::Sqlite(path) => path.parent().map(Path::to_owned),
            DatabaseUrl::Postgres(_) => None,
        };
        for folder in folder.iter().filter(|f| !f.as_os_str().is_empty()) {
            fs::DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(folder)
                .map_err(Stop::at("the data folder cannot be made"))?;
        }
        Ok(())
    }

    /// Refuses before a connection would make an empty file.
    pub(crate) fn database_exists(&self) -> Result<(), Stop> {
        match &self.database_url {
            DatabaseUrl::Sqlite(path) if !path.exists() => Err(Stop(format!(
                "there is no database at {}; `lamtheo migrate` makes one",
                path.display()
            ))),
            _ => Ok(()),
        }
    }
}

fn environment(text: &str) -> Result<Environment, String> {
    match text {
        "demo" => Ok(Environment::Demo),
        "production" => Ok(Environment::Production),
        _ => Err("must be demo or production".to_owned()),
    }
}

fn on_or_off(text: &str) -> Result<bool, String> {
    match text {
        "on" | "true" => Ok(true),
        "off" | "false" => Ok(false),
        _ => Err("must be on or off".to_owned()),
    }
}

fn in_process_or_off(text: &str) -> Result<bool, String> {
    match text {
        "in_process" => Ok(true),
        "off" => Ok(false),
        _ => Err("must be in_process or off".to_owned()),
    }
}

fn time_of_day(text: &str) -> Result<NaiveTime, String> {
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| "must be a time such as 07:30".to_owned())
}

fn log_level(text: &str) -> Result<String, String> {
    tracing_subscriber::EnvFilter::try_new(text)
        .map(|_| text.to_owned())
        .map_err(|_| "must be error, warn, info, debug, trace or a filter".to_owned())
}

#[cfg(test)]
mod tests;
