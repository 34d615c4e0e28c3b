//! Accounts, roles and the audit log.

use crate::ask::Ask;
use crate::matrix::Relation;
use crate::requests::auth::account;
use crate::setting::{Setting, home_of};
use diesel::prelude::*;
use lamtheo_db::{Db, Event, Origin, schema};
use lamtheo_tests::{time, world};
use serde_json::json;

pub fn prepare(conn: &mut Db, setting: &Setting<'_>, operation: &str) -> Option<Ask> {
    if operation == "POST /api/v1/users" {
        return Some(Ask::create(json!({
            "username": format!("moi.{}", setting.mark()),
            "display_name": "Người dùng mới",
            "person_id": newcomer(setting),
        })));
    }
    let key = account(conn, setting);
    let user = world::user(&key);
    Some(match operation {
        "GET /api/v1/users" => Ask::list(user, "per_page=200"),
        "GET /api/v1/users/{id}" => Ask::about(user),
        "PATCH /api/v1/users/{id}" => Ask::change(user, json!({"display_name": "Tên mới"})),
        "POST /api/v1/users/{id}/reset-code" | "POST /api/v1/users/{id}/disable" => {
            Ask::change(user, json!({}))
        }
        "POST /api/v1/users/{id}/enable" => {
            disable(conn, setting, &key);
            Ask::change(user, json!({}))
        }
        "GET /api/v1/role-assignments" => Ask::list(role(setting, &key), "per_page=200"),
        "GET /api/v1/role-assignments/{id}" => Ask::about(role(setting, &key)),
        "POST /api/v1/role-assignments" => Ask::create(json!({
            "user_id": user, "role": "unit_staff", "unit_id": setting.unit(), "valid_from": "2022-05-19",
        })),
        "POST /api/v1/role-assignments/{id}/end" => {
            Ask::change(role(setting, &key), json!({"valid_to": "2022-05-19"}))
        }
        "GET /api/v1/audit-log" => Ask::list(audit_row(setting), "per_page=200"),
        "GET /api/v1/audit-log/verify" => Ask::default(),
        _ => return None,
    })
}

/// A person of the unit meant who has no account yet.
fn newcomer(setting: &Setting<'_>) -> String {
    let number = if setting.relation == Relation::Own {
        1
    } else {
        2
    };
    let key = format!("{}.{number}", setting.unit_key());
    world::person(&key).to_string()
}

/// The role that the account has today.
fn role(setting: &Setting<'_>, key: &str) -> String {
    let (role, from) = if key == setting.caller_key() {
        (setting.role, "2019-01-01")
    } else {
        ("member", "2015-01-01")
    };
    let unit = key
        .rsplit_once('@')
        .map_or(home_of(setting.role), |parts| parts.1);
    world::id("role", &format!("{key}:{role}:{unit}:{from}"))
}

fn disable(conn: &mut Db, setting: &Setting<'_>, key: &str) {
    use schema::users;
    if key == setting.caller_key() {
        return;
    }
    diesel::update(users::table.find(world::user(key)))
        .set(users::status.eq("disabled"))
        .execute(conn)
        .expect("a disabled account");
}

/// An event about the unit meant.
fn audit_row(setting: &Setting<'_>) -> String {
    use schema::audit_log;
    let unit = world::unit(setting.unit_key());
    let kind = "unit";
    let recorded = unit.clone();
    let moment = lamtheo_domain::kernel::Moment::at(time::start(), Some(time::business_day()));
    let mut conn = setting.app.connect();
    let mut tx = lamtheo_db::Tx {
        conn: &mut conn,
        at: moment,
        origin: Origin::system("test"),
    };
    let event = Event::new("unit.changed", kind, &unit).unit(&unit);
    tx.record(event, ()).expect("an audit row").into_inner();
    audit_log::table
        .filter(audit_log::unit_id.eq(recorded))
        .select(audit_log::id)
        .first(&mut conn)
        .expect("its id")
}
