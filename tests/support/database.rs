//! A fresh database per test: a copied file on SQLite, a database from a
//! template on PostgreSQL. Templates are named after what they are made of, so
//! they are made once and used by every test binary.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, QueryDsl, RunQueryDsl};
use lamtheo_db::{DatabaseUrl, Db, migrate};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};
use tempfile::TempDir;

/// One of the two databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Backend {
    /// The embedded database.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// What a template holds beside the migrated tables.
pub struct Filling {
    /// Goes into the template's name.
    pub name: &'static str,
    /// What the filling is made of; another text makes another template.
    pub made_of: &'static str,
    /// Fills the migrated database.
    pub fill: fn(&mut Db),
}

/// Migrated tables and nothing in them.
pub const NOTHING: Filling = Filling {
    name: "nothing",
    made_of: "",
    fill: |_| {},
};

/// The small world of [`crate::world`].
pub const SMALL_WORLD: Filling = Filling {
    name: "world",
    made_of: concat!(
        include_str!("world.rs"),
        include_str!("accounts.rs"),
        include_str!("programme.rs"),
    ),
    fill: crate::world::fill,
};

/// A database that goes away with this value.
pub struct FreshDatabase {
    url: DatabaseUrl,
    folder: TempDir,
    dropped: Option<String>,
}

impl FreshDatabase {
    /// A database without any table.
    pub fn empty(backend: Backend) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        match backend {
            Backend::Sqlite => Self {
                url: DatabaseUrl::Sqlite(folder.path().join("lamtheo.db")),
                folder,
                dropped: None,
            },
            Backend::Postgres => Self::postgres(folder, "template0"),
        }
    }

    /// A migrated database with `filling`.
    pub fn filled(backend: Backend, filling: &Filling) -> Self {
        match backend {
            Backend::Sqlite => {
                let fresh = Self::empty(backend);
                let DatabaseUrl::Sqlite(path) = &fresh.url else {
                    unreachable!("an SQLite database has a path")
                };
                std::fs::copy(sqlite_template(filling), path).expect("a copied template");
                fresh
            }
            Backend::Postgres => {
                let folder = tempfile::tempdir().expect("a temporary folder");
                Self::postgres(folder, &postgres_template(filling))
            }
        }
    }

    fn postgres(folder: TempDir, template: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("lamtheo_t_{}_{number}", std::process::id());
        maintenance(&format!("CREATE DATABASE {name} TEMPLATE {template}"));
        Self {
            url: DatabaseUrl::Postgres(postgres_url(&name)),
            folder,
            dropped: Some(name),
        }
    }

    /// Where it is.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// The URL as text, for the program's environment.
    pub fn url_text(&self) -> String {
        match &self.url {
            DatabaseUrl::Sqlite(path) => format!("sqlite://{}", path.display()),
            DatabaseUrl::Postgres(url) => url.clone(),
        }
    }

    /// A folder that goes away with the database.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A connection beside the service's own.
    pub fn connect(&self) -> Db {
        migrate::open(&self.url).expect("a connection to the test database")
    }
}

impl Drop for FreshDatabase {
    fn drop(&mut self) {
        if let Some(name) = &self.dropped {
            maintenance(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

/// The name of a template: what it is made of decides it.
fn template_name(url: &DatabaseUrl, filling: &Filling) -> String {
    let mut hash = Sha256::new();
    for step in migrate::steps(url) {
        hash.update(step.name);
        hash.update(step.up);
    }
    hash.update(filling.made_of);
    let mark = hex::encode(hash.finalize());
    format!("lamtheo_template_{}_{}", filling.name, &mark[..12])
}

fn migrate_and_fill(url: &DatabaseUrl, filling: &Filling) {
    let now = crate::time::start();
    migrate::run(url, now).expect("migrations run");
    let mut conn = migrate::open(url).expect("a connection");
    (filling.fill)(&mut conn);
    if matches!(url, DatabaseUrl::Sqlite(_)) {
        conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)")
            .expect("a checkpoint");
    }
}

fn sqlite_template(filling: &Filling) -> PathBuf {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let folder = std::env::current_exe()
        .expect("the test's own path")
        .with_file_name("lamtheo-templates");
    let name = template_name(&DatabaseUrl::Sqlite(PathBuf::new()), filling);
    let finished = folder.join(format!("{name}.db"));
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(|p| p.into_inner());
    if !finished.is_file() {
        std::fs::create_dir_all(&folder).expect("a folder for templates");
        let making = tempfile::tempdir_in(&folder).expect("a temporary folder");
        let path = making.path().join("making.db");
        migrate_and_fill(&DatabaseUrl::Sqlite(path.clone()), filling);
        std::fs::rename(&path, &finished).expect("the template in its place");
    }
    finished
}

fn postgres_template(filling: &Filling) -> String {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let name = template_name(&DatabaseUrl::Postgres(String::new()), filling);
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(|p| p.into_inner());
    let mut admin = admin_connection();
    // Another test binary may make the same template at this moment.
    admin
        .batch_execute("SELECT pg_advisory_lock(710425)")
        .expect("the templates' lock");
    if !database_exists(&mut admin, &name) {
        let making = format!("{name}_making");
        admin
            .batch_execute(&format!("DROP DATABASE IF EXISTS {making} WITH (FORCE)"))
            .expect("no unfinished template");
        admin
            .batch_execute(&format!("CREATE DATABASE {making} TEMPLATE template0"))
            .expect("a database for the template");
        migrate_and_fill(&DatabaseUrl::Postgres(postgres_url(&making)), filling);
        // The closed connection may take a moment to leave; FORCE is for DROP only.
        admin
            .batch_execute(&format!(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{making}'"
            ))
            .expect("no connection is left");
        admin
            .batch_execute(&format!("ALTER DATABASE {making} RENAME TO {name}"))
            .expect("the template in its place");
    }
    admin
        .batch_execute("SELECT pg_advisory_unlock(710425)")
        .expect("the templates' lock given back");
    name
}

fn database_exists(conn: &mut PgConnection, name: &str) -> bool {
    diesel::table! {
        pg_database (oid) {
            oid -> Oid,
            datname -> Text,
        }
    }
    use diesel::ExpressionMethods;
    pg_database::table
        .filter(pg_database::datname.eq(name))
        .count()
        .get_result::<i64>(conn)
        .expect("the list of databases")
        > 0
}

fn maintenance(statement: &str) {
    admin_connection()
        .batch_execute(statement)
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
}

fn admin_connection() -> PgConnection {
    PgConnection::establish(server_url()).expect("the private PostgreSQL cluster")
}

/// The URL of the database `name` on the private cluster.
fn postgres_url(name: &str) -> String {
    let (server, _) = server_url()
        .rsplit_once('/')
        .expect("a URL that ends with a database's name");
    format!("{server}/{name}")
}

/// The private cluster's maintenance database; started when it is not running.
fn server_url() -> &'static str {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| {
        if let Ok(url) = std::env::var("LAMTHEO_TEST_POSTGRES_URL") {
            return url;
        }
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scripts/pg-cluster");
        let output = Command::new(script)
            .arg("start")
            .output()
            .expect("scripts/pg-cluster runs");
        assert!(
            output.status.success(),
            "scripts/pg-cluster start: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    })
}
