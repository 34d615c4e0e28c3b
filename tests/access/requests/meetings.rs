//! Delegations and branch meetings.

use crate::ask::Ask;
use crate::setting::Setting;
use diesel::prelude::*;
use lamtheo_db::{Db, schema};
use lamtheo_tests::records::{self, RegistrationSeed, Subject};
use lamtheo_tests::{time, world};
use serde_json::json;

pub fn prepare(conn: &mut Db, setting: &Setting<'_>, operation: &str) -> Option<Ask> {
    let unit = setting.unit_key();
    // A secretary names a deputy for nobody else.
    let from = match setting.role {
        "branch_secretary" => setting.caller_key(),
        _ => format!("{unit}.1"),
    };
    let to = format!("{unit}.2");
    Some(match operation {
        "POST /api/v1/delegations" => Ask::create(json!({
            "unit_id": setting.unit(),
            "from_person_id": world::person(&from),
            "to_person_id": world::person(&to),
            "valid_from": "2022-05-19",
            "valid_to": "2022-12-31",
        })),
        "POST /api/v1/branch-meetings" => Ask::create(json!({
            "unit_id": setting.unit(),
            "held_on": "2022-05-05",
            "kind": "regular",
            "theme": "Sinh hoạt thường kỳ",
            "present_count": 20,
            "absent_count": 1,
            "minutes_no": "05-BB/CB",
        })),
        "GET /api/v1/delegations" => Ask::list(delegation(conn, unit), "per_page=200"),
        "GET /api/v1/delegations/{id}" => Ask::about(delegation(conn, unit)),
        "POST /api/v1/delegations/{id}/end" => {
            Ask::change(delegation(conn, unit), json!({"valid_to": "2022-05-19"}))
        }
        "GET /api/v1/branch-meetings" => Ask::list(meeting(conn, unit), "per_page=200"),
        "GET /api/v1/branch-meetings/{id}" => Ask::about(meeting(conn, unit)),
        "PATCH /api/v1/branch-meetings/{id}" => {
            Ask::change(meeting(conn, unit), json!({"theme": "Sinh hoạt chuyên đề"}))
        }
        "POST /api/v1/branch-meetings/{id}/decisions" => {
            let handed_in = Subject::Person(from);
            let seeded =
                RegistrationSeed::new(handed_in, "submitted", "unit_leader@D2").insert_once(conn);
            Ask::change(
                meeting(conn, unit),
                json!({"items": [{
                    "record": "registration", "id": seeded.registration, "version": 1, "verb": "approve",
                }]}),
            )
        }
        _ => return None,
    })
}

fn meeting(conn: &mut Db, unit: &str) -> String {
    use schema::branch_meetings as rows;
    let id = world::id("meeting", unit);
    let there: i64 = rows::table
        .find(&id)
        .count()
        .get_result(conn)
        .expect("a count");
    if there == 0 {
        records::meeting(conn, unit, "unit_leader@D2");
    }
    id
}

fn delegation(conn: &mut Db, unit: &str) -> String {
    use schema::delegations as rows;
    let id = world::id("delegation", unit);
    let now = time::start().naive_utc();
    let there: i64 = rows::table
        .find(&id)
        .count()
        .get_result(conn)
        .expect("a count");
    if there > 0 {
        return id;
    }
    diesel::insert_into(rows::table)
        .values((
            rows::id.eq(&id),
            rows::unit_id.eq(world::unit(unit)),
            rows::from_person_id.eq(world::person(&format!("{unit}.1"))),
            rows::to_person_id.eq(world::person(&format!("{unit}.2"))),
            rows::valid_from.eq(time::day("2022-01-01")),
            rows::valid_to.eq(time::day("2022-12-31")),
            rows::version.eq(1),
            rows::created_at.eq(now),
            rows::updated_at.eq(now),
        ))
        .execute(conn)
        .expect("a seeded delegation");
    id
}
