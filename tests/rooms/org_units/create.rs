use lamtheo_tests::both_databases;
use lamtheo_tests::world::unit;
use serde_json::{Value, json};

fn new_branch(parent: &str) -> Value {
    json!({
        "parent_id": unit(parent), "name": "Chi bộ thôn Thượng", "committee_name": "Chi ủy thôn Thượng",
        "short_name": "Thôn Thượng", "kind": "branch", "level": "branch", "valid_from": "2022-05-01",
        "codes": [{"system": "H", "code": "H.001"}],
    })
}

both_databases! {
    async fn province_staff_add_a_branch(app: TestApp) {
        let staff = app.user("province_staff@P");
        let reply = staff.post("/units").key("one").json(new_branch("C")).await;
        let created = reply.ok(201);
        let id = created["id"].as_str().unwrap();
        assert_eq!(reply.header("location"), Some(format!("/api/v1/units/{id}").as_str()));
        assert_eq!(created["path"].as_array().unwrap().len(), 3);
        assert_eq!(created["codes"][0]["code"], "H.001");
        let twice = staff.post("/units").key("one").json(new_branch("C")).await;
        assert_eq!(twice.ok(201)["id"], created["id"]);
        assert_eq!(twice.header("idempotency-replayed"), Some("true"));
        let by_code = staff.get("/units?code=H.001").await.ok(200);
        assert_eq!(by_code["total"], 1);
        let below = staff.get(&format!("/units?unit={}&q=thuong&level=branch", unit("D"))).await.ok(200);
        assert_eq!(below["total"], 1);
    }

    async fn others_and_other_provinces_do_not(app: TestApp) {
        app.user("unit_staff@C").post("/units").json(new_branch("C")).await.refused(403, "role_not_allowed");
        let staff = app.user("province_staff@P");
        staff.post("/units").json(new_branch("X2")).await.refused(403, "unit_outside_your_subtree");
        staff.post("/units").json(new_branch("nowhere")).await.refused(404, "not_found");
    }

    async fn the_rules_of_the_tree_hold(app: TestApp) {
        let staff = app.user("province_staff@P");
        let mut army = new_branch("P");
        army["kind"] = json!("directly_affiliated_committee");
        army["level"] = json!("district");
        army["reporting_mode"] = json!("aggregate_only");
        let army = staff.post("/units").json(army).await.ok(201);
        assert_eq!(army["allowed_actions"], json!(["edit"]));
        let mut below = new_branch("P");
        below["parent_id"] = army["id"].clone();
        staff.post("/units").json(below).await.refused(422, "parent_aggregate_only");
        let mut district = new_branch("C");
        district["kind"] = json!("district_committee");
        district["level"] = json!("district");
        staff.post("/units").json(district).await.refused(422, "parent_level_too_low");
        let mut odd = new_branch("C");
        odd["level"] = json!("district");
        odd["name"] = json!("  ");
        let refused = staff.post("/units").json(odd).await.refused(422, "validation_failed");
        assert_eq!(refused["fields"].as_array().unwrap().len(), 2);
        let mut early = new_branch("C");
        early["valid_from"] = json!("2014-01-01");
        staff.post("/units").json(early).await.refused(422, "parent_not_valid");
    }

    async fn a_body_outside_the_party_has_its_committee(app: TestApp) {
        let staff = app.user("province_staff@P");
        let mut body = new_branch("D2");
        body["kind"] = json!("mass_organization");
        body["level"] = json!("external");
        body["external_id"] = json!("mt-1");
        let created = staff.post("/units").json(body.clone()).await.ok(201);
        assert_eq!(created["party_unit_id"], json!(unit("D2")));
        staff.post("/units").json(body).await.refused(409, "external_id_taken");
    }
}
