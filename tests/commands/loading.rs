//! What the stories of this crate share: running a command on a fresh database.

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use lamtheo::demo::{self, DemoOptions, Loaded, Scale};
use lamtheo::import::{self, ImportKind, ImportOptions, Imported, Stop};
use lamtheo_db::{Database, Db, Failure, Options};
use lamtheo_tests::FreshDatabase;
use lamtheo_tests::time::{TestClock, business_day};
use std::future::Future;
use std::path::{Path, PathBuf};

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(work)
}

fn open(fresh: &FreshDatabase) -> Database {
    let clock = TestClock::default().service_clock(Some(business_day()));
    Database::open(fresh.url().clone(), clock, Options::default()).expect("a database")
}

/// The password of every sign-in of the demonstration.
pub const PASSWORD: &str = "minh-hoa-lam-theo";

/// `lamtheo demo`.
pub fn demo(fresh: &FreshDatabase, scale: Scale) -> Result<Loaded, Failure> {
    let options = DemoOptions {
        scale,
        password: PASSWORD.to_owned(),
        progress: false,
    };
    block_on(async { demo::run(&open(fresh), options).await })
}

/// `lamtheo import`.
pub fn import(fresh: &FreshDatabase, kind: ImportKind, file: &Path) -> Result<Imported, Stop> {
    let options = ImportOptions {
        kind,
        file: file.to_owned(),
        source: "import".to_owned(),
        dry_run: false,
        errors: Some(fresh.folder().join("errors.csv")),
        progress: false,
    };
    block_on(async { import::run(&open(fresh), options).await })
}

/// Writes a sheet beside the database.
pub fn sheet(fresh: &FreshDatabase, name: &str, text: &str) -> PathBuf {
    let path = fresh.folder().join(name);
    std::fs::write(&path, text).expect("a written sheet");
    path
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// The number `n` that `sql` gives.
pub fn number(conn: &mut Db, sql: &str) -> i64 {
    diesel::sql_query(sql)
        .get_result::<Number>(conn)
        .map(|row| row.n)
        .expect(sql)
}
