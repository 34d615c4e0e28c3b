//! Inboxes and jobs.

use crate::ask::Ask;
use crate::matrix::Relation;
use crate::setting::Setting;
use diesel::prelude::*;
use lamtheo_db::{Db, schema};
use lamtheo_domain::kernel::ids::UserId;
use lamtheo_tests::{time, world};
use serde_json::json;

pub fn prepare(conn: &mut Db, setting: &Setting<'_>, operation: &str) -> Option<Ask> {
    Some(match operation {
        "GET /api/v1/notifications" => Ask::list(notice(conn, setting), "per_page=200"),
        "GET /api/v1/notifications/unread" => Ask::default(),
        "GET /api/v1/jobs" => Ask::list(job(conn, setting), "per_page=200"),
        "POST /api/v1/notifications/{id}/read" => Ask::about(notice(conn, setting)),
        "POST /api/v1/notifications/read-all" => Ask::create(json!({})),
        "GET /api/v1/notifications/settings" => Ask::default(),
        "PATCH /api/v1/notifications/settings" => Ask {
            body: Some(json!({ "email": "an@tinh.example.vn" })),
            ..Ask::default()
        },
        "GET /api/v1/jobs/{id}" => Ask::about(job(conn, setting)),
        "POST /api/v1/jobs/{id}/cancel" => Ask::change(job(conn, setting), json!({})),
        _ => return None,
    })
}

/// The caller, or somebody else.
fn owner(setting: &Setting<'_>) -> UserId {
    match setting.relation {
        Relation::Own => world::user(&setting.caller_key()),
        _ => world::user("unit_leader@D2"),
    }
}

fn notice(conn: &mut Db, setting: &Setting<'_>) -> String {
    use schema::notifications as rows;
    let id = world::id("notification", &setting.mark());
    let now = time::start().naive_utc();
    diesel::insert_into(rows::table)
        .values((
            rows::id.eq(&id),
            rows::user_id.eq(owner(setting)),
            rows::kind.eq("decided"),
            rows::event.eq("registration.approved"),
            rows::event_key.eq(setting.mark()),
            rows::group_key.eq(setting.mark()),
            rows::title.eq("Bản đăng ký đã được thông qua"),
            rows::body.eq("Năm 2022"),
            rows::in_app.eq(true),
            rows::version.eq(1),
            rows::created_at.eq(now),
            rows::updated_at.eq(now),
        ))
        .execute(conn)
        .expect("a seeded notice");
    id
}

fn job(conn: &mut Db, setting: &Setting<'_>) -> String {
    use schema::jobs as rows;
    let id = world::id("job", &setting.mark());
    let now = time::start().naive_utc();
    diesel::insert_into(rows::table)
        .values((
            rows::id.eq(&id),
            rows::kind.eq("nothing"),
            rows::payload.eq("{}"),
            rows::status.eq("queued"),
            rows::run_at.eq(now),
            rows::attempts.eq(0),
            rows::progress_done.eq(0),
            rows::created_by.eq(owner(setting)),
            rows::version.eq(1),
            rows::created_at.eq(now),
            rows::updated_at.eq(now),
        ))
        .execute(conn)
        .expect("a seeded job");
    id
}
