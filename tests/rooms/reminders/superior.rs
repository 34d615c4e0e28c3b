//! Đôn đốc: one click, the ledger, and the superior's own duty.

use chrono::Duration;
use diesel::prelude::*;
use lamtheo_db::schema::issues;
use lamtheo_tests::open_issues::open_issue;
use lamtheo_tests::{TestApp, both_databases, world};
use serde_json::{Value, json};

async fn duty(app: &TestApp, key: &str, unit: &str) -> Value {
    app.user(key)
        .get(&format!("/reminders/duty?unit={}", world::unit(unit)))
        .await
        .ok(200)
}

both_databases! {
    async fn a_superior_reminds_and_sees_what_followed(app: TestApp) {
        let mut conn = app.connect();
        let late = open_issue(&mut conn, "trễ", "C", Some("member@C"), ("in_progress", "2022-04-14"));
        open_issue(&mut conn, "chi bộ", "B", Some("B.1"), ("in_progress", "2022-05-17"));
        open_issue(&mut conn, "sớm", "C", Some("member@C"), ("in_progress", "2022-12-20"));
        open_issue(&mut conn, "khác", "D2", None, ("in_progress", "2022-04-14"));
        let leader = app.user("unit_leader@D");
        let before = duty(&app, "unit_leader@D", "D").await;
        assert_eq!((&before["late_open"], &before["not_reminded"]), (&json!(2), &json!(2)));
        assert_eq!(before["oldest"][0]["title"], "Vấn đề trễ");
        assert!(before["oldest"][0]["working_days_late"].as_i64().unwrap() > 15);
        assert_eq!(before["by_unit"][0]["unit_id"], json!(world::unit("C")));
        assert_eq!(duty(&app, "inspector@P", "P").await["late_open"], 3);

        let one = json!({"about": "issues", "issue_ids": [late], "message": "Đề nghị báo cáo trước 25/5"});
        let act = leader.post("/reminders").json(one.clone()).await.ok(201);
        assert_eq!((&act["reminded"], &act["reached"]), (&json!(1), &json!(1)));
        let inbox = app.user("member@C").get("/notifications").await.ok(200);
        let notice = &inbox["items"][0];
        assert_eq!((&notice["kind"], &notice["object_id"]), (&json!("urged"), &json!(late)));
        assert!(notice["title"].as_str().unwrap().starts_with("Huyện ủy Yên Thượng đôn đốc: 1 việc quá hạn"), "{notice}");
        assert!(notice["body"].as_str().unwrap().contains("Đề nghị báo cáo trước 25/5"));
        let again = leader.post("/reminders").json(one).await.ok(201);
        assert_eq!((&again["reminded"], &again["skipped"][0]["code"]), (&json!(0), &json!("already_reminded_today")));
        assert_eq!(duty(&app, "unit_leader@D", "D").await["not_reminded"], 1);

        let ledger = leader.get(&format!("/reminders?act_id={}", act["id"].as_str().unwrap())).await.ok(200);
        let row = &ledger["items"][0];
        assert_eq!((&row["read_at"], &row["items"][0]["state_now"]), (&Value::Null, &json!("in_progress")));
        assert_eq!(row["by_unit_name"], "Đảng bộ huyện Yên Thượng");
        let id = notice["id"].as_str().unwrap();
        app.clock().advance(Duration::seconds(1));
        app.user("member@C").post(&format!("/notifications/{id}/read")).await.ok(200);
        diesel::update(issues::table.find(&late))
            .set((issues::status.eq("confirmed"), issues::confirmed_on.eq("2022-05-19".parse::<chrono::NaiveDate>().unwrap())))
            .execute(&mut conn)
            .unwrap();
        let ledger = leader.get("/reminders?origin=superior&unread=false").await.ok(200);
        assert_eq!(ledger["total"], 1);
        let row = &ledger["items"][0];
        assert!(row["read_at"].is_string());
        assert_eq!((&row["items"][0]["state_now"], &row["items"][0]["settled"]), (&json!("confirmed"), &json!(true)));
        assert_eq!(app.user("unit_leader@D2").get("/reminders").await.ok(200)["total"], 0);
        assert_eq!(app.user("member@C").get("/reminders").await.ok(200)["total"], 1);
    }

    async fn an_officer_is_reminded_for_the_unit_and_as_a_person_in_one_act(app: TestApp) {
        let secretary = world::person("branch_secretary@B");
        let both = json!({
            "about": "registrations", "unit_ids": [world::unit("B")], "person_ids": [secretary],
        });
        let act = app.user("unit_staff@C").post("/reminders").json(both).await.ok(201);
        assert!(act["reminded"].as_i64().unwrap() >= 2, "{act}");
    }

    async fn a_superior_reminds_of_the_own_level_only(app: TestApp) {
        let mut conn = app.connect();
        open_issue(&mut conn, "của tỉnh", "P", Some("B.1"), ("in_progress", "2022-04-14"));
        let person = json!({ "about": "issues", "person_ids": [world::person("B.1")] });
        let act = app.user("branch_secretary@B").post("/reminders").json(person).await.ok(201);
        let ledger = app.user("branch_secretary@B").get("/reminders").await.ok(200);
        assert!(!ledger.to_string().contains("của tỉnh"), "{ledger}");
        assert_eq!(act["reminded"], 0, "{act}");
    }

    async fn a_unit_is_reminded_of_everything_below_it(app: TestApp) {
        let mut conn = app.connect();
        open_issue(&mut conn, "trễ", "C", Some("member@C"), ("in_progress", "2022-04-14"));
        open_issue(&mut conn, "chi bộ", "B", Some("B.1"), ("in_progress", "2022-05-17"));
        let province = app.user("unit_leader@P");
        let units = json!([world::unit("D"), world::unit("D2")]);
        let act = province.post("/reminders").json(json!({"about": "issues", "unit_ids": units})).await.ok(201);
        assert_eq!((&act["reminded"], &act["skipped"][0]["code"]), (&json!(2), &json!("nothing_open")));
        let inbox = app.user("unit_staff@D").get("/notifications").await.ok(200);
        let body = inbox["items"][0]["body"].as_str().unwrap();
        assert!(body.contains("Vấn đề trễ") && body.contains("Vấn đề chi bộ"), "{body}");
        let duty = duty(&app, "unit_staff@P", "P").await;
        assert_eq!((&duty["late_open"], &duty["reminded"]), (&json!(2), &json!(2)));

        let own = json!({"about": "issues", "unit_ids": [world::unit("P")]});
        province.post("/reminders").json(own).await.refused(403, "not_the_superior");
        let outside = json!({"about": "issues", "unit_ids": [world::unit("X2")]});
        province.post("/reminders").json(outside).await.refused(404, "not_found");
        province.post("/reminders").json(json!({"about": "issues"})).await.refused(422, "validation_failed");
    }

    async fn missing_registrations_keep_their_names_near(app: TestApp) {
        let secretary = app.user("branch_secretary@B");
        let persons = json!([world::person("member@B"), world::person("B.1")]);
        let body = json!({"about": "registrations", "person_ids": persons});
        let act = secretary.post("/reminders").json(body.clone()).await.ok(201);
        assert_eq!((&act["reminded"], &act["reached"]), (&json!(2), &json!(1)), "B.1 has no account");
        app.user("unit_staff@D").post("/reminders").json(body).await.refused(403, "counts_only");
        let near = app.user("unit_staff@C").get("/reminders").await.ok(200);
        assert_eq!(near["total"], 2);
        assert!(near["items"][0]["recipient_name"].is_string());
        let far = app.user("unit_leader@D").get("/reminders").await.ok(200);
        assert_eq!(far["total"], 2);
        for row in far["items"].as_array().unwrap() {
            assert_eq!((&row["recipient_name"], &row["person_id"], &row["items"][0]["object_id"]), (&Value::Null, &Value::Null, &Value::Null));
        }
        let unit = json!({"about": "registrations", "unit_ids": [world::unit("C")]});
        let act = app.user("unit_staff@D").post("/reminders").json(unit).await.ok(201);
        assert_eq!(act["reminded"], 2);
        let duty = duty(&app, "unit_leader@D", "D").await;
        assert_eq!(duty["registrations"][0]["last_reminded_on"], "2022-05-19");
        assert!(duty["registrations"][0]["missing"].as_i64().unwrap() > 10);
    }
}
