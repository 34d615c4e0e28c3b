//! The audit log as administrators read it.

use diesel::connection::SimpleConnection;
use lamtheo_db::audit;
use lamtheo_tests::issues::IssueSeed;
use lamtheo_tests::{TestApp, both_databases, world};
use serde_json::{Value, json};

/// Two changes with their audit rows, sealed.
async fn change(app: &TestApp) {
    let staff = app.user("province_staff@P");
    for unit in ["D", "X"] {
        staff
            .post("/figures")
            .json(json!({
                "unit_id": world::unit(unit), "metric": "deeds_registered.collective", "year_from": 2021,
                "year_to": 2021, "value": 12, "unit_of_measure": "deeds", "source": "Báo cáo năm",
            }))
            .await
            .ok(201);
    }
    audit::seal(&mut app.connect(), app.clock().now().naive_utc()).expect("sealed rows");
}

both_databases! {
    async fn an_administrator_reads_who_changed_what(app: TestApp) {
        change(&app).await;
        let admin = app.user("system_admin@P");
        let list = admin.get("/audit-log?object_type=figure").await.ok(200);
        assert_eq!(list["total"], 2);
        let about = |row: &&Value| row["unit_id"] == world::unit("D").as_str();
        let row = list["items"].as_array().unwrap().iter().find(about).expect("the change");
        assert_eq!(row["action"], "figure.created");
        assert_eq!(row["actor_user_id"], world::user("province_staff@P").as_str());
        assert_eq!(row["after"]["metric"], "deeds_registered.collective");
        assert_eq!(row["after"]["source"], "***");
        let path = |filter: &str| format!("/audit-log?{filter}");
        for (filter, total) in [
            (format!("unit={}", world::unit("D")), 1),
            (format!("actor={}", world::user("province_staff@P")), 2),
            (format!("actor={}", world::user("member@B")), 0),
            ("action=figure.created&from=2026-11-22&to=2026-11-22".to_owned(), 2),
            ("to=2026-11-21".to_owned(), 0),
        ] {
            assert_eq!(admin.get(&path(&filter)).await.ok(200)["total"], total, "{filter}");
        }
        admin.get("/audit-log?from=magic").await.refused(422, "validation_failed");
    }

    async fn what_is_said_about_an_issue_is_no_matter_of_administrators(app: TestApp) {
        let issue = IssueSeed::new("C", "reported_resolved").insert(&mut app.connect());
        let said = json!({"comment": "Chưa rõ kết quả"});
        app.user("unit_leader@D").post(&format!("/issues/{issue}/send-back")).if_match(1).json(said).await.ok(200);
        let list = app.user("system_admin@P").get("/audit-log?object_type=issue").await.ok(200);
        let row = &list["items"][0];
        assert_eq!((&row["action"], &row["action_label"]), (&json!("issue.sent_back"), &json!("Chưa đồng ý kết quả giải quyết")));
        assert_eq!((&row["reason"], &row["after"]["status"]), (&json!("***"), &json!("sent_back")));
        assert_eq!(row["after"]["responsible_person_id"], "***");
    }

    async fn an_administrator_below_sees_the_own_subtree(app: TestApp) {
        change(&app).await;
        let list = app.user("system_admin@D").get("/audit-log").await.ok(200);
        assert_eq!(list["total"], 1);
        assert_eq!(list["items"][0]["unit_id"], world::unit("D").as_str());
    }

    async fn nobody_else_reads_it(app: TestApp) {
        for account in ["province_staff@P", "inspector@P", "unit_leader@P", "member@B"] {
            app.user(account).get("/audit-log").await.refused(403, "role_not_allowed");
            app.user(account).get("/audit-log/verify").await.refused(403, "role_not_allowed");
        }
    }

    async fn a_changed_row_is_named(app: TestApp) {
        change(&app).await;
        let admin = app.user("system_admin@P");
        let intact = admin.get("/audit-log/verify").await.ok(200);
        assert_eq!((&intact["intact"], &intact["verified"]), (&json!(true), &json!(2)));
        let mut conn = app.connect();
        if app.backend() == lamtheo_tests::Backend::Sqlite {
            conn.batch_execute("DROP TRIGGER audit_log_no_update").expect("no guard");
        }
        conn.batch_execute("UPDATE audit_log SET action = 'figure.forged'").expect("a forgery");
        let broken = admin.get("/audit-log/verify").await.ok(200);
        assert_eq!(broken["intact"], false);
        assert_eq!((&broken["broken"]["seq"], &broken["broken"]["reason"]), (&json!(1), &json!("content_changed")));
    }
}
