//! The command line: names, arguments and how a command ends.

use crate::config::{Config, Sources};
use crate::demo::Scale;
use crate::{commands, database, serve, worker};
use clap::{Args, Parser, Subcommand};
use lamtheo_db::Failure;
use std::path::PathBuf;
use std::process::ExitCode;

/// The register of learning and following Hồ Chí Minh's thought, morality and style.
#[derive(Debug, Parser)]
#[command(name = "lamtheo", version)]
struct Cli {
    /// Configuration file (TOML); LAMTHEO_* variables go before it.
    #[arg(long, global = true, value_name = "FILE", env = "LAMTHEO_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the API, its documentation and the web pages.
    Serve(ServeArgs),
    /// Works off notices, reminders, jobs and letters beside `serve`, which may then leave them (LAMTHEO_WORKER=off).
    Worker,
    /// Brings the database's schema up to this program's version.
    Migrate,
    /// Creates and fills an empty database with the demonstration.
    Demo(DemoArgs),
    /// Imports units, persons, registrations or issues from an .xlsx or .csv sheet.
    Import(ImportArgs),
    /// Creates the first system administrator and prints a code, valid for one hour.
    CreateAdmin(CreateAdminArgs),
    /// Prints the API's contract (OpenAPI 3.1).
    Openapi,
    /// Writes a consistent copy of the SQLite database while the service runs.
    Backup(BackupArgs),
    /// Puts a copy in place of the SQLite database; the service must be stopped.
    Restore(RestoreArgs),
    /// Works on the audit log.
    Audit {
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// Works on the configuration.
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
}

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Migrates the database first.
    #[arg(long)]
    pub migrate: bool,
}

/// Arguments of `import`.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// What the sheet holds.
    #[arg(value_enum)]
    pub kind: crate::import::ImportKind,
    /// The sheet, .xlsx or .csv.
    #[arg(required_unless_present = "template")]
    pub file: Option<PathBuf>,
    /// Where the external ids come from; ids of different sources do not meet.
    #[arg(long, default_value = "import")]
    pub source: String,
    /// Checks everything and writes nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Writes the sheet with a column of errors to this .csv file, when there are any.
    #[arg(long, value_name = "FILE")]
    pub errors: Option<PathBuf>,
    /// Prints the header row of such a sheet and ends.
    #[arg(long)]
    pub template: bool,
}

/// Arguments of `demo`.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// small: about one hundredth of the size; full: the published totals.
    #[arg(long, value_enum)]
    pub scale: Scale,
    /// The password of every sign-in, 12 to 128 characters.
    #[arg(long)]
    pub password: String,
}

/// Arguments of `create-admin`.
#[derive(Debug, Args)]
pub(crate) struct CreateAdminArgs {
    /// Name to sign in with.
    #[arg(long, default_value = "quantri")]
    pub username: String,
    /// Name to show.
    #[arg(long, default_value = "Quản trị hệ thống")]
    pub display_name: String,
    /// Name of the top unit, made when the database has none.
    #[arg(long, default_value = "Đảng bộ tỉnh")]
    pub unit: String,
    /// Also when an administrator exists; an existing account must set a new password.
    #[arg(long)]
    pub force: bool,
}

/// Arguments of `backup`.
#[derive(Debug, Args)]
pub(crate) struct BackupArgs {
    /// The copy, a file that does not exist yet.
    pub target: PathBuf,
}

/// Arguments of `restore`.
#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    /// The copy made by `backup`.
    pub source: PathBuf,
    /// Overwrites the present database.
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Subcommand)]
enum AuditCommand {
    /// Checks every row of the log against its chain; ends with 1 when one is broken.
    Verify(AuditVerifyArgs),
}

/// Arguments of `audit verify`.
#[derive(Debug, Args)]
pub(crate) struct AuditVerifyArgs {
    /// Prints the result as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Prints the settings in force and every problem, never a secret; ends with 1 when there is one.
    Check,
}

/// Why a command did not do its work; the text is for the operator.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Stop(pub String);

impl Stop {
    /// Says what was being done when `error` came.
    pub fn at<E: std::fmt::Display>(what: &str) -> impl FnOnce(E) -> Self + '_ {
        move |error| Self(format!("{what}: {error}"))
    }

    /// The same for what came from the database or a rule.
    pub fn because(what: &str) -> impl FnOnce(Failure) -> Self + '_ {
        move |failure| Self(format!("{what}: {}", database::told(&failure)))
    }
}

/// What a command ends with.
pub(crate) type Ended = Result<ExitCode, Stop>;

/// Runs the program.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(code) => code,
        Err(stop) => {
            eprintln!("lamtheo: {stop}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Ended {
    let file = cli.config.as_deref();
    match cli.command {
        Command::Openapi => commands::openapi::run(),
        Command::Import(args) if args.template => {
            print!("{}", crate::import::template(args.kind));
            Ok(ExitCode::SUCCESS)
        }
        Command::Config {
            command: ConfigCommand::Check,
        } => Ok(commands::config_check::run(&Sources::of_process(file))),
        Command::Serve(args) => serve::run(Config::to_serve(&Sources::of_process(file))?, &args),
        Command::Worker => worker::run(&Config::to_serve(&Sources::of_process(file))?),
        command => with_database(command, Config::to_work(&Sources::of_process(file))?),
    }
}

/// The commands that work on the database of the configuration.
fn with_database(command: Command, config: Config) -> Ended {
    match command {
        Command::Migrate => commands::migrate::run(&config),
        Command::Demo(args) => commands::demo::run(&config, args),
        Command::Import(args) => commands::import::run(&config, args),
        Command::CreateAdmin(args) => commands::create_admin::run(&config, args),
        Command::Backup(args) => commands::backup::run(&config, &args),
        Command::Restore(args) => commands::restore::run(&config, &args),
        Command::Audit {
            command: AuditCommand::Verify(args),
        } => commands::audit_verify::run(&config, &args),
        Command::Serve(_) | Command::Worker | Command::Openapi | Command::Config { .. } => {
            Ok(ExitCode::SUCCESS)
        }
    }
}
