//! Missing registrations: names to the person, the chi bộ and the direct
//! committee; above them counts.

use super::{from_day, said};
use lamtheo_tests::records::{RegistrationSeed, Subject};
use lamtheo_tests::{TestApp, both_databases};

async fn body(app: &TestApp, key: &str) -> String {
    let inbox = app
        .user(key)
        .get("/notifications?kind=digest")
        .await
        .ok(200);
    let items = inbox["items"].as_array().unwrap();
    assert!(items.len() <= 1, "{inbox}");
    items
        .first()
        .map_or(String::new(), |i| i["body"].as_str().unwrap().to_owned())
}

fn hand_in(app: &TestApp, key: &str, status: &'static str) {
    let seed = RegistrationSeed::new(Subject::Person(key.to_owned()), status, key);
    seed.insert(&mut app.connect());
}

both_databases! {
    async fn the_window_closes(app: TestApp) {
        let app = from_day(&app, "2022-06-21").await;
        hand_in(&app, "unit_staff@B", "approved");
        hand_in(&app, "unit_leader@B", "draft");
        app.worker().work_off().await.unwrap();
        let own = body(&app, "member@B").await;
        assert!(own.contains("Đồng chí chưa gửi bản đăng ký năm 2022 (Chi bộ thôn Đông); hạn 30/06/2022, còn 7 ngày làm việc"), "{own}");
        assert!(!own.contains("gồm"), "{own}");
        assert_eq!(body(&app, "unit_staff@B").await, "", "has registered");
        let secretary = body(&app, "branch_secretary@B").await;
        assert!(secretary.contains("(Chi bộ thôn Đông): 5 đồng chí, gồm "), "{secretary}");
        let staff = body(&app, "unit_staff@C").await;
        assert!(staff.contains("(Đảng bộ xã Tân Hòa): ") && !staff.contains("Chi bộ"), "the own roll, not that of the chi bộ: {staff}");
        assert!(said(&app).iter().all(|(_, rule, _)| rule == "registration_before_7"));
    }

    async fn ten_days_late_the_committee_has_names(app: TestApp) {
        let app = from_day(&app, "2022-07-14").await;
        hand_in(&app, "member@B2", "submitted");
        app.worker().work_off().await.unwrap();
        let committee = body(&app, "unit_staff@C").await;
        assert!(committee.contains("(Chi bộ thôn Đông): 6 đồng chí, gồm "), "{committee}");
        assert!(!body(&app, "unit_staff@D").await.contains("thôn Đông"));
        let secretary = body(&app, "branch_secretary@B2").await;
        assert!(secretary.contains("Bản đăng ký năm 2022 chờ cho ý kiến (Chi bộ thôn Đoài): 1 bản"), "{secretary}");
    }

    async fn the_secretary_s_own_waits_for_the_committee_above(app: TestApp) {
        let app = from_day(&app, "2022-06-30").await;
        for key in ["branch_secretary@B2", "member@B2"] {
            hand_in(&app, key, "submitted");
        }
        hand_in(&app, "unit_leader@C", "submitted");
        app.worker().work_off().await.unwrap();
        let secretary = body(&app, "branch_secretary@B2").await;
        assert!(secretary.contains("Bản đăng ký năm 2022 chờ cho ý kiến (Chi bộ thôn Đoài): 1 bản"), "{secretary}");
        let above = body(&app, "unit_leader@C").await;
        assert!(above.contains("Bản đăng ký năm 2022 chờ cho ý kiến (Chi bộ thôn Đoài): 1 bản"), "{above}");
        assert!(!above.contains("chờ cho ý kiến (Đảng bộ xã Tân Hòa)"), "the leader's own waits for the district: {above}");
        let district = body(&app, "unit_leader@D").await;
        assert!(district.contains("Bản đăng ký năm 2022 chờ cho ý kiến (Đảng bộ xã Tân Hòa): 1 bản"), "{district}");
    }

    async fn twenty_days_late_the_district_has_counts(app: TestApp) {
        let app = from_day(&app, "2022-07-28").await;
        app.worker().work_off().await.unwrap();
        let district = body(&app, "unit_leader@D").await;
        assert!(district.contains("Chưa gửi bản đăng ký năm 2022 (Đảng bộ xã Tân Hòa): "), "{district}");
        assert!(!district.contains("gồm") && !district.contains("Chi bộ"), "{district}");
    }
}
