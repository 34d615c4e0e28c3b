//! Reminders, their ledger and their rules.

use crate::ask::Ask;
use crate::matrix::Relation;
use crate::setting::Setting;
use diesel::prelude::*;
use lamtheo_db::{Db, schema};
use lamtheo_domain::kernel::ids::IssueId;
use lamtheo_tests::open_issues::open_issue;
use lamtheo_tests::{time, world};
use serde_json::json;

pub fn prepare(
    conn: &mut Db,
    setting: &Setting<'_>,
    operation: &str,
    variant: &str,
) -> Option<Ask> {
    Some(match (operation, variant) {
        ("GET /api/v1/settings/reminder-rules", _) => Ask::default(),
        ("PATCH /api/v1/settings/reminder-rules", _) => Ask {
            body: Some(json!({ "rules": [{ "code": "issue_due", "active": true }] })),
            ..Ask::default()
        },
        ("GET /api/v1/reminders", _) => Ask::list(reminder(conn, setting), "per_page=200"),
        ("GET /api/v1/reminders/duty", _) => Ask {
            query: format!("unit={}", setting.unit()),
            ..Ask::default()
        },
        ("POST /api/v1/reminders", "issue") => Ask::create(
            json!({ "about": "issues", "issue_ids": [issue(conn, setting.unit_key())] }),
        ),
        ("POST /api/v1/reminders", "unit") => {
            Ask::create(json!({ "about": "registrations", "unit_ids": [setting.unit()] }))
        }
        ("POST /api/v1/reminders", "person") => {
            Ask::create(json!({ "about": "registrations", "person_ids": [setting.person()] }))
        }
        _ => return None,
    })
}

fn issue(conn: &mut Db, unit: &str) -> IssueId {
    use schema::issues as rows;
    let id = IssueId::from_trusted(world::id("issue", unit));
    let there: i64 = rows::table
        .find(&id)
        .count()
        .get_result(conn)
        .expect("a count");
    if there > 0 {
        return id;
    }
    let person = format!("{unit}.1");
    open_issue(
        conn,
        unit,
        unit,
        Some(&person),
        ("in_progress", "2022-05-18"),
    )
}

/// A reminder about the unit; the caller's own goes to the caller.
fn reminder(conn: &mut Db, setting: &Setting<'_>) -> String {
    use schema::reminders as rows;
    let id = world::id("reminder", &setting.mark());
    let reader = match setting.relation {
        Relation::Own => world::user(&setting.caller_key()),
        _ => world::user("unit_leader@D2"),
    };
    diesel::insert_into(rows::table)
        .values((
            rows::id.eq(&id),
            rows::act_id.eq(setting.mark()),
            rows::origin.eq("superior"),
            rows::about.eq("issues"),
            rows::user_id.eq(reader),
            rows::unit_id.eq(world::unit(setting.unit_key())),
            rows::message.eq(""),
            rows::on_day.eq(time::business_day()),
            rows::dedupe_key.eq(setting.mark()),
            rows::created_at.eq(time::start().naive_utc()),
        ))
        .execute(conn)
        .expect("a seeded reminder");
    id
}
