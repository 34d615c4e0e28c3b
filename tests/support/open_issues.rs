//! Issues with a running deadline, written straight into the database.

use crate::time::{day, start};
use crate::world::{id, person, unit, unit_of_person, user};
use diesel::prelude::*;
use lamtheo_db::{Db, schema};
use lamtheo_domain::kernel::ids::IssueId;

/// Puts the issue `key` of a unit into the database: `person_key` answers for
/// it, `due_on` is a working day.
pub fn open_issue(
    conn: &mut Db,
    key: &str,
    unit_key: &str,
    person_key: Option<&str>,
    (status, due_on): (&str, &str),
) -> IssueId {
    use schema::issues as rows;
    let issue = IssueId::from_trusted(id("issue", key));
    let registered = (status != "submitted").then(|| day("2022-01-04"));
    diesel::insert_into(rows::table)
        .values((
            (
                rows::id.eq(&issue),
                rows::year.eq(2022),
                rows::title.eq(format!("Vấn đề {key}")),
                rows::content.eq("Đường liên thôn xuống cấp, nhân dân kiến nghị nhiều lần"),
                rows::kind.eq("pressing"),
                rows::field.eq("social_welfare"),
                rows::registering_level.eq("grassroots"),
                rows::owning_unit_id.eq(unit(unit_key)),
                rows::responsible_person_id.eq(person_key.map(person)),
                rows::responsible_position.eq("Phó Bí thư"),
            ),
            (
                rows::registered_on.eq(registered),
                rows::due_on.eq(day(due_on)),
                rows::due_effective_on.eq(day(due_on)),
                rows::original_due_on.eq(day(due_on)),
                rows::status.eq(status),
                rows::state_since.eq(day("2022-01-04")),
                rows::extensions_count.eq(0),
                rows::reopened_count.eq(0),
                rows::counted.eq(status != "submitted"),
            ),
            rows::visibility.eq("internal"),
            rows::entered_by.eq(user("unit_leader@D2")),
            rows::source.eq("manual"),
            rows::search_key.eq(key.to_lowercase()),
            rows::version.eq(1),
            rows::created_at.eq(start().naive_utc()),
            rows::updated_at.eq(start().naive_utc()),
        ))
        .execute(conn)
        .expect("a seeded issue");
    if let Some(key) = person_key {
        name_responsible(conn, &issue, key);
    }
    issue
}

fn name_responsible(conn: &mut Db, issue: &IssueId, person_key: &str) {
    use schema::issue_responsibles as rows;
    diesel::insert_into(rows::table)
        .values((
            rows::id.eq(id("issue_responsible", issue.as_str())),
            rows::issue_id.eq(issue),
            rows::person_id.eq(person(person_key)),
            rows::unit_id.eq(unit(unit_of_person(person_key))),
            rows::position.eq("Phó Bí thư"),
            rows::from_on.eq(day("2022-01-04")),
        ))
        .execute(conn)
        .expect("a named person");
}
