//! Counts over the records: right numbers, in scope, on the right tree.

mod count;
mod issues;
mod refuse;
mod reported;
mod same_as_sql;
mod scope;
mod tree;

use lamtheo_db::Db;
use lamtheo_tests::Actor;
use lamtheo_tests::records::{RegistrationSeed, Seeded, Subject};
use serde_json::Value;

/// An approved registration of a person with pledges in `pledge_status`.
fn person(
    conn: &mut Db,
    key: &str,
    year: i32,
    pledges: i32,
    pledge_status: &'static str,
) -> Seeded {
    RegistrationSeed::new(
        Subject::Person(key.to_owned()),
        status(year),
        "unit_staff@C",
    )
    .year(year)
    .pledges(pledges)
    .pledge_status(pledge_status)
    .insert(conn)
}

/// An approved registration of a collective.
fn collective(conn: &mut Db, key: &str, year: i32, pledges: i32, pledge_status: &'static str) {
    RegistrationSeed::new(Subject::Unit(key.to_owned()), status(year), "unit_staff@C")
        .year(year)
        .pledges(pledges)
        .pledge_status(pledge_status)
        .insert(conn);
}

fn status(year: i32) -> &'static str {
    if year == 2022 { "approved" } else { "closed" }
}

/// The rows of an answer.
async fn rows(actor: &Actor, question: &str) -> Vec<Value> {
    let answer = actor.get(&format!("/statistics?{question}")).await.ok(200);
    answer["rows"].as_array().expect("rows").clone()
}

/// The only row of an answer.
async fn whole(actor: &Actor, question: &str) -> Value {
    let rows = rows(actor, question).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows[0].clone()
}
