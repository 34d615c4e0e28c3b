//! The list as a file: the same filters and scope, whole, harmless, on record.

use super::*;
use calamine::{Data, Reader, Xlsx};
use diesel::prelude::*;
use lamtheo_db::schema::audit_log;
use lamtheo_tests::issues::IssueSeed;
use lamtheo_tests::{SMALL_WORLD, both_databases};
use std::io::Cursor;

const CSV: &str = "text/csv";
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn export(actor: &Actor, query: &str, form: &str) -> Reply {
    let reply = actor
        .get(&format!("/issues{query}"))
        .header("accept", form)
        .await;
    reply.ok(200);
    reply
}

/// Header, rows without the remark, and the remark.
fn sheet(reply: &Reply) -> (Vec<String>, Vec<Vec<String>>, String) {
    let text = std::str::from_utf8(&reply.body).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("the mark of UTF-8");
    assert!(text.lines().count() > 1 && !text.replace("\r\n", "").contains('\r'));
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let own = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let header = own(reader.headers().unwrap());
    let mut rows: Vec<Vec<String>> = reader.records().map(|r| own(&r.unwrap())).collect();
    let remark = rows.pop().expect("a remark").swap_remove(0);
    assert!(rows.iter().all(|row| row.len() == header.len()));
    (header, rows, remark)
}

fn column(header: &[String], name: &str) -> usize {
    header
        .iter()
        .position(|h| h == name)
        .unwrap_or_else(|| panic!("no {name} in {header:?}"))
}

fn exports(app: &TestApp) -> Vec<Value> {
    let rows: Vec<Option<String>> = audit_log::table
        .filter(audit_log::action.eq("issues.exported"))
        .order(audit_log::id)
        .select(audit_log::after_state)
        .load(&mut app.connect())
        .unwrap();
    let rows = rows.into_iter().flatten();
    rows.map(|text| serde_json::from_str(&text).unwrap())
        .collect()
}

both_databases! {
    async fn a_list_is_taken_as_text_with_its_filters(app: TestApp) {
        let office = app.user("unit_staff@C");
        let mut form = form();
        form["title"] = json!("=HYPERLINK(\"http://x\"), rác");
        drafted(&office, form).await;
        for (owner, status) in [("C", "in_progress"), ("C", "confirmed"), ("C2", "in_progress")] {
            IssueSeed::new(owner, status).insert(&mut app.connect());
        }
        let leader = app.user("unit_leader@D");
        let whole = export(&leader, "?page=3&per_page=1", CSV).await;
        let (header, rows, remark) = sheet(&whole);
        assert_eq!(rows.len(), 3, "drafts of others stay out: {rows:?}");
        assert!(remark.starts_with("# Người xuất: ") && remark.ends_with("3 dòng"), "{remark}");
        assert_eq!(whole.header("content-type"), Some("text/csv; charset=utf-8; header=present"));
        assert_eq!(whole.header("cache-control"), Some("no-store"));
        let name = whole.header("content-disposition").unwrap();
        assert!(name.starts_with("attachment; filename=\"van-de-") && name.ends_with(".csv\""), "{name}");
        let some = export(&leader, "?status=confirmed", CSV).await;
        let (_, rows, _) = sheet(&some);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0][column(&header, "Trạng thái")], "confirmed");
        assert_eq!(rows[0][column(&header, "Tên trạng thái")], "Đã giải quyết xong (đã xác nhận)");
        assert_eq!(rows[0][column(&header, "Thời hạn hoàn thành")], "2022-06-30");
        let (_, rows, _) = sheet(&export(&app.user("unit_leader@C2"), "", CSV).await);
        assert_eq!(rows.len(), 1, "a neighbour sees the own only");
        let (_, rows, _) = sheet(&export(&office, "?status=draft", CSV).await);
        assert_eq!(rows[0][column(&header, "Tên vấn đề")], "'=HYPERLINK(\"http://x\"), rác");
        let log = exports(&app);
        assert_eq!(log.len(), 4);
        assert!(log.contains(&json!({ "form": "csv", "filter": "status=confirmed", "rows": 1 })), "{log:?}");
    }

    async fn a_list_is_taken_as_a_workbook(app: TestApp) {
        for mark in 0..1_234 {
            IssueSeed::new("C", "in_progress").mark(mark.to_string()).insert(&mut app.connect());
        }
        let reply = export(&app.user("unit_leader@D"), "?overdue=false", WORKBOOK).await;
        assert_eq!(reply.header("content-type"), Some(WORKBOOK));
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(reply.body.to_vec())).unwrap();
        assert_eq!(book.sheet_names(), ["Vấn đề", "Thông tin"]);
        let sheet = book.worksheet_range("Vấn đề").unwrap();
        assert_eq!(sheet.height(), 1_235);
        let header: Vec<String> = sheet.rows().next().unwrap().iter().map(ToString::to_string).collect();
        let row = sheet.rows().nth(1_234).unwrap();
        let due = &row[column(&header, "Thời hạn hoàn thành")];
        let Data::DateTime(day) = due else { panic!("{due:?}") };
        let (year, month, of_month, ..) = day.to_ymd_hms_milli();
        assert_eq!((year, month, of_month), (2022, 6, 30));
        assert_eq!(row[column(&header, "Quá hạn")], Data::String("không".into()));
        let about = book.worksheet_range("Thông tin").unwrap();
        let told: Vec<String> = about.rows().map(|row| row[1].to_string()).collect();
        assert!(told[0].contains('(') && told[1].contains("ngày") && told[2] == "overdue=false" && told[3] == "1234", "{told:?}");
        assert_eq!(exports(&app), [json!({ "form": "xlsx", "filter": "overdue=false", "rows": 1_234 })]);
    }

    async fn other_forms_are_not_there(app: TestApp) {
        let leader = app.user("unit_leader@D");
        for form in ["application/pdf", "text/html", "text/csv;q=0"] {
            leader.get("/issues").header("accept", form).await.refused(406, "not_acceptable");
        }
        for form in ["*/*", "application/json", "text/html, */*;q=0.1"] {
            assert_eq!(leader.get("/issues").header("accept", form).await.ok(200)["total"], 0);
        }
        app.user("system_admin@P").get("/issues").header("accept", CSV).await.refused(403, "role_not_allowed");
        app.anonymous().get("/issues").header("accept", "application/pdf").await.refused(401, "unauthenticated");
        leader.get("/issues?colour=red").header("accept", CSV).await.ok(422);
        assert_eq!(exports(&app), Vec::<Value>::new());
    }

    async fn exports_are_limited_by_the_hour(app: TestApp) {
        let app = TestApp::over(app.backend(), &SMALL_WORLD, |s| { s.rate_limits = true; s.exports_per_hour = 2; }).await;
        let leader = app.user("unit_leader@D");
        for _ in 0..2 {
            export(&leader, "", CSV).await;
        }
        let refused = leader.get("/issues").header("accept", CSV).await;
        refused.refused(429, "too_many_requests");
        assert!(refused.header("retry-after").is_some());
        leader.get("/issues").await.ok(200);
        export(&app.user("unit_leader@C"), "", CSV).await;
    }
}
