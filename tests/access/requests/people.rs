//! Persons and the roll.

use crate::ask::Ask;
use crate::setting::Setting;
use diesel::prelude::*;
use lamtheo_db::{Db, schema};
use lamtheo_tests::{time, world};
use serde_json::json;

pub fn prepare(conn: &mut Db, setting: &Setting<'_>, operation: &str) -> Option<Ask> {
    let person = setting.person();
    let membership = world::id(
        "membership",
        &format!("{}{}", setting.person_key(), setting.unit_key()),
    );
    Some(match operation {
        "GET /api/v1/people" => Ask::list(person, "per_page=200"),
        "GET /api/v1/people/{id}" => Ask::about(person),
        "POST /api/v1/people" => Ask::create(json!({
            "full_name": "Lê Thị Mới",
            "birth_year": 1990,
            "unit_id": setting.unit(),
            "member_kind": "official",
            "valid_from": "2022-05-19",
        })),
        "PATCH /api/v1/people/{id}" => Ask::change(person, json!({"birth_year": 1980})),
        "GET /api/v1/memberships" => Ask::list(membership, "per_page=200"),
        "GET /api/v1/memberships/{id}" => Ask::about(membership),
        "POST /api/v1/memberships" => Ask::create(json!({
            "person_id": newcomer(conn, setting),
            "unit_id": setting.unit(),
            "member_kind": "official",
            "position": "",
            "position_group": "none",
            "valid_from": "2022-05-19",
        })),
        "PATCH /api/v1/memberships/{id}" => Ask::change(membership, json!({"position": "Ủy viên"})),
        "POST /api/v1/memberships/{id}/end" => Ask::change(
            membership,
            json!({"valid_to": "2022-05-19", "reason": "left"}),
        ),
        "POST /api/v1/memberships/{id}/exempt" => Ask::change(
            membership,
            json!({"reason": "long_term_illness", "valid_from": "2022-05-19"}),
        ),
        "POST /api/v1/memberships/{id}/transfer" => Ask::change(
            membership,
            json!({"position": "Ủy viên", "valid_from": "2022-05-19"}),
        ),
        "POST /api/v1/memberships/{id}/end-exemption" => {
            exempt(conn, &membership);
            Ask::change(membership, json!({}))
        }
        _ => return None,
    })
}

/// Someone who belongs nowhere yet.
fn newcomer(conn: &mut Db, setting: &Setting<'_>) -> String {
    use schema::people as rows;
    let id = world::id("person", &setting.mark());
    let now = time::start().naive_utc();
    diesel::insert_into(rows::table)
        .values((
            rows::id.eq(&id),
            rows::full_name.eq("Lê Văn Mới"),
            rows::search_key.eq("le van moi"),
            rows::sort_key.eq("moi"),
            rows::source.eq("manual"),
            rows::version.eq(1),
            rows::created_at.eq(now),
            rows::updated_at.eq(now),
        ))
        .execute(conn)
        .expect("a newcomer");
    id
}

/// Exempts the person of a membership once.
fn exempt(conn: &mut Db, membership: &str) {
    use schema::exemptions as rows;
    let id = world::id("exemption", membership);
    let there: i64 = rows::table
        .find(&id)
        .count()
        .get_result(conn)
        .expect("a count");
    if there > 0 {
        return;
    }
    diesel::insert_into(rows::table)
        .values((
            rows::id.eq(&id),
            rows::membership_id.eq(membership),
            rows::reason.eq("abroad"),
            rows::valid_from.eq(time::day("2022-01-01")),
            rows::created_at.eq(time::start().naive_utc()),
        ))
        .execute(conn)
        .expect("an exemption");
}
