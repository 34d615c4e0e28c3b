//! A database's catalog, reduced to what both must have in common.

use diesel::sql_types::{Bool, Nullable, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use lamtheo_db::Db;
use std::collections::{BTreeMap, BTreeSet};

/// Every table by name.
#[derive(Debug, PartialEq, Eq, Default)]
pub struct Catalog {
    pub tables: BTreeMap<String, Table>,
}

/// What of a table both databases share.
#[derive(Debug, PartialEq, Eq, Default)]
pub struct Table {
    /// Name and nullability, in order.
    pub columns: Vec<(String, bool)>,
    pub primary_key: Vec<String>,
    pub indexes: BTreeSet<Index>,
    pub foreign_keys: BTreeSet<ForeignKey>,
    /// The sets of words that columns allow.
    pub checks: BTreeSet<Vec<String>>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Index {
    pub columns: Vec<String>,
    pub unique: bool,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ForeignKey {
    pub column: String,
    pub target: String,
    pub target_column: String,
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
}

#[derive(QueryableByName)]
struct IndexColumn {
    #[diesel(sql_type = Text)]
    index_name: String,
    #[diesel(sql_type = Bool)]
    is_unique: bool,
    #[diesel(sql_type = Bool)]
    is_primary: bool,
    #[diesel(sql_type = Nullable<Text>)]
    name: Option<String>,
}

#[derive(QueryableByName)]
struct Key {
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    target: String,
    #[diesel(sql_type = Text)]
    target_column: String,
}

impl Catalog {
    /// Reads the catalog of the database behind `conn`.
    pub fn read(conn: &mut Db) -> Self {
        let sqlite = matches!(conn, Db::Sqlite(_));
        let tables = if sqlite {
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND $1 = ''"
        } else {
            "SELECT table_name::text AS name FROM information_schema.tables \
             WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND $1 = ''"
        };
        let names: Vec<Named> = rows(conn, tables, "");
        let tables = names
            .into_iter()
            .map(|Named { name }| {
                let table = Table::read(conn, &name, sqlite);
                (name, table)
            })
            .collect();
        Self { tables }
    }
}

impl Table {
    fn read(conn: &mut Db, table: &str, sqlite: bool) -> Self {
        let columns: Vec<Column> = rows(
            conn,
            if sqlite {
                SQLITE_COLUMNS
            } else {
                POSTGRES_COLUMNS
            },
            table,
        );
        let keys: Vec<Key> = rows(
            conn,
            if sqlite { SQLITE_KEYS } else { POSTGRES_KEYS },
            table,
        );
        let parts: Vec<IndexColumn> = rows(
            conn,
            if sqlite {
                SQLITE_INDEXES
            } else {
                POSTGRES_INDEXES
            },
            table,
        );
        let mut read = Self {
            columns: columns.into_iter().map(|c| (c.name, c.nullable)).collect(),
            foreign_keys: keys
                .into_iter()
                .map(|k| ForeignKey {
                    column: k.column_name,
                    target: k.target,
                    target_column: k.target_column,
                })
                .collect(),
            checks: checks(conn, table, sqlite),
            ..Self::default()
        };
        read.add_indexes(parts);
        if sqlite {
            read.add_rowid_key(conn, table);
        }
        read
    }

    fn add_indexes(&mut self, parts: Vec<IndexColumn>) {
        let mut grouped: BTreeMap<String, (bool, bool, Vec<String>)> = BTreeMap::new();
        for part in parts {
            let entry = grouped.entry(part.index_name).or_insert((
                part.is_unique,
                part.is_primary,
                Vec::new(),
            ));
            entry.2.extend(part.name);
        }
        for (_, (unique, primary, columns)) in grouped {
            if primary {
                self.primary_key.clone_from(&columns);
            }
            self.indexes.insert(Index { columns, unique });
        }
    }

    /// An `INTEGER PRIMARY KEY` is SQLite's row id and has no index of its own.
    fn add_rowid_key(&mut self, conn: &mut Db, table: &str) {
        let sql = "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk";
        let named: Vec<Named> = rows(conn, sql, table);
        let columns: Vec<String> = named.into_iter().map(|n| n.name).collect();
        if self.primary_key.is_empty() && !columns.is_empty() {
            self.primary_key.clone_from(&columns);
            self.indexes.insert(Index {
                columns,
                unique: true,
            });
        }
    }
}

const SQLITE_COLUMNS: &str =
    "SELECT name, \"notnull\" = 0 AS nullable FROM pragma_table_info($1) ORDER BY cid";
const POSTGRES_COLUMNS: &str = "SELECT column_name::text AS name, is_nullable = 'YES' AS nullable \
    FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 \
    ORDER BY ordinal_position";

const SQLITE_KEYS: &str = "SELECT \"from\" AS column_name, \"table\" AS target, \
    coalesce(\"to\", 'id') AS target_column FROM pragma_foreign_key_list($1)";
const POSTGRES_KEYS: &str = "SELECT a.attname::text AS column_name, t.relname::text AS target, \
    ta.attname::text AS target_column FROM pg_constraint c \
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] \
    JOIN pg_class t ON t.oid = c.confrelid \
    JOIN pg_attribute ta ON ta.attrelid = c.confrelid AND ta.attnum = c.confkey[1] \
    WHERE c.contype = 'f' AND c.conrelid = $1::regclass";

const SQLITE_INDEXES: &str = "SELECT l.name AS index_name, l.\"unique\" = 1 AS is_unique, \
    l.origin = 'pk' AS is_primary, i.name AS name \
    FROM pragma_index_list($1) l JOIN pragma_index_info(l.name) i ORDER BY l.name, i.seqno";
const POSTGRES_INDEXES: &str = "SELECT x.relname::text AS index_name, i.indisunique AS is_unique, \
    i.indisprimary AS is_primary, a.attname::text AS name FROM pg_index i \
    JOIN pg_class x ON x.oid = i.indexrelid \
    CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place) \
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum \
    WHERE i.indrelid = $1::regclass ORDER BY x.relname, k.place";

fn rows<T>(conn: &mut Db, sql: &str, table: &str) -> Vec<T>
where
    T: QueryableByName<diesel::sqlite::Sqlite> + QueryableByName<diesel::pg::Pg> + 'static,
{
    let query = sql_query(sql).bind::<Text, _>(table.to_owned());
    match conn {
        Db::Sqlite(conn) => query.load(conn),
        Db::Postgres(conn) => query.load(conn),
    }
    .unwrap_or_else(|error| panic!("{table}: {error}"))
}

const SQLITE_CHECKS: &str =
    "SELECT sql AS name FROM sqlite_schema WHERE type = 'table' AND name = $1";
const POSTGRES_CHECKS: &str = "SELECT pg_get_constraintdef(oid) AS name FROM pg_constraint \
    WHERE contype = 'c' AND conrelid = $1::regclass";

/// The sets of words that CHECKs allow; other CHECKs are worded differently by each database.
fn checks(conn: &mut Db, table: &str, sqlite: bool) -> BTreeSet<Vec<String>> {
    let texts: Vec<Named> = rows(
        conn,
        if sqlite {
            SQLITE_CHECKS
        } else {
            POSTGRES_CHECKS
        },
        table,
    );
    texts
        .iter()
        .flat_map(|text| text.name.split("CHECK").skip(1))
        .map(|check| {
            let mut words: Vec<String> = check
                .split('\'')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect();
            words.sort();
            words
        })
        .filter(|words| !words.is_empty())
        .collect()
}
