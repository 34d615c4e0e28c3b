//! The unit tree.

use crate::ask::Ask;
use crate::setting::Setting;
use lamtheo_db::Db;
use serde_json::json;

pub fn prepare(_: &mut Db, setting: &Setting<'_>, operation: &str) -> Option<Ask> {
    let unit = setting.unit();
    Some(match operation {
        "GET /api/v1/units" => Ask::list(unit, "per_page=200"),
        "GET /api/v1/units/{id}"
        | "GET /api/v1/units/{id}/tree"
        | "GET /api/v1/units/{id}/lineage" => Ask::about(unit),
        "POST /api/v1/units" => Ask::create(json!({
            "name": format!("Đảng bộ {}", setting.mark()),
            "committee_name": format!("Đảng ủy {}", setting.mark()),
            "short_name": setting.mark(),
            "kind": "grassroots_committee",
            "level": "grassroots",
            "parent_id": unit,
            "valid_from": "2022-05-19",
        })),
        "PATCH /api/v1/units/{id}" => Ask::change(
            unit,
            json!({"short_name": "Tên gọi mới", "effective_on": "2022-05-19"}),
        ),
        "POST /api/v1/units/{id}/codes" => Ask::change(
            unit,
            json!({"system": "H", "code": setting.unit_key(), "valid_from": "2022-05-19"}),
        ),
        _ => return None,
    })
}
