//! Every migration up, down, up; what is left after "down" is nothing.

use crate::catalog::Catalog;
use lamtheo_db::migrate;
use lamtheo_tests::{Backend, FreshDatabase, both_backends, time};

both_backends! {
    fn up_down_up_gives_the_same_schema(backend: Backend) {
        let fresh = FreshDatabase::empty(backend);
        let first = migrate::run(fresh.url(), time::start()).expect("up");
        assert!(!first.is_empty());
        let before = Catalog::read(&mut fresh.connect());

        migrate::undo_all(fresh.url()).expect("down");
        let emptied = Catalog::read(&mut fresh.connect());
        assert!(emptied.tables.is_empty(), "left after down: {:?}", emptied.tables.keys());

        migrate::run(fresh.url(), time::start()).expect("up again");
        let after = Catalog::read(&mut fresh.connect());
        assert_eq!(before, after);
    }

    fn a_second_run_applies_nothing(backend: Backend) {
        let fresh = FreshDatabase::empty(backend);
        migrate::run(fresh.url(), time::start()).expect("up");
        assert_eq!(migrate::run(fresh.url(), time::start()).expect("again"), Vec::<String>::new());
    }

    fn an_unknown_or_altered_step_is_refused(backend: Backend) {
        use diesel::connection::SimpleConnection;
        let fresh = FreshDatabase::empty(backend);
        migrate::run(fresh.url(), time::start()).expect("up");
        fresh.connect()
            .batch_execute("INSERT INTO schema_migrations VALUES ('99999999999999_later', 'x', '2030-01-01 00:00:00')")
            .expect("a later step");
        assert!(migrate::run(fresh.url(), time::start()).is_err(), "a newer schema is refused");

        fresh.connect()
            .batch_execute("DELETE FROM schema_migrations WHERE name LIKE '9999%'; UPDATE schema_migrations SET checksum = 'other'")
            .expect("an altered step");
        assert!(migrate::run(fresh.url(), time::start()).is_err(), "an altered step is refused");
    }
}

#[test]
fn the_two_catalogs_are_the_same() {
    let read = |backend| {
        let fresh = FreshDatabase::empty(backend);
        migrate::run(fresh.url(), time::start()).expect("up");
        Catalog::read(&mut fresh.connect())
    };
    let (sqlite, postgres) = (read(Backend::Sqlite), read(Backend::Postgres));
    assert_eq!(
        sqlite.tables.keys().collect::<Vec<_>>(),
        postgres.tables.keys().collect::<Vec<_>>()
    );
    for (name, table) in &sqlite.tables {
        assert_eq!(table, &postgres.tables[name], "table {name} differs");
    }
}

both_backends! {
    fn every_foreign_key_has_an_index(backend: Backend) {
        let fresh = FreshDatabase::empty(backend);
        migrate::run(fresh.url(), time::start()).expect("up");
        let catalog = Catalog::read(&mut fresh.connect());
        let mut bare = Vec::new();
        for (name, table) in &catalog.tables {
            for key in &table.foreign_keys {
                let led = table.indexes.iter().any(|index| index.columns.first() == Some(&key.column));
                if !led {
                    bare.push(format!("{name}.{} → {}", key.column, key.target));
                }
            }
        }
        assert!(bare.is_empty(), "foreign keys without an index that begins with them: {bare:?}");
    }

    fn every_table_has_a_primary_key(backend: Backend) {
        let fresh = FreshDatabase::empty(backend);
        migrate::run(fresh.url(), time::start()).expect("up");
        let catalog = Catalog::read(&mut fresh.connect());
        let bare: Vec<_> = catalog
            .tables
            .iter()
            .filter(|(_, table)| table.primary_key.is_empty())
            .map(|(name, _)| name)
            .collect();
        assert!(bare.is_empty(), "without a primary key: {bare:?}");
    }
}

#[test]
fn postgres_migrations_run_on_a_cluster() {
    let banned = [
        "BIGSERIAL",
        "GENERATED",
        "CREATE TRIGGER",
        "MERGE",
        "CREATE EXTENSION",
        "public.",
    ];
    for step in migrate::steps(&lamtheo_db::DatabaseUrl::Postgres(String::new())) {
        for word in banned {
            assert!(!step.up.contains(word), "{}: {word}", step.name);
        }
        for line in step.up.lines().filter(|line| line.contains(" TEXT")) {
            assert!(line.contains("COLLATE \"C\""), "{}: {line}", step.name);
        }
    }
}
