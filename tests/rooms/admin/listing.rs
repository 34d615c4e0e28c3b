use super::admin;
use lamtheo_tests::{both_databases, world};
use serde_json::{Value, json};

fn usernames(list: &Value) -> Vec<&str> {
    list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|user| user["username"].as_str().unwrap())
        .collect()
}

both_databases! {
    async fn accounts_are_found_by_name_role_unit_and_state(app: TestApp) {
        let list = async |query: &str| admin(&app).get(&format!("/users?{query}")).await.ok(200);
        let all = list("").await;
        // One account stands in another province.
        assert_eq!(all["total"], world::ACCOUNTS.len() - 1);
        assert_eq!(all["per_page"], 50);
        assert_eq!(usernames(&list("q=SECRETARY@b2").await), ["branch_secretary@B2"]);
        assert_eq!(list("q=100%25").await["total"], 0);
        assert_eq!(usernames(&list("role=province_staff,inspector&sort=-username").await),
            ["province_staff@P", "inspector@P", "inspector@D"]);
        let below_c = list(&format!("unit={}&sort=username&per_page=3", world::unit("C"))).await;
        assert_eq!(usernames(&below_c), ["branch_secretary@B", "branch_secretary@B2", "member@B"]);
        assert_eq!(below_c["total"], 10);
        let page = list(&format!("unit={}&sort=username&per_page=3&page=4", world::unit("C"))).await;
        assert_eq!(usernames(&page).len(), 1);
        let leaders = list(&format!("unit={}&role=unit_leader&sort=username", world::unit("C"))).await;
        assert_eq!(usernames(&leaders), ["unit_leader@B", "unit_leader@C", "unit_leader@H"]);
        assert_eq!(list("status=disabled").await["total"], 0);
        let own = list(&format!("person_id={}", world::person("member@B"))).await;
        assert_eq!(usernames(&own), ["member@B"]);
        assert_eq!(own["items"][0]["roles"][0]["unit_name"], "Chi bộ thôn Đông");
        for sort in ["display_name", "-created_at", "last_login_at", "-last_login_at,username"] {
            assert_eq!(list(&format!("sort={sort}")).await["total"], all["total"]);
        }
    }

    async fn the_exact_spelling_comes_first(app: TestApp) {
        for (username, name) in [("a.le", "Lê Thị Hạ"), ("b.tran", "Trần Văn Hà"), ("c.vu", "Vũ Hải")] {
            let body = json!({"username": username, "display_name": name});
            admin(&app).post("/users").json(body).await.ok(201);
        }
        let found = |query: &str| admin(&app).get(&format!("/users?{query}"));
        let ranked = found("q=h%C3%A0").await.ok(200);
        assert_eq!(usernames(&ranked)[..2], ["b.tran", "a.le"]);
        let second = found("q=h%C3%A0&per_page=1&page=2").await.ok(200);
        assert_eq!(usernames(&second), ["a.le"]);
        let sorted = found("q=h%C3%A0&sort=username&per_page=2").await.ok(200);
        assert_eq!(usernames(&sorted), ["a.le", "b.tran"]);
    }

    async fn a_list_refuses_what_it_does_not_know(app: TestApp) {
        for query in ["sort=shoe_size", "status=asleep", "page=0", "per_page=201", "colour=red", "unit=x"] {
            admin(&app).get(&format!("/users?{query}")).await.refused(422, "validation_failed");
        }
        admin(&app).get("/role-assignments?sort=unit").await.refused(422, "validation_failed");
        admin(&app).get("/role-assignments?sort=--valid_from").await.refused(422, "validation_failed");
    }

    async fn role_assignments_are_listed_with_their_history(app: TestApp) {
        let list = async |query: &str| admin(&app).get(&format!("/role-assignments?{query}")).await.ok(200);
        let member = world::user("member@B");
        let body = json!({"user_id": member, "role": "unit_staff", "unit_id": world::unit("C"), "valid_from": "2022-01-01"});
        let given = admin(&app).post("/role-assignments").json(body).await.ok(201);
        let end = format!("/role-assignments/{}/end", given["id"].as_str().unwrap());
        admin(&app).post(&end).if_match(1).json(json!({"valid_to": "2022-05-01"})).await.ok(200);
        // The role that the account had in another province is that administrator's.
        let history = list(&format!("user_id={member}&sort=-valid_from")).await;
        assert_eq!(history["total"], 2);
        assert_eq!(history["items"][0]["active"], false);
        assert_eq!(history["items"][1]["active"], true);
        assert_eq!(history["items"][1]["username"], "member@B");
        assert_eq!(list(&format!("user_id={member}&as_of=2022-04-01")).await["total"], 2);
        assert_eq!(list(&format!("user_id={member}&as_of=2022-05-19")).await["total"], 1);
        let staff = list(&format!("unit={}&role=unit_staff&as_of=2022-05-19&sort=-username", world::unit("D"))).await;
        let names: Vec<_> = staff["items"].as_array().unwrap().iter().map(|r| r["username"].as_str().unwrap()).collect();
        assert_eq!(names, ["unit_staff@M", "unit_staff@D", "unit_staff@C2", "unit_staff@C", "unit_staff@B"]);
    }
}
