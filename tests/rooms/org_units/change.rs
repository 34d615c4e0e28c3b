use lamtheo_tests::both_databases;
use lamtheo_tests::world::unit;
use serde_json::json;

both_databases! {
    async fn a_new_name_leaves_the_old_one_in_its_time(app: TestApp) {
        let staff = app.user("province_staff@P");
        let path = format!("/units/{}", unit("C"));
        let rename = json!({"name": "Đảng bộ xã Tân Hòa Mới", "effective_on": "2022-01-01"});
        staff.patch(&path).json(rename.clone()).await.refused(428, "if_match_required");
        staff.patch(&path).if_match(7).json(rename.clone()).await.refused(412, "version_stale");
        let changed = staff.patch(&path).if_match(1).json(rename).await;
        assert_eq!(changed.ok(200)["names"].as_array().unwrap().len(), 2);
        assert_eq!(changed.version(), 2);
        let then = staff.get(&format!("{path}?as_of=2021-12-31")).await.ok(200);
        assert_eq!(then["name"], "Đảng bộ xã Tân Hòa");
        let now = staff.get(&path).await.ok(200);
        assert_eq!(now["name"], "Đảng bộ xã Tân Hòa Mới");
        assert_eq!(now["committee_name"], "Đảng ủy xã Tân Hòa");
        // The same day corrects, an earlier one is refused.
        let again = json!({"name": "Đảng bộ xã Tân Hòa II", "effective_on": "2022-01-01"});
        let corrected = staff.patch(&path).if_match(2).json(again).await.ok(200);
        assert_eq!(corrected["names"].as_array().unwrap().len(), 2);
        let early = json!({"name": "Đảng bộ xã Tân", "effective_on": "2021-01-01"});
        staff.patch(&path).if_match(3).json(early).await.refused(422, "before_latest_change");
    }

    async fn a_move_takes_the_subtree_along(app: TestApp) {
        let staff = app.user("province_staff@P");
        let path = format!("/units/{}", unit("C"));
        let step = json!({"parent_id": unit("D2"), "effective_on": "2022-03-01"});
        let moved = staff.patch(&path).if_match(1).json(step).await.ok(200);
        assert_eq!(moved["parent_id"], json!(unit("D2")));
        let subtree = |top: &str, day: &str| format!("/units?unit={}&as_of={day}&level=branch", unit(top));
        for (top, day, branches) in [
            ("D", "2022-02-28", 3), ("D", "2022-03-01", 1), ("D2", "2022-02-28", 0), ("D2", "2022-03-01", 2),
            ("P", "2022-03-01", 3), ("P", "2020-06-01", 4),
        ] {
            let found = staff.get(&subtree(top, day)).await.ok(200);
            assert_eq!(found["total"], branches, "{top} {day}");
        }
        let branch = staff.get(&format!("/units/{}", unit("H"))).await.ok(200);
        let line: Vec<_> = branch["path"].as_array().unwrap().iter().map(|u| &u["short_name"]).collect();
        assert_eq!(line, ["Tỉnh Bình Lâm", "Yên Hạ", "Tân Hòa", "Thôn Đông"]);
        let lineage = staff.get(&format!("{path}/lineage")).await.ok(200);
        assert_eq!(lineage["parents"].as_array().unwrap().len(), 2);
    }

    async fn no_unit_stands_below_itself(app: TestApp) {
        let staff = app.user("province_staff@P");
        let below = json!({"kind": "branch", "level": "branch", "name": "Chi bộ A", "parent_id": unit("B")});
        let child = staff.post("/units").json(below).await.ok(201);
        let circle = json!({"parent_id": child["id"]});
        staff.patch(&format!("/units/{}", unit("B"))).if_match(1).json(circle).await.refused(422, "unit_below_itself");
        let itself = json!({"parent_id": unit("B")});
        let path = format!("/units/{}", child["id"].as_str().unwrap());
        staff.patch(&path).if_match(1).json(itself).await.ok(200);
        let own = json!({"parent_id": child["id"]});
        staff.patch(&path).if_match(2).json(own).await.refused(422, "unit_below_itself");
    }

    async fn a_move_stays_within_the_province(app: TestApp) {
        let staff = app.user("province_staff@P");
        let path = format!("/units/{}", unit("C"));
        let away = json!({"parent_id": unit("X2")});
        staff.patch(&path).if_match(1).json(away).await.refused(403, "unit_outside_your_subtree");
        let deep = json!({"parent_id": unit("B3")});
        staff.patch(&path).if_match(1).json(deep).await.refused(422, "parent_level_too_low");
        let other = format!("/units/{}", unit("X"));
        staff.patch(&other).if_match(1).json(json!({"name": "Khác"})).await.refused(403, "unit_outside_your_subtree");
    }

    async fn a_unit_with_persons_keeps_records(app: TestApp) {
        let staff = app.user("province_staff@P");
        let totals = json!({"reporting_mode": "aggregate_only"});
        staff.patch(&format!("/units/{}", unit("B2"))).if_match(1).json(totals.clone()).await.refused(422, "unit_aggregate_only");
        staff.patch(&format!("/units/{}", unit("D"))).if_match(1).json(totals).await.refused(422, "unit_aggregate_only");
    }

    async fn codes_are_dated(app: TestApp) {
        let staff = app.user("province_staff@P");
        let path = format!("/units/{}/codes", unit("C"));
        let first = json!({"system": "administrative", "code": "07213", "valid_from": "2022-01-01"});
        let reply = staff.post(&path).if_match(1).json(first).await.ok(201);
        assert_eq!(reply["codes"][0]["code"], "07213");
        let second = json!({"system": "administrative", "code": "07300"});
        let reply = staff.post(&path).if_match(2).json(second).await.ok(201);
        assert_eq!(reply["codes"].as_array().unwrap().len(), 1);
        assert_eq!(reply["codes"][0]["code"], "07300");
        let old = staff.get("/units?code=07213&as_of=2022-02-01").await.ok(200);
        assert_eq!(old["total"], 1);
        assert_eq!(staff.get("/units?code=07213").await.ok(200)["total"], 0);
    }
}
