//! The ledger: what stays of a reminder, for whom, and how it is counted.

use super::{from_day, go_to};
use chrono::Duration;
use diesel::prelude::*;
use lamtheo_db::schema::{issue_responsibles, issues, memberships};
use lamtheo_tests::open_issues::open_issue;
use lamtheo_tests::records::{RegistrationSeed, Subject};
use lamtheo_tests::{Actor, TestApp, both_databases, time, world};
use serde_json::{Value, json};
use std::future::IntoFuture;

async fn ledger(actor: &Actor, query: &str) -> Value {
    actor.get(&format!("/reminders?{query}")).await.ok(200)
}

/// What the only row of the ledger says of its only item.
async fn only_item(app: &TestApp, key: &str) -> Value {
    let ledger = ledger(&app.user(key), "").await;
    assert_eq!(ledger["total"], 1, "{ledger}");
    ledger["items"][0]["items"][0].clone()
}

both_databases! {
    async fn who_no_longer_answers_keeps_the_reminder_and_no_more(app: TestApp) {
        let mut conn = app.connect();
        let issue = open_issue(&mut conn, "kênh mương", "C2", Some("member@C"), ("in_progress", "2022-04-14"));
        let one = json!({"about": "issues", "issue_ids": [issue]});
        app.user("unit_leader@D").post("/reminders").json(one).await.ok(201);
        let before = only_item(&app, "member@C").await;
        assert_eq!((&before["title"], &before["readable"]), (&json!("Vấn đề kênh mương"), &json!(true)));

        // Another answers from now on, and the issue goes on without the first.
        diesel::update(issue_responsibles::table)
            .set((issue_responsibles::person_id.eq(world::person("unit_leader@C2")), issue_responsibles::unit_id.eq(world::unit("C2"))))
            .execute(&mut conn)
            .unwrap();
        diesel::update(issues::table.find(&issue))
            .set((issues::responsible_person_id.eq(world::person("unit_leader@C2")), issues::title.eq("Tên khác"), issues::status.eq("confirmed"), issues::confirmed_on.eq(time::business_day())))
            .execute(&mut conn)
            .unwrap();
        let after = only_item(&app, "member@C").await;
        for field in ["title", "object_id"] {
            assert_eq!(after[field], Value::Null, "{field}");
        }
        assert_eq!((&after["readable"], &after["state_now"], &after["settled"]), (&json!(false), &json!("in_progress"), &json!(false)));
        assert_eq!(after["due_on"], "2022-04-14", "that the person was reminded stays");
        let above = only_item(&app, "unit_leader@D").await;
        assert_eq!((&above["title"], &above["state_now"]), (&json!("Tên khác"), &json!("confirmed")));
    }

    async fn who_left_the_unit_no_longer_follows_its_issue(app: TestApp) {
        let mut conn = app.connect();
        let issue = open_issue(&mut conn, "kênh mương", "C2", Some("member@C"), ("in_progress", "2022-04-14"));
        let one = json!({"about": "issues", "issue_ids": [issue]});
        app.user("unit_leader@D").post("/reminders").json(one).await.ok(201);
        diesel::update(memberships::table.filter(memberships::person_id.eq(world::person("member@C"))))
            .filter(memberships::valid_to.is_null())
            .set(memberships::valid_to.eq(time::business_day()))
            .execute(&mut conn)
            .unwrap();
        app.forget_callers();
        let after = only_item(&app, "member@C").await;
        assert_eq!((&after["title"], &after["readable"]), (&Value::Null, &json!(false)));
    }

    async fn then_and_now_count_the_same(app: TestApp) {
        let app = from_day(&app, "2022-06-21").await;
        for (subject, key) in [
            (Subject::Person("member@B2".to_owned()), "member@B2"),
            (Subject::Person("branch_secretary@B2".to_owned()), "branch_secretary@B2"),
            (Subject::Unit("B".to_owned()), "branch_secretary@B"),
        ] {
            RegistrationSeed::new(subject, "submitted", key).insert(&mut app.connect());
        }
        let mut seen = 0;
        for day in ["2022-06-21", "2022-06-30", "2022-07-14", "2022-07-28"] {
            go_to(&app, time::day(day), "00:31");
            app.worker().work_off().await.unwrap();
            for key in ["branch_secretary@B", "branch_secretary@B2", "unit_staff@C", "unit_leader@C", "unit_leader@D", "province_staff@P"] {
                let ledger = ledger(&app.user(key), &format!("from={day}&to={day}&per_page=200")).await;
                for row in ledger["items"].as_array().unwrap() {
                    for item in row["items"].as_array().unwrap().iter().filter(|i| i["object_type"] == "unit") {
                        assert_eq!(item["count_then"], item["count_now"], "{key} on {day}: {row}");
                        assert_eq!(item["settled"], false, "{row}");
                        seen += 1;
                    }
                }
            }
        }
        assert!(seen > 20, "{seen}");
    }

    async fn who_was_really_told(app: TestApp) {
        let mut conn = app.connect();
        let wanted = [("một", "member@C"), ("hai", "unit_leader@C"), ("ba", "unit_staff@C"), ("bốn", "C.1")];
        let issues: Vec<_> = wanted
            .iter()
            .map(|(key, person)| open_issue(&mut conn, key, "C", Some(person), ("in_progress", "2022-04-14")))
            .collect();
        let off = json!({"kinds": [{"kind": "urged", "in_app": false, "email": true}]});
        for key in ["member@C", "unit_leader@C"] {
            app.user(key).patch("/notifications/settings").if_match(1).json(off.clone()).await.ok(200);
        }
        let leader = app.user("unit_leader@D");
        let act = leader.post("/reminders").json(json!({"about": "issues", "issue_ids": issues})).await.ok(201);
        assert_eq!((&act["reminded"], &act["reached"]), (&json!(4), &json!(1)), "{act}");
        let why: Vec<(&str, &Value)> = act["recipients"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| (r["reached"].as_bool().map_or("", |reached| if reached { "told" } else { "not" }), &r["reason"]))
            .collect();
        assert_eq!(why.iter().filter(|(told, why)| *told == "told" && why.is_null()).count(), 1, "{act}");
        assert_eq!(why.iter().filter(|(_, why)| **why == "switched_off").count(), 2, "{act}");
        assert_eq!(why.iter().filter(|(_, why)| **why == "no_account").count(), 1, "{act}");
        let ledger = ledger(&leader, "").await;
        let reached = ledger["items"].as_array().unwrap().iter().filter(|row| row["reached"] == true).count();
        assert_eq!((&ledger["total"], reached), (&json!(4), 1));
    }

    async fn two_colleagues_at_once_remind_once(app: TestApp) {
        let issue = open_issue(&mut app.connect(), "trễ", "C", Some("member@C"), ("in_progress", "2022-04-14"));
        let body = json!({"about": "issues", "issue_ids": [issue]});
        for round in 0..5 {
            app.clock().advance(Duration::seconds(1));
            let (leader, staff) = (app.user("unit_leader@D"), app.user("unit_staff@D"));
            let (one, other) = tokio::join!(
                leader.post("/reminders").json(body.clone()).into_future(),
                staff.post("/reminders").json(body.clone()).into_future(),
            );
            for reply in [one, other] {
                let (status, told) = (reply.status.as_u16(), reply.json());
                assert!(status == 201 || (status == 409 && told["code"] == "already_reminded_today"), "{round}: {status} {told}");
            }
        }
        let inbox = app.user("member@C").get("/notifications?kind=urged").await.ok(200);
        assert_eq!(inbox["total"], 1);
        assert_eq!(ledger(&app.user("unit_leader@D"), "").await["total"], 1);
    }

    async fn the_ledger_comes_in_pages(app: TestApp) {
        let mut conn = app.connect();
        for key in ["một", "hai", "ba"] {
            let issue = open_issue(&mut conn, key, "C", Some("member@C"), ("in_progress", "2022-04-14"));
            app.clock().advance(Duration::seconds(1));
            app.user("unit_leader@D").post("/reminders").json(json!({"about": "issues", "issue_ids": [issue]})).await.ok(201);
        }
        let mut titles = Vec::new();
        for page in 1..=3 {
            let ledger = ledger(&app.user("unit_leader@D"), &format!("unit={}&per_page=1&page={page}", world::unit("C"))).await;
            assert_eq!((&ledger["total"], &ledger["page"], ledger["items"].as_array().unwrap().len()), (&json!(3), &json!(page), 1));
            titles.push(ledger["items"][0]["items"][0]["title"].as_str().unwrap().to_owned());
        }
        assert_eq!(titles, ["Vấn đề ba", "Vấn đề hai", "Vấn đề một"]);
        let elsewhere = ledger(&app.user("unit_leader@D"), &format!("unit={}", world::unit("C2"))).await;
        assert_eq!(elsewhere["total"], 0);
    }

    async fn what_a_superior_says_to_a_person_stays_near(app: TestApp) {
        let body = json!({"about": "registrations", "person_ids": [world::person("member@B")], "message": "Đề nghị đồng chí Bình gửi sớm"});
        app.user("branch_secretary@B").post("/reminders").json(body).await.ok(201);
        let near = ledger(&app.user("unit_staff@C"), "").await;
        assert_eq!(near["items"][0]["message"], "Đề nghị đồng chí Bình gửi sớm");
        let far = ledger(&app.user("unit_leader@D"), "").await;
        assert_eq!((&far["items"][0]["message"], &far["items"][0]["recipient_name"]), (&json!(""), &Value::Null));
    }
}
