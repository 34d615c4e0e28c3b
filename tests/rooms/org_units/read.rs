use lamtheo_tests::both_databases;
use lamtheo_tests::world::unit;
use serde_json::{Value, json};

fn names(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().expect("items");
    items
        .iter()
        .map(|unit| unit["short_name"].as_str().expect("a name"))
        .collect()
}

both_databases! {
    async fn everyone_signed_in_reads_the_tree(app: TestApp) {
        app.anonymous().get("/units").await.refused(401, "unauthenticated");
        let member = app.user("member@B");
        let roots = member.get("/units?roots=true").await.ok(200);
        assert_eq!(names(&roots), ["Nam Châu", "Tỉnh Bình Lâm", "Tỉnh Sơn Hạ"]);
        let below = member.get(&format!("/units?parent_id={}", unit("D"))).await.ok(200);
        assert_eq!(names(&below), ["Tân Hòa", "Tân Lập", "Mặt trận huyện"]);
        assert_eq!(below["total"], 3);
        assert_eq!(below["items"][0]["has_children"], true);
        assert_eq!(below["items"][2]["has_children"], false);
        assert_eq!(below["items"][2]["party_unit"], false);
    }

    async fn a_unit_knows_its_place_and_its_names(app: TestApp) {
        let reply = app.user("member@B").get(&format!("/units/{}", unit("B"))).await;
        let branch = reply.ok(200);
        assert_eq!(reply.header("etag"), Some("\"1\""));
        assert_eq!(branch["name"], "Chi bộ thôn Đông");
        assert_eq!(branch["committee_name"], "Chi ủy thôn Đông");
        assert_eq!(branch["level"], "branch");
        assert_eq!(branch["parent_id"], json!(unit("C")));
        let path: Vec<_> = branch["path"].as_array().unwrap().iter().map(|u| &u["short_name"]).collect();
        assert_eq!(path, ["Tỉnh Bình Lâm", "Yên Thượng", "Tân Hòa"]);
        assert_eq!(branch["names"].as_array().unwrap().len(), 1);
        assert_eq!(branch["allowed_actions"], json!([]));
        let staff = app.user("province_staff@P").get(&format!("/units/{}", unit("B"))).await.ok(200);
        assert_eq!(staff["allowed_actions"], json!(["edit", "create"]));
        app.user("member@B").get("/units/no-id").await.refused(404, "not_found");
        app.user("member@B").get(&format!("/units/{}?as_of=2014-12-31", unit("B"))).await.refused(404, "not_found");
    }

    async fn the_tree_is_read_as_of_a_day(app: TestApp) {
        let user = app.user("unit_staff@C");
        let path = format!("/units?parent_id={}", unit("C"));
        let now = user.get(&path).await.ok(200);
        assert_eq!(names(&now), ["Thôn Đoài", "Thôn Đông"]);
        let then = user.get(&format!("{path}&as_of=2020-12-31")).await.ok(200);
        assert_eq!(names(&then), ["Thôn Đoài", "Thôn Đông", "Thôn Nội"]);
        let lineage = user.get(&format!("/units/{}/lineage", unit("F"))).await.ok(200);
        let parents: Vec<_> = lineage["parents"].as_array().unwrap().iter().map(|p| &p["parent_name"]).collect();
        assert_eq!(parents, ["Đảng bộ xã Tân Hòa", "Đảng bộ tỉnh Sơn Hạ"]);
        assert_eq!(lineage["parents"][0]["valid_to"], "2021-01-01");
    }

    async fn the_tree_opens_level_by_level(app: TestApp) {
        let user = app.user("inspector@D");
        let tree = user.get(&format!("/units/{}/tree", unit("D"))).await.ok(200);
        assert_eq!(tree["short_name"], "Yên Thượng");
        let communes = tree["children"].as_array().unwrap();
        assert_eq!(communes.len(), 3);
        assert_eq!(communes[0]["has_children"], true);
        assert!(communes[0].get("children").is_none());
        let deeper = user.get(&format!("/units/{}/tree?depth=2", unit("D"))).await.ok(200);
        assert_eq!(deeper["children"][0]["children"].as_array().unwrap().len(), 2);
        let refused = user.get(&format!("/units/{}/tree?depth=9", unit("D"))).await;
        assert_eq!(refused.refused(422, "validation_failed")["fields"][0]["pointer"], "depth");
    }

    async fn a_search_needs_no_accents_and_prefers_them(app: TestApp) {
        let user = app.user("member@B");
        let found = user.get("/units?q=tan%20hoa").await.ok(200);
        assert_eq!(names(&found), ["Tân Hòa"]);
        // Thôn Đoài stands before Thôn Đông; who types the accents means Đông.
        let found = user.get("/units?q=th%C3%B4n%20%C4%91%C3%B4ng").await.ok(200);
        assert_eq!(names(&found), ["Thôn Đông", "Chi hội Nông dân"]);
        let found = user.get("/units?q=chi&unit=").await;
        assert_eq!(found.status, 422);
        let found = user.get(&format!("/units?level=branch&unit={}&per_page=1&page=2", unit("D"))).await.ok(200);
        assert_eq!(names(&found), ["Thôn Đông"]);
        assert_eq!(found["total"], 3);
        user.get("/units?sort=colour").await.refused(422, "validation_failed");
        user.get("/units?colour=red").await.refused(422, "validation_failed");
        let sorted = user.get(&format!("/units?unit={}&kind=branch,mass_organization&sort=-name", unit("D"))).await.ok(200);
        assert_eq!(names(&sorted)[0], "Mặt trận huyện");
    }
}
