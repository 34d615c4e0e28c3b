//! A month around Tết 2022, day by day, with two workers.

use super::{from_day, go_to, said};
use diesel::prelude::*;
use lamtheo_db::schema::{issues, jobs};
use lamtheo_tests::open_issues::open_issue;
use lamtheo_tests::{TestApp, both_databases, time};
use serde_json::{Value, json};

/// Every day of the span, before and after half past seven, by two workers.
pub async fn live(app: &TestApp, from: &str, to: &str) {
    let last = time::day(to);
    for day in time::day(from).iter_days().take_while(|day| *day <= last) {
        go_to(app, day, "00:29");
        app.worker().work_off().await.unwrap();
        go_to(app, day, "00:31");
        app.worker().work_off().await.unwrap();
        app.worker().work_off().await.unwrap();
    }
}

fn rows(expected: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    let own = |text: &str| text.to_owned();
    expected
        .iter()
        .map(|(day, rule, user)| (own(day), own(rule), own(user)))
        .collect()
}

async fn digests(app: &TestApp, key: &str) -> Vec<Value> {
    let inbox = app
        .user(key)
        .get("/notifications?kind=digest")
        .await
        .ok(200);
    inbox["items"].as_array().unwrap().clone()
}

both_databases! {
    async fn a_month_comes_out_exactly_once_each_in_order(app: TestApp) {
        let app = from_day(&app, "2022-01-10").await;
        open_issue(&mut app.connect(), "Đường thôn", "C", Some("member@C"), ("in_progress", "2022-01-26"));
        live(&app, "2022-01-10", "2022-03-02").await;
        let expected = rows(&[
            ("2022-01-17", "issue_before_7", "member@C"),
            ("2022-01-21", "issue_before_3", "member@C"),
            ("2022-01-25", "issue_before_1", "member@C"),
            ("2022-01-26", "issue_due", "member@C"),
            ("2022-02-09", "issue_late", "member@C"),
            ("2022-02-16", "issue_late", "member@C"),
            ("2022-02-16", "issue_late_above", "unit_leader@D"),
            ("2022-02-16", "issue_late_above", "unit_staff@D"),
            ("2022-02-23", "issue_late", "member@C"),
            ("2022-03-02", "issue_late", "member@C"),
            ("2022-03-02", "issue_late_above_twice", "province_staff@P"),
            ("2022-03-02", "issue_late_above_twice", "unit_leader@P"),
            ("2022-03-02", "issue_late_above_twice", "unit_staff@P"),
        ]);
        assert_eq!(said(&app), expected);
        assert_eq!(digests(&app, "member@C").await.len(), 8, "one digest a day");
        let above = digests(&app, "unit_leader@D").await;
        let body = above[0]["body"].as_str().unwrap();
        assert!(body.contains("Vấn đề Đường thôn (Đảng bộ xã Tân Hòa)"), "{body}");
        assert!(body.contains("người chịu trách nhiệm: Trần Thị") && body.contains("Phó Bí thư"), "{body}");
        assert!(body.contains("quá hạn 10 ngày làm việc"), "{body}");
        assert_eq!(digests(&app, "unit_leader@D2").await, Vec::<Value>::new());
    }

    async fn one_reader_has_one_digest_a_day(app: TestApp) {
        let app = from_day(&app, "2022-01-26").await;
        let mut conn = app.connect();
        for (key, due) in [("một", "2022-01-26"), ("hai", "2022-01-27"), ("ba", "2022-01-19")] {
            open_issue(&mut conn, key, "C", Some("unit_leader@C"), ("in_progress", due));
        }
        open_issue(&mut conn, "chờ", "B", Some("branch_secretary@B"), ("reported_resolved", "2022-01-26"));
        app.worker().work_off().await.unwrap();
        let told = digests(&app, "unit_leader@C").await;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0]["title"], "Nhắc việc ngày 26/01/2022: 1 việc quá hạn, 2 việc đến hạn hôm nay, 1 việc sắp đến hạn");
        let body = told[0]["body"].as_str().unwrap();
        assert!(body.contains("chờ đồng chí cho ý kiến, xác nhận:\n- Vấn đề chờ (Chi bộ thôn Đông)"), "{body}");
        assert_eq!(digests(&app, "branch_secretary@B").await.len(), 0, "the approver's turn");
    }

    async fn downtime_is_made_up_for_once(app: TestApp) {
        let app = from_day(&app, "2022-01-14").await;
        open_issue(&mut app.connect(), "Đường thôn", "C", Some("member@C"), ("in_progress", "2022-01-26"));
        app.worker().work_off().await.unwrap();
        go_to(&app, time::day("2022-01-24"), "03:00");
        app.worker().work_off().await.unwrap();
        app.worker().work_off().await.unwrap();
        assert_eq!(said(&app), rows(&[("2022-01-24", "issue_before_3", "member@C")]));
    }

    async fn a_worker_that_died_loses_nothing_and_repeats_nothing(app: TestApp) {
        let app = from_day(&app, "2022-01-26").await;
        let mut conn = app.connect();
        for key in ["một", "hai", "ba"] {
            open_issue(&mut conn, key, "C", Some("member@C"), ("in_progress", "2022-01-26"));
        }
        open_issue(&mut conn, "bốn", "C2", Some("unit_leader@C2"), ("in_progress", "2022-01-26"));
        app.worker().work_off().await.unwrap();
        let before = said(&app);
        assert_eq!(before.len(), 4);
        // As if the worker had died after its last reader and before its end.
        diesel::update(jobs::table)
            .set((jobs::status.eq("running"), jobs::holder.eq("dead"), jobs::locked_until.eq(app.clock().now().naive_utc())))
            .execute(&mut conn)
            .unwrap();
        app.worker().work_off().await.unwrap();
        assert_eq!(said(&app), before);
        // As if it had died before it began: the next day says what was lost.
        diesel::update(jobs::table)
            .set((jobs::status.eq("running"), jobs::holder.eq("dead"), jobs::locked_until.eq(app.clock().now().naive_utc())))
            .execute(&mut conn)
            .unwrap();
        open_issue(&mut conn, "năm", "C2", Some("unit_leader@C2"), ("in_progress", "2022-01-26"));
        go_to(&app, time::day("2022-01-27"), "00:31");
        app.worker().work_off().await.unwrap();
        let mut after = before;
        after.push(("2022-01-27".to_owned(), "issue_due".to_owned(), "unit_leader@C2".to_owned()));
        assert_eq!(said(&app), after);
    }

    async fn a_rule_that_is_off_says_nothing(app: TestApp) {
        let app = from_day(&app, "2022-01-26").await;
        open_issue(&mut app.connect(), "Đường thôn", "C", Some("member@C"), ("in_progress", "2022-01-26"));
        let staff = app.user("province_staff@P");
        let rules = staff.get("/settings/reminder-rules").await.ok(200);
        assert_eq!((&rules["version"], rules["items"].as_array().unwrap().len()), (&json!(1), 18));
        let path = "/settings/reminder-rules";
        let off = json!({"rules": [{"code": "issue_due", "active": false}, {"code": "issue_late", "offset_days": 3, "repeat_days": null}]});
        app.user("unit_leader@P").patch(path).if_match(1).json(off.clone()).await.refused(403, "role_not_allowed");
        staff.patch(path).json(off.clone()).await.refused(428, "if_match_required");
        assert_eq!(staff.patch(path).if_match(1).json(off.clone()).await.ok(200)["version"], 3);
        staff.patch(path).if_match(1).json(off).await.refused(412, "version_stale");
        let wrong = json!({"rules": [{"code": "issue_due", "offset_days": 999}]});
        staff.patch(path).if_match(3).json(wrong).await.refused(422, "validation_failed");
        app.worker().work_off().await.unwrap();
        assert_eq!(said(&app), Vec::new());
        diesel::update(issues::table).set(issues::due_effective_on.eq(time::day("2022-01-21"))).execute(&mut app.connect()).unwrap();
        go_to(&app, time::day("2022-01-27"), "00:31");
        app.worker().work_off().await.unwrap();
        assert_eq!(said(&app), Vec::new(), "three working days late was yesterday, the digest of which was made");
    }
}
