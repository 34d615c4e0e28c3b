use lamtheo_tests::both_databases;
use lamtheo_tests::world::{id, person, unit};
use serde_json::{Value, json};

fn names(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().expect("items");
    items
        .iter()
        .map(|item| {
            let name = item.get("person").unwrap_or(item);
            name["full_name"].as_str().expect("a name").to_owned()
        })
        .collect()
}

both_databases! {
    async fn the_roll_is_read_over_the_own_subtree(app: TestApp) {
        app.user("member@B").get("/people").await.refused(403, "role_not_allowed");
        let staff = app.user("unit_staff@C");
        let all = staff.get("/people?per_page=200").await.ok(200);
        let units: Vec<&Value> = all["items"].as_array().unwrap().iter().map(|p| &p["unit_id"]).collect();
        assert!(units.contains(&&json!(unit("B"))) && units.contains(&&json!(unit("C"))));
        assert!(!units.contains(&&json!(unit("C2"))) && !units.contains(&&json!(unit("D"))));
        let of_branch = staff.get(&format!("/people?unit={}", unit("B2"))).await.ok(200);
        assert_eq!(of_branch["total"], 4);
        let elsewhere = staff.get(&format!("/people?unit={}", unit("C2"))).await.ok(200);
        assert_eq!(elsewhere["total"], 0);
        staff.get(&format!("/people/{}", person("C2.1"))).await.refused(404, "not_found");
        let one = staff.get(&format!("/people/{}", person("B.1"))).await.ok(200);
        assert_eq!(one["unit_name"], "Chi bộ thôn Đông");
        assert_eq!(one["allowed_actions"], json!(["edit"]));
        let leader = app.user("unit_leader@C").get(&format!("/people/{}", person("B.1"))).await.ok(200);
        assert_eq!(leader["allowed_actions"], json!([]));
        let admin = app.user("system_admin@P");
        assert_eq!(admin.get(&format!("/people/{}", person("B3.1"))).await.ok(200)["current"], true);
    }

    async fn the_secretary_reads_the_own_branch(app: TestApp) {
        let secretary = app.user("branch_secretary@B2");
        let roll = secretary.get("/memberships").await.ok(200);
        assert_eq!(roll["total"], 4);
        assert_eq!(roll["items"][0]["obliged"], true);
        assert_eq!(roll["items"][0]["unit_name"], "Chi bộ thôn Đoài");
        assert_eq!(roll["items"][0]["allowed_actions"], json!([]));
        secretary.get(&format!("/memberships/{}", id("membership", "B.1B"))).await.refused(404, "not_found");
        let heads = secretary.get("/memberships?position_group=head,standing_committee").await.ok(200);
        assert_eq!(heads["total"], 1);
        assert_eq!(heads["items"][0]["position"], "Bí thư chi bộ");
    }

    async fn the_roll_is_dated(app: TestApp) {
        let staff = app.user("province_staff@P");
        let path = format!("/memberships?unit={}&direct=true", unit("B2"));
        assert_eq!(staff.get(&format!("{path}&as_of=2018-12-31")).await.ok(200)["total"], 2);
        assert_eq!(staff.get(&format!("{path}&as_of=2019-01-01")).await.ok(200)["total"], 4);
        let history = staff.get(&format!("/memberships?person_id={}", person("member@B2"))).await.ok(200);
        // The earlier one was in a branch that belongs to another province today.
        assert_eq!(history["total"], 1);
        let other = app.user("unit_leader@X2").get(&format!("/memberships?person_id={}", person("member@B2"))).await.ok(200);
        assert_eq!(other["items"][0]["valid_to"], "2019-01-01");
    }

    async fn non_members_are_never_obliged(app: TestApp) {
        let roll = app.user("unit_staff@D").get(&format!("/memberships?unit={}&member_kind=non_member", unit("M"))).await.ok(200);
        assert_eq!(roll["total"], 4);
        assert_eq!(roll["items"][0]["obliged"], false);
        assert_eq!(roll["items"][0]["not_obliged_reason"], "non_member");
    }

    async fn persons_are_found_and_sorted_by_given_name(app: TestApp) {
        let staff = app.user("unit_staff@C");
        for (name, year) in [("Nguyễn Thị Bình", 1980), ("Đỗ Văn Hạ", 1981), ("Lê Thị Hà", 1982), ("Phạm Văn An", 1983)] {
            let body = json!({"full_name": name, "birth_year": year, "unit_id": unit("H"), "member_kind": "official"});
            staff.post("/people").json(body).await.ok(201);
        }
        let path = format!("/people?unit={}", unit("H"));
        let all = names(&staff.get(&path).await.ok(200));
        let place = |name: &str| all.iter().position(|n| n == name).unwrap();
        assert!(place("Phạm Văn An") < place("Nguyễn Thị Bình"));
        assert!(place("Lê Thị Hà") < place("Đỗ Văn Hạ"));
        let found = names(&staff.get(&format!("{path}&q=h%E1%BA%A1")).await.ok(200));
        assert_eq!(found[0], "Đỗ Văn Hạ", "{found:?}");
        let found = names(&staff.get("/memberships?q=do%20van%20ha").await.ok(200));
        assert_eq!(found, ["Đỗ Văn Hạ"]);
    }
}
