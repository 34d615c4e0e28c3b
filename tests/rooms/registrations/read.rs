use super::*;
use lamtheo_tests::both_databases;

async fn sees(actor: &Actor, record: &Value) -> bool {
    let id = record["id"].as_str().unwrap();
    let single = actor
        .get(&format!("/registrations/{id}"))
        .await
        .status
        .as_u16()
        == 200;
    let list = actor.get("/registrations?per_page=200").await.ok(200);
    let listed = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .any(|r| r["id"] == record["id"]);
    assert_eq!(single, listed, "single and list must agree");
    assert_eq!(
        list["total"].as_u64().unwrap(),
        list["items"].as_array().unwrap().len() as u64
    );
    let pledge = record["pledges"][0]["id"].as_str().unwrap();
    let one = actor
        .get(&format!("/pledges/{pledge}"))
        .await
        .status
        .as_u16()
        == 200;
    let all = actor.get("/pledges?per_page=200").await.ok(200);
    let there = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .any(|p| p["id"] == pledge);
    assert_eq!(
        (one, there),
        (single, single),
        "pledges must agree with their registration"
    );
    single
}

both_databases! {
    async fn a_draft_is_seen_by_author_and_subject_only(app: TestApp) {
        let draft = drafted(&app.user("branch_secretary@B"), form_of("member@B")).await;
        for (actor, seen) in [
            ("branch_secretary@B", true), ("member@B", true), ("unit_staff@B", false),
            ("unit_leader@C", false), ("inspector@P", false),
        ] {
            assert_eq!(sees(&app.user(actor), &draft).await, seen, "{actor}");
        }
    }

    async fn persons_are_seen_by_the_branch_and_the_direct_committee(app: TestApp) {
        let record = handed_in(&app.user("member@B"), form_of("member@B")).await;
        for (actor, seen) in [
            ("member@B", true), ("branch_secretary@B", true), ("unit_staff@B", true),
            ("unit_staff@C", true), ("unit_leader@C", true), ("inspector@D", true), ("inspector@P", true),
            ("member@C", false), ("unit_staff@D", false), ("unit_leader@D", false), ("unit_leader@P", false),
            ("province_staff@P", false), ("member@B2", false), ("unit_leader@C2", false), ("unit_leader@X2", false),
        ] {
            assert_eq!(sees(&app.user(actor), &record).await, seen, "{actor}");
        }
        app.user("system_admin@P").get("/registrations").await.refused(403, "role_not_allowed");
    }

    async fn collectives_are_seen_by_the_whole_line_upward(app: TestApp) {
        let record = handed_in(&app.user("branch_secretary@B"), form_of_unit("B")).await;
        for (actor, seen) in [
            ("member@B", true), ("unit_leader@C", true), ("unit_staff@D", true), ("province_staff@P", true),
            ("inspector@P", true), ("member@B2", false), ("unit_leader@C2", false), ("unit_leader@X2", false),
        ] {
            assert_eq!(sees(&app.user(actor), &record).await, seen, "{actor}");
        }
    }

    async fn a_heads_registration_is_party_wide_once_approved(app: TestApp) {
        let own = handed_in(&app.user("branch_secretary@B"), form_of("branch_secretary@B")).await;
        let stranger = app.user("member@B2");
        assert!(!sees(&stranger, &own).await);
        let approved = act(&app.user("unit_leader@C"), &own, "approve", json!({})).await.ok(200);
        assert_eq!(approved["visibility"], "party_wide");
        assert!(sees(&stranger, &approved).await);
        assert!(!sees(&app.user("unit_leader@M"), &approved).await, "a non-member is no Party member");
    }

    async fn lists_are_found_by_name_without_accents_and_by_subtree(app: TestApp) {
        handed_in(&app.user("member@B"), form_of("member@B")).await;
        handed_in(&app.user("branch_secretary@B2"), form_of("branch_secretary@B2")).await;
        let leader = app.user("unit_leader@C");
        let name = leader.get("/registrations").await.ok(200)["items"][0]["person_name"].as_str().unwrap().to_owned();
        let bare = lamtheo_domain::kernel::text::search_key(&name).replace(' ', "%20");
        assert_eq!(leader.get(&format!("/registrations?q={bare}")).await.ok(200)["total"], 1);
        let below = leader.get(&format!("/registrations?unit={}", world::unit("B"))).await.ok(200);
        assert_eq!(below["total"], 1);
        assert_eq!(leader.get("/registrations?status=submitted,draft&year=2022").await.ok(200)["total"], 2);
        assert_eq!(leader.get("/registrations?year=2021").await.ok(200)["total"], 0);
        assert_eq!(leader.get("/registrations?sort=name&per_page=1").await.ok(200)["items"].as_array().unwrap().len(), 1);
    }

    async fn coverage_names_only_to_the_branch_and_the_direct_committee(app: TestApp) {
        handed_in(&app.user("member@B"), form_of("member@B")).await;
        let path = format!("/registrations/coverage?year=2022&unit={}", world::unit("B"));
        let secretary = app.user("branch_secretary@B").get(&path).await.ok(200);
        let people = secretary["people"].as_array().unwrap();
        assert_eq!(secretary["obliged"].as_u64().unwrap(), people.len() as u64);
        assert_eq!((&secretary["submitted"], &secretary["approved"]), (&json!(1), &json!(0)));
        assert!(app.user("unit_leader@C").get(&path).await.ok(200)["people"].is_array());
        assert!(app.user("unit_leader@D").get(&path).await.ok(200)["people"].is_null());
        assert!(app.user("member@B").get(&path).await.ok(200)["people"].is_null());
        app.user("unit_leader@C2").get(&path).await.refused(404, "not_found");
    }

    async fn a_unit_that_ended_hides_no_page(app: TestApp) {
        let record = handed_in(&app.user("member@B"), form_of("member@B")).await;
        handed_in(&app.user("branch_secretary@B2"), form_of("branch_secretary@B2")).await;
        lamtheo_tests::reform::end_unit(&mut app.connect(), "B", "2022-05-01");
        assert!(sees(&app.user("member@B"), &record).await);
        let inspector = app.user("inspector@P").get("/registrations?sort=name").await.ok(200);
        assert_eq!(inspector["total"], 1);
    }

    async fn a_body_outside_the_committees_line_is_listed_to_the_committee_that_decides(app: TestApp) {
        let record = handed_in(&app.user("unit_staff@M"), form_of_unit("M")).await;
        lamtheo_tests::reform::move_below(&mut app.connect(), "M", "D2");
        assert!(sees(&app.user("unit_leader@D"), &record).await);
        assert!(sees(&app.user("unit_leader@D2"), &record).await);
        assert!(!sees(&app.user("unit_leader@C"), &record).await);
    }

    async fn what_has_no_value_comes_last_in_every_order(app: TestApp) {
        let office = app.user("branch_secretary@B");
        drafted(&office, form_of("B.1")).await;
        let collective = handed_in(&office, form_of_unit("B")).await;
        let own = handed_in(&office, form_of("branch_secretary@B")).await;
        let first = |list: Value| list["items"][0]["id"].clone();
        let last = |list: Value| list["items"].as_array().unwrap().last().unwrap().clone();
        for sort in ["submitted_at", "-submitted_at"] {
            let list = office.get(&format!("/registrations?sort={sort}")).await.ok(200);
            assert_eq!((&list["total"], &last(list.clone())["status"]), (&json!(3), &json!("draft")), "{sort}");
        }
        let latest = office.get("/registrations?sort=-submitted_at&status=submitted").await.ok(200);
        assert!([&own["id"], &collective["id"]].contains(&&first(latest)));
        for sort in ["name", "-name"] {
            let list = office.get(&format!("/registrations?sort={sort}")).await.ok(200);
            assert_eq!(last(list)["id"], collective["id"], "collectives after persons: {sort}");
        }
    }
}
