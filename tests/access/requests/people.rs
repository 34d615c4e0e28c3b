//! Persons and the roll.

use crate::ask::Ask;
use crate::setting::Setting;
use lamtheo_db::Db;
use lamtheo_tests::world;
use serde_json::json;

pub fn prepare(_: &mut Db, setting: &Setting<'_>, operation: &str) -> Option<Ask> {
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
            "person_id": world::person(&setting.caller_key()),
            "unit_id": setting.unit(),
            "member_kind": "official",
            "position": "",
            "position_group": "none",
            "valid_from": "2022-05-19",
        })),
        "PATCH /api/v1/memberships/{id}" => Ask::change(membership, json!({"position": "Ủy viên"})),
        "POST /api/v1/memberships/{id}/end" => Ask::change(
            membership,
            json!({"valid_to": "2022-05-19", "reason": "moved"}),
        ),
        "POST /api/v1/memberships/{id}/exempt" => Ask::change(
            membership,
            json!({"reason": "long_illness", "valid_from": "2022-05-19"}),
        ),
        _ => return None,
    })
}
