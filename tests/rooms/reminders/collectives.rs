//! Collectives that have not registered: the unit itself, then upward.

use super::{from_day, go_to};
use lamtheo_tests::records::{RegistrationSeed, Subject};
use lamtheo_tests::{TestApp, both_databases, time, world};
use serde_json::json;

async fn body(app: &TestApp, key: &str, kind: &str) -> String {
    let inbox = app
        .user(key)
        .get(&format!("/notifications?kind={kind}"))
        .await
        .ok(200);
    let items = inbox["items"].as_array().unwrap();
    items
        .first()
        .map_or(String::new(), |i| i["body"].as_str().unwrap().to_owned())
}

const OF_B: &str = "Tập thể chưa gửi bản đăng ký năm 2022 (Chi bộ thôn Đông); hạn 30/06/2022";
const OF_C: &str = "Tập thể chưa gửi bản đăng ký năm 2022 (Đảng bộ xã Tân Hòa); hạn 30/06/2022";

both_databases! {
    async fn the_unit_that_has_not_registered_is_reminded(app: TestApp) {
        let app = from_day(&app, "2022-06-21").await;
        RegistrationSeed::new(Subject::Unit("B2".to_owned()), "submitted", "branch_secretary@B2").insert(&mut app.connect());
        app.worker().work_off().await.unwrap();
        let secretary = body(&app, "branch_secretary@B", "digest").await;
        assert!(secretary.contains("Bản đăng ký của tập thể đơn vị:\n- ") && secretary.contains(OF_B), "{secretary}");
        assert!(!body(&app, "unit_staff@B", "digest").await.contains("Tập thể"), "a chi bộ's secretary writes for it");
        assert!(!body(&app, "branch_secretary@B2", "digest").await.contains("Tập thể"), "has handed in");
        for key in ["unit_staff@C", "unit_leader@C"] {
            let body = body(&app, key, "digest").await;
            assert!(body.contains(OF_C) && !body.contains(OF_B), "{key}: {body}");
        }
        assert!(!body(&app, "unit_leader@H", "digest").await.contains("Tập thể"), "no Party organisation");
    }

    async fn upward_they_are_named_and_then_counted(app: TestApp) {
        let app = from_day(&app, "2022-07-14").await;
        app.worker().work_off().await.unwrap();
        let above = body(&app, "unit_leader@C", "digest").await;
        assert!(above.contains(OF_B) && above.contains("Chi bộ thôn Đoài"), "{above}");
        go_to(&app, time::day("2022-07-28"), "00:31");
        app.worker().work_off().await.unwrap();
        let twice = body(&app, "unit_leader@D", "digest").await;
        assert!(twice.contains("Tập thể chưa gửi bản đăng ký năm 2022 (Đảng bộ xã Tân Hòa): 3 tập thể; hạn"), "{twice}");
    }

    async fn a_superior_reminds_of_collectives_too(app: TestApp) {
        let unit = json!({"about": "registrations", "unit_ids": [world::unit("C")]});
        let leader = app.user("unit_staff@D");
        leader.post("/reminders").json(unit).await.ok(201);
        let body = body(&app, "unit_leader@C", "urged").await;
        assert!(body.contains("Tập thể chưa gửi bản đăng ký năm 2022 (Đảng bộ xã Tân Hòa): 3 tập thể"), "{body}");
        let ledger = leader.get("/reminders").await.ok(200);
        let measures: Vec<&str> = ledger["items"][0]["items"].as_array().unwrap().iter().map(|i| i["measure"].as_str().unwrap()).collect();
        assert_eq!(measures, ["subtree", "collectives"]);
        assert_eq!(ledger["items"][0]["items"][1]["count_now"], 3);
        let duty = leader.get(&format!("/reminders/duty?unit={}", world::unit("C"))).await.ok(200);
        assert_eq!(duty["registrations"][0]["missing_collectives"], 3);
    }
}
