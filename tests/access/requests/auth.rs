//! Sign-in and the own session.

use crate::ask::Ask;
use crate::matrix::Relation;
use crate::setting::Setting;
use lamtheo_db::Db;
use lamtheo_tests::{accounts, world};
use serde_json::json;

/// The account of the person meant; made when there is none.
pub fn account(conn: &mut Db, setting: &Setting<'_>) -> String {
    if setting.relation == Relation::Own {
        return setting.caller_key();
    }
    let unit = setting.unit_key();
    let key = format!("account@{unit}");
    accounts::ensure(conn, &key, &format!("{unit}.2"), "member", unit);
    key
}

pub fn prepare(conn: &mut Db, setting: &Setting<'_>, operation: &str) -> Option<Ask> {
    let key = account(conn, setting);
    Some(match operation {
        "POST /api/v1/auth/login" => Ask::create(json!({
            "username": key, "password": accounts::PASSWORD,
        })),
        "POST /api/v1/auth/refresh"
        | "POST /api/v1/auth/logout"
        | "GET /api/v1/auth/me"
        | "GET /api/v1/system" => Ask::default(),
        "POST /api/v1/auth/password" if setting.relation == Relation::Own => Ask::create(json!({
            "current_password": accounts::PASSWORD, "new_password": "mot cau hoan toan khac",
        })),
        "POST /api/v1/auth/password" => Ask::create(json!({
            "username": key, "one_time_code": "00000-00000", "new_password": "mot cau hoan toan khac",
        })),
        "GET /api/v1/auth/sessions" => Ask::list(world::session(&key), ""),
        "DELETE /api/v1/auth/sessions/{id}" => Ask::about(world::session(&key)),
        _ => return None,
    })
}
