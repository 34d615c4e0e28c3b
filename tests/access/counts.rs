//! How many rows every table has.

use diesel::sql_types::{BigInt, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use lamtheo_db::Db;
use std::collections::BTreeMap;

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
}

/// Counts rows with one statement.
pub struct Counter {
    conn: Db,
    statement: String,
}

impl Counter {
    pub fn new(mut conn: Db) -> Self {
        let names: Vec<Named> = match &mut conn {
            Db::Sqlite(conn) => sql_query(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
            )
            .load(conn),
            Db::Postgres(conn) => sql_query(
                "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = current_schema()",
            )
            .load(conn),
        }
        .expect("the tables");
        // Buckets of limits count requests, refused ones above all.
        let statement = names
            .iter()
            .filter(|table| table.name != "rate_limits")
            .map(|Named { name }| format!("SELECT '{name}' AS name, count(*) AS n FROM {name}"))
            .collect::<Vec<_>>()
            .join(" UNION ALL ");
        Self { conn, statement }
    }

    /// Rows by table.
    pub fn rows(&mut self) -> BTreeMap<String, i64> {
        let rows: Vec<Counted> = match &mut self.conn {
            Db::Sqlite(conn) => sql_query(&self.statement).load(conn),
            Db::Postgres(conn) => sql_query(&self.statement).load(conn),
        }
        .expect("the counts");
        rows.into_iter().map(|row| (row.name, row.n)).collect()
    }
}
