//! Pressing issues, the working days, the codes that the province edits.

use crate::ask::Ask;
use crate::matrix::RELATIONS;
use crate::setting::Setting;
use diesel::prelude::*;
use lamtheo_db::{Db, schema};
use lamtheo_tests::files;
use lamtheo_tests::issues::{self, IssueSeed};
use lamtheo_tests::{time, world};
use serde_json::{Value, json};

pub fn prepare(
    conn: &mut Db,
    setting: &Setting<'_>,
    operation: &str,
    variant: &str,
) -> Option<Ask> {
    if operation.contains("/settings/") || operation.contains("/code-lists/") {
        return settings(conn, setting, operation);
    }
    if operation.contains("/saved-views") {
        return saved_view(conn, setting, operation);
    }
    let (method, path) = operation.split_once(" /api/v1/issues")?;
    let seed = seed(setting, path, variant);
    let decided = |mut body: Value| {
        if variant.contains("with document") {
            body["decision"] = json!({
                "body": "Ban Thường vụ", "document_no": "12-QĐ/ĐU", "decided_on": "2022-05-10",
            });
        }
        body
    };
    let remark = || decided(json!({"comment": "Bổ sung kết quả cụ thể"}));
    let mut issue = || seed.insert(conn);
    Some(match (method, path) {
        ("GET", "") => Ask::list(issue(), "per_page=200"),
        ("POST", "") => Ask::create(creation(setting)),
        ("GET", "/board") => Ask::default(),
        ("GET", "/calendar") => Ask {
            query: "from=2022-05-01&to=2022-05-31".to_owned(),
            ..Ask::default()
        },
        ("GET", "/late") => Ask {
            query: format!("unit={}", setting.unit()),
            ..Ask::default()
        },
        ("POST", "/decisions") => Ask::create(json!({
            "items": [{"id": issue(), "version": 1, "verb": "confirm"}],
        })),
        (
            "GET",
            "/{id}" | "/{id}/timeline" | "/{id}/updates" | "/{id}/milestones" | "/{id}/evidence",
        ) => Ask::about(issue()),
        ("PATCH", "/{id}") => Ask::change(issue(), json!({"title": "Tên mới"})),
        ("DELETE", "/{id}") => Ask {
            body: None,
            ..Ask::change(issue(), json!({}))
        },
        ("POST", "/{id}/updates") => {
            Ask::change(issue(), json!({"text": "Đã làm việc với các hộ"}))
        }
        ("POST", "/{id}/evidence") => {
            let issue = issue();
            let (by, of) = (setting.caller_key(), setting.unit_key());
            let file = files::seeded(setting.app, conn, &setting.mark(), &by, of);
            Ask::change(issue, json!({"file_id": file}))
        }
        ("DELETE", "/{id}/evidence/{evidence_id}") => {
            let issue = issue();
            let by = "unit_leader@D2";
            let file = files::seeded(setting.app, conn, &setting.mark(), by, "D2");
            let piece = files::hung(conn, &file, ("issue", issue.as_str()), by);
            Ask::about(format!("{issue}/{piece}"))
        }
        ("POST", "/{id}/milestones") => Ask::change(
            issue(),
            json!({"title": "Khảo sát", "due_on": "2022-06-15"}),
        ),
        (_, "/{id}/milestones/{milestone_id}" | "/{id}/milestones/{milestone_id}/done") => {
            let issue = issue();
            let milestone = issues::milestone(conn, &issue);
            let body = match method {
                "PATCH" => Some(json!({"title": "Khảo sát lại"})),
                "POST" => Some(json!({"done_on": "2022-05-18"})),
                _ => None,
            };
            Ask {
                body,
                ..Ask::change(format!("{issue}/{milestone}"), json!({}))
            }
        }
        ("POST", "/{id}/submit" | "/{id}/start") => Ask::change(issue(), json!({})),
        ("POST", "/{id}/register" | "/{id}/confirm" | "/{id}/grant-extension") => {
            Ask::change(issue(), decided(json!({})))
        }
        (
            "POST",
            "/{id}/return" | "/{id}/send-back" | "/{id}/refuse-extension" | "/{id}/reopen",
        ) => Ask::change(issue(), remark()),
        ("POST", "/{id}/report-resolved") => Ask::change(
            issue(),
            json!({"summary": "Đã xử lý xong", "done_on": "2022-05-10", "evidence_ids": []}),
        ),
        ("POST", "/{id}/extend") => Ask::change(
            issue(),
            json!({"due_on": "2022-09-30", "reason": "Chờ nguồn kinh phí"}),
        ),
        ("POST", "/{id}/withdraw") => Ask::change(
            issue(),
            decided(json!({"reason": "Đã lồng ghép vào dự án khác"})),
        ),
        ("POST", "/{id}/carry-over") => {
            Ask::change(issue(), decided(json!({"due_on": "2022-12-01"})))
        }
        _ => return None,
    })
}

fn seed(setting: &Setting<'_>, path: &str, variant: &str) -> IssueSeed {
    let has = |word: &str| variant.split(' ').any(|part| part == word);
    let verb = path.rsplit('/').next().unwrap_or_default();
    let status = match () {
        () if has("draft") => "draft",
        () if has("returned") => "returned",
        () if has("submitted") => "submitted",
        () => match verb {
            "submit" => "returned",
            "register" | "return" => "submitted",
            "start" => "registered",
            "confirm" | "send-back" | "decisions" => "reported_resolved",
            "reopen" => "confirmed",
            _ => "in_progress",
        },
    };
    let unit = setting.unit_key();
    // Who helps is the unit meant; the owner is another district.
    let mut seed = if has("coordinating") {
        IssueSeed::new("D2", status).coordinator(unit)
    } else {
        IssueSeed::new(unit, status)
    };
    if has("party_wide") {
        seed = seed.visibility("party_wide");
    }
    if ["grant-extension", "refuse-extension"].contains(&verb) {
        seed = seed.extension();
    }
    if verb == "carry-over" {
        seed = seed.year(2021);
    }
    seed
}

fn creation(setting: &Setting<'_>) -> Value {
    json!({
        "owning_unit_id": setting.unit(),
        "title": "Ô nhiễm nguồn nước tại khu dân cư",
        "content": "Xử lý dứt điểm nước thải",
        "kind": "pressing",
        "field": "environment_disaster",
        "due_on": "2022-06-30",
    })
}

fn settings(conn: &mut Db, setting: &Setting<'_>, operation: &str) -> Option<Ask> {
    let place = RELATIONS.iter().position(|r| *r == setting.relation)?;
    let year = 2030 + i32::try_from(place).ok()?;
    let code = format!("linh_vuc_{}", setting.mark().replace('-', "_"));
    Some(match operation {
        "GET /api/v1/settings/working-days/{year}" => Ask::about(2022),
        "PUT /api/v1/settings/working-days/{year}" => {
            seeded_year(conn, year);
            Ask::change(
                year,
                json!({"days": [{"date": format!("{year}-01-01"), "kind": "holiday", "name": "Tết Dương lịch"}]}),
            )
        }
        "POST /api/v1/code-lists/{list}/entries" => {
            Ask::change("field", json!({"code": code, "label": "Lĩnh vực mới"}))
        }
        "PATCH /api/v1/code-lists/{list}/entries/{code}" => {
            seeded_code(conn, &code);
            Ask::change(format!("field/{code}"), json!({"label": "Tên khác"}))
        }
        _ => return None,
    })
}

fn seeded_year(conn: &mut Db, year: i32) {
    use schema::calendar_years as rows;
    let now = time::start().naive_utc();
    let there: i64 = rows::table
        .find(year)
        .count()
        .get_result(conn)
        .expect("a count");
    if there == 0 {
        diesel::insert_into(rows::table)
            .values((
                rows::year.eq(year),
                rows::version.eq(1),
                rows::created_at.eq(now),
                rows::updated_at.eq(now),
            ))
            .execute(conn)
            .expect("a year");
    }
}

fn seeded_code(conn: &mut Db, code: &str) {
    use schema::code_list_entries as rows;
    let now = time::start().naive_utc();
    diesel::insert_into(rows::table)
        .values((
            rows::list.eq("field"),
            rows::code.eq(code),
            rows::label.eq("Lĩnh vực mới"),
            rows::short.eq("Lĩnh vực mới"),
            rows::active.eq(true),
            rows::ordinal.eq(1001),
            rows::version.eq(1),
            rows::created_at.eq(now),
            rows::updated_at.eq(now),
        ))
        .execute(conn)
        .expect("a code");
}

/// A saved view of the caller, or in every other relation of a stranger.
fn saved_view(conn: &mut Db, setting: &Setting<'_>, operation: &str) -> Option<Ask> {
    use schema::saved_views as rows;
    let body = json!({"room": "issues", "name": "Quá hạn", "query": "overdue=true"});
    if operation == "POST /api/v1/saved-views" {
        return Some(Ask::create(body));
    }
    let id = world::id("saved_view", &setting.mark());
    let now = time::start().naive_utc();
    diesel::insert_into(rows::table)
        .values((
            rows::id.eq(&id),
            rows::user_id.eq(world::user(&setting.writer_key())),
            rows::room.eq("issues"),
            rows::name.eq("Quá hạn"),
            rows::query.eq("overdue=true"),
            rows::shared.eq(false),
            rows::version.eq(1),
            rows::created_at.eq(now),
            rows::updated_at.eq(now),
        ))
        .execute(conn)
        .expect("a saved view");
    Some(match operation {
        "GET /api/v1/saved-views" => Ask::list(id, ""),
        "PATCH /api/v1/saved-views/{id}" => Ask::change(id, json!({"name": "Tên khác"})),
        "DELETE /api/v1/saved-views/{id}" => Ask {
            body: None,
            ..Ask::change(id, json!({}))
        },
        _ => return None,
    })
}
