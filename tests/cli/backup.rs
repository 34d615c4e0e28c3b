//! `lamtheo backup` and `lamtheo restore`.

use crate::program::{Installation, text_of};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Tables of both databases with rows that only one of them has.
fn differences(installation: &Installation, other: &Path) -> Vec<String> {
    let mut conn = installation.connect();
    diesel::sql_query("ATTACH $1 AS other")
        .bind::<Text, _>(other.display().to_string())
        .execute(&mut conn)
        .unwrap();
    let tables: Vec<Name> = diesel::sql_query(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' UNION \
         SELECT name FROM other.sqlite_master WHERE type = 'table'",
    )
    .load(&mut conn)
    .unwrap();
    assert!(tables.len() > 20);
    tables
        .into_iter()
        .map(|table| table.name)
        .filter(|table| {
            let only = |left: &str, right: &str| {
                format!("SELECT * FROM (SELECT * FROM {left}.{table} EXCEPT SELECT * FROM {right}.{table})")
            };
            let query = format!(
                "SELECT (SELECT count(*) FROM ({})) + (SELECT count(*) FROM ({})) AS n",
                only("main", "other"),
                only("other", "main")
            );
            let found: Count = diesel::sql_query(query).get_result(&mut conn).unwrap();
            found.n > 0
        })
        .collect()
}

#[test]
fn a_restored_backup_of_a_running_service_has_the_same_rows() {
    // Without the worker, whose notices would change rows beside the copy.
    let installation = Installation::demo().with("LAMTHEO_WORKER", "off");
    installation.fill();
    let service = installation.serve();
    installation.must(&["backup", "copy.db"]);
    let copy = installation.path("copy.db");
    let mode = std::fs::metadata(&copy).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let noted = text_of(&installation.path("copy.db.sha256"));
    assert!(noted.ends_with("  copy.db\n"), "{noted}");
    service.stop();

    let other = Installation::demo();
    other.must(&["restore", &copy.display().to_string()]);
    assert_eq!(differences(&other, &copy), Vec::<String>::new());
    // The running service sealed audit rows and may have done so again since.
    let changed = differences(&installation, &copy);
    assert!(
        changed.iter().all(|table| table == "audit_seal"),
        "{changed:?}"
    );
    let service = other.serve();
    assert_eq!(service.get("/readyz").0, 200);
    service.stop();
    other.must(&["audit", "verify"]);
}

#[test]
fn nothing_is_overwritten_unless_told_to() {
    let installation = Installation::demo();
    installation.must(&["migrate"]);
    installation.must(&["backup", "copy.db"]);
    let said = installation.must_fail(&["backup", "copy.db"]);
    assert!(said.contains("exists already"), "{said}");
    let said = installation.must_fail(&["restore", "copy.db"]);
    assert!(said.contains("exists already"), "{said}");
    installation.must(&["restore", "copy.db", "--force"]);
    installation.must(&["audit", "verify"]);
}

#[test]
fn a_database_in_use_is_not_replaced() {
    let installation = Installation::demo();
    installation.must(&["migrate"]);
    installation.must(&["backup", "copy.db"]);
    let service = installation.serve();
    let said = installation.must_fail(&["restore", "copy.db", "--force"]);
    assert!(said.contains("in use"), "{said}");
    assert_eq!(service.get("/readyz").0, 200);
    service.stop();
    installation.must(&["restore", "copy.db", "--force"]);
}

#[test]
fn a_damaged_copy_is_not_restored() {
    let installation = Installation::demo();
    installation.must(&["migrate"]);
    installation.must(&["backup", "copy.db"]);
    let mut bytes = std::fs::read(installation.path("copy.db")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0xA5);
    std::fs::write(installation.path("copy.db"), &bytes).unwrap();
    let said = installation.must_fail(&["restore", "copy.db", "--force"]);
    assert!(said.contains("checksum"), "{said}");
    std::fs::remove_file(installation.path("copy.db.sha256")).unwrap();
    let said = installation.must_fail(&["restore", "copy.db", "--force"]);
    assert!(said.contains("damaged"), "{said}");
    std::fs::write(installation.path("text.db"), "no database").unwrap();
    let said = installation.must_fail(&["restore", "text.db", "--force"]);
    assert!(said.contains("damaged or no database"), "{said}");
    installation.must(&["audit", "verify"]);
}
