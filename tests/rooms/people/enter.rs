use lamtheo_tests::both_databases;
use lamtheo_tests::world::{person, unit};
use serde_json::{Value, json};

fn newcomer(unit_key: &str) -> Value {
    json!({
        "full_name": "Lê  Thị Mới", "birth_year": 1990, "membership_no": "19.001234", "unit_id": unit(unit_key),
        "member_kind": "probationary", "position": "Chi ủy viên", "position_group": "committee_member",
        "valid_from": "2022-05-01",
    })
}

both_databases! {
    async fn staff_enter_a_person_with_the_first_line_of_the_roll(app: TestApp) {
        let staff = app.user("unit_staff@C");
        let reply = staff.post("/people").key("le-thi-moi").json(newcomer("B")).await;
        let created = reply.ok(201);
        assert_eq!(created["full_name"], "Lê Thị Mới");
        assert_eq!(created["source"], "manual");
        assert_eq!(created["warnings"], json!([]));
        let id = created["id"].as_str().unwrap();
        assert_eq!(reply.header("location"), Some(format!("/api/v1/people/{id}").as_str()));
        let line = staff.get(&format!("/memberships/{}", created["membership_id"].as_str().unwrap())).await.ok(200);
        assert_eq!(line["position_group"], "committee_member");
        assert_eq!(line["obliged"], true);
        assert_eq!(line["valid_from"], "2022-05-01");
        let again = staff.post("/people").key("le-thi-moi").json(newcomer("B")).await;
        assert_eq!(again.ok(201)["id"], created["id"]);
    }

    async fn a_likely_duplicate_warns_and_is_entered(app: TestApp) {
        let staff = app.user("unit_staff@C");
        staff.post("/people").json(newcomer("B")).await.ok(201);
        let mut namesake = newcomer("B2");
        namesake["membership_no"] = json!(null);
        let second = staff.post("/people").json(namesake.clone()).await.ok(201);
        assert_eq!(second["warnings"][0]["code"], "likely_duplicate");
        namesake["birth_year"] = json!(1961);
        let other = staff.post("/people").json(namesake).await.ok(201);
        assert_eq!(other["warnings"], json!([]));
    }

    async fn the_same_external_id_is_entered_once(app: TestApp) {
        let staff = app.user("unit_staff@C");
        let mut imported = newcomer("B");
        imported["source"] = json!("so_tay_dang_vien");
        imported["external_id"] = json!("DV-1");
        staff.post("/people").json(imported.clone()).await.ok(201);
        staff.post("/people").json(imported).await.refused(409, "external_id_taken");
    }

    async fn nobody_enters_persons_elsewhere(app: TestApp) {
        let staff = app.user("unit_staff@C");
        staff.post("/people").json(newcomer("C2")).await.refused(404, "not_found");
        staff.post("/people").json(newcomer("D")).await.refused(404, "not_found");
        app.user("unit_leader@C").post("/people").json(newcomer("B")).await.refused(403, "role_not_allowed");
        let mut child = newcomer("B");
        child["birth_year"] = json!(2010);
        child["full_name"] = json!("...");
        let refused = staff.post("/people").json(child).await.refused(422, "validation_failed");
        assert_eq!(refused["fields"].as_array().unwrap().len(), 2);
        let mut early = newcomer("B");
        early["valid_from"] = json!("2010-01-01");
        staff.post("/people").json(early).await.refused(422, "unit_not_valid");
    }

    async fn army_units_have_no_persons(app: TestApp) {
        let province = app.user("province_staff@P");
        let army = json!({
            "parent_id": unit("P"), "name": "Đảng bộ Quân sự tỉnh", "kind": "directly_affiliated_committee",
            "level": "district", "reporting_mode": "aggregate_only", "valid_from": "2022-01-01",
        });
        let army = province.post("/units").json(army).await.ok(201);
        let mut soldier = newcomer("B");
        soldier["unit_id"] = army["id"].clone();
        province.post("/people").json(soldier).await.refused(422, "unit_aggregate_only");
    }

    async fn a_person_is_corrected(app: TestApp) {
        let staff = app.user("unit_staff@C");
        let path = format!("/people/{}", person("B.1"));
        let wrong = staff.patch(&path).json(json!({"birth_year": 1975})).await;
        wrong.refused(428, "if_match_required");
        let fixed = staff.patch(&path).if_match(1).json(json!({"birth_year": 1975, "full_name": "Nguyễn Văn Khác"})).await.ok(200);
        assert_eq!(fixed["birth_year"], 1975);
        assert_eq!(fixed["version"], 2);
        let cleared = staff.patch(&path).if_match(2).json(json!({"birth_year": null})).await.ok(200);
        assert_eq!(cleared["birth_year"], json!(null));
        assert_eq!(cleared["full_name"], "Nguyễn Văn Khác");
        staff.patch(&path).if_match(2).json(json!({"birth_year": 1970})).await.refused(412, "version_stale");
        staff.patch(&path).if_match(3).json(json!({"card": 1})).await.refused(422, "validation_failed");
        let other = format!("/people/{}", person("C2.1"));
        staff.patch(&other).if_match(1).json(json!({"birth_year": 1970})).await.refused(404, "not_found");
    }
}
