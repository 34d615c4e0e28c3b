//! `lamtheo migrate`, and a service that meets another schema than its own.

use crate::program::Installation;
use diesel::RunQueryDsl;
use lamtheo_tests::Backend;

fn elsewhere() -> Installation {
    let installation = Installation::demo();
    let url = format!("sqlite://{}", installation.path("other.db").display());
    installation.with("LAMTHEO_DATABASE_URL", &url)
}

#[test]
fn migrating_twice_does_nothing_the_second_time() {
    let installation = Installation::demo();
    assert!(installation.must(&["migrate"]).contains("applied 0000"));
    assert_eq!(installation.must(&["migrate"]), "the schema is current\n");
}

#[test]
fn a_database_that_was_named_is_migrated_only_when_told_to() {
    let installation = elsewhere();
    let said = installation.must_fail(&["serve"]);
    assert!(said.contains("lamtheo migrate"), "{said}");
    assert!(!installation.path("other.db").exists());
    let service = installation.serve_with(&["--migrate"]);
    assert_eq!(service.get("/readyz").0, 200);
    service.stop();
    let service = installation.serve();
    service.stop();
}

fn an_empty_database_is_refused_then_migrated_in_the_role_for_it(backend: Backend) {
    let (installation, database) = Installation::on(backend);
    if backend == Backend::Sqlite {
        drop(database.connect());
    }
    let said = installation.must_fail(&["serve"]);
    assert!(said.contains("not migrated"), "{said}");
    let url = database.url_text();
    let installation = installation
        .with("LAMTHEO_MIGRATE_DATABASE_URL", &url)
        .with("LAMTHEO_DB_READERS", "2");
    installation.must(&["migrate"]);
    let service = installation.serve();
    assert_eq!(service.get("/readyz").0, 200);
    service.stop();
}

mod an_empty_database {
    use super::*;

    #[test]
    fn on_sqlite() {
        an_empty_database_is_refused_then_migrated_in_the_role_for_it(Backend::Sqlite);
    }

    #[test]
    fn on_postgres() {
        an_empty_database_is_refused_then_migrated_in_the_role_for_it(Backend::Postgres);
    }
}

#[test]
fn an_old_program_refuses_a_newer_schema() {
    let installation = Installation::demo();
    installation.must(&["migrate"]);
    diesel::sql_query(
        "INSERT INTO schema_migrations VALUES ('99999999999999_later', 'x', '2030-01-01 00:00:00')",
    )
    .execute(&mut installation.connect())
    .unwrap();
    for command in ["serve", "migrate"] {
        let said = installation.must_fail(&[command]);
        assert!(said.contains("99999999999999_later"), "{command}: {said}");
    }
}
