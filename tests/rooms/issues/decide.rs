use super::*;
use lamtheo_tests::both_databases;

fn document() -> Value {
    json!({ "decision": { "body": "Ban Thường vụ Huyện ủy", "document_no": "15-TB/HU", "decided_on": "2022-05-16" } })
}

both_databases! {
    async fn who_reported_never_confirms_whatever_is_cited(app: TestApp) {
        // At the top the same people could report and confirm.
        let (staff, leader) = (app.user("unit_staff@P"), app.user("unit_leader@P"));
        let draft = drafted(&staff, form_of("P")).await;
        let submitted = act(&staff, &draft, "submit", json!({})).await.ok(200);
        act(&leader, &submitted, "register", json!({})).await.refused(422, "document_required_for_top_unit");
        let registered = act(&leader, &submitted, "register", document()).await.ok(200);
        assert_eq!(registered["decision"]["document_no"], "15-TB/HU");
        assert_eq!(registered["registering_level"], "province");
        let started = act(&leader, &registered, "start", json!({})).await.ok(200);
        let reported = act(&leader, &started, "report-resolved", resolved()).await.ok(200);
        assert!(!reported["allowed_actions"].as_array().unwrap().contains(&json!("confirm")));
        act(&leader, &reported, "confirm", document()).await.refused(403, "own_decision");
        act(&staff, &reported, "confirm", document()).await.ok(200);
    }

    async fn who_answers_for_it_decides_nothing_about_it(app: TestApp) {
        let (office, above) = (app.user("unit_staff@C"), app.user("unit_leader@D"));
        let mut form = form();
        form["responsible_person_id"] = json!(world::person("unit_leader@D"));
        let draft = drafted(&office, form).await;
        let submitted = act(&office, &draft, "submit", json!({})).await.ok(200);
        act(&above, &submitted, "register", document()).await.refused(403, "own_decision");
        let staff = app.user("unit_staff@D");
        act(&staff, &submitted, "register", json!({})).await.refused(422, "decision_document_required");
        act(&staff, &submitted, "register", document()).await.ok(200);
    }

    async fn who_once_answered_for_it_never_confirms_it(app: TestApp) {
        let (office, leader, staff) = (app.user("unit_staff@C"), app.user("unit_leader@D"), app.user("unit_staff@D"));
        let mut form = form();
        form["responsible_person_id"] = json!(world::person("unit_leader@D"));
        let submitted = act(&office, &drafted(&office, form).await, "submit", json!({})).await.ok(200);
        let registered = act(&staff, &submitted, "register", document()).await.ok(200);
        let started = act(&office, &registered, "start", json!({})).await.ok(200);
        let another = patch(&office, &started, json!({ "responsible_person_id": world::person("C.1") })).await.ok(200);
        let reported = act(&office, &another, "report-resolved", resolved()).await.ok(200);
        let seen = read(&leader, &reported).await;
        assert!(!seen["allowed_actions"].as_array().unwrap().contains(&json!("confirm")));
        act(&leader, &reported, "confirm", document()).await.refused(403, "own_decision");
        act(&staff, &reported, "confirm", document()).await.ok(200);
    }

    async fn a_body_outside_the_committees_line_is_listed_to_the_committee_that_decides(app: TestApp) {
        let mut conn = app.connect();
        lamtheo_tests::reform::move_below(&mut conn, "M", "D2");
        let staff = app.user("unit_staff@M");
        let submitted = act(&staff, &drafted(&staff, form_of("M")).await, "submit", json!({})).await.ok(200);
        let above = app.user("unit_leader@D");
        assert_eq!(read(&above, &submitted).await["allowed_actions"], json!(["register", "return"]));
        for query in ["", "?decidable=true"] {
            assert_eq!(above.get(&format!("/issues{query}")).await.ok(200)["total"], 1, "{query}");
        }
        assert_eq!(app.user("unit_staff@C").get("/issues").await.ok(200)["total"], 0);
    }

    async fn a_decision_cites_a_document_not_a_branch_meeting_and_not_the_future(app: TestApp) {
        let (office, above) = (app.user("unit_staff@C"), app.user("unit_leader@D"));
        let submitted = act(&office, &drafted(&office, form()).await, "submit", json!({})).await.ok(200);
        let later = json!({ "decision": { "body": "Ban Thường vụ", "document_no": "1", "decided_on": "2022-06-01" } });
        act(&above, &submitted, "register", later).await.refused(422, "validation_failed");
        let meeting = json!({ "decision": { "meeting_id": world::id("meeting", "B") } });
        act(&above, &submitted, "register", meeting).await.refused(422, "validation_failed");
    }

    async fn the_mass_organisation_is_decided_on_by_the_committee_of_its_level(app: TestApp) {
        let staff = app.user("unit_staff@M");
        let draft = drafted(&staff, form_of("M")).await;
        assert_eq!(draft["registering_level"], "district");
        let submitted = act(&staff, &draft, "submit", json!({})).await.ok(200);
        act(&app.user("unit_leader@M"), &submitted, "register", json!({})).await.refused(403, "not_the_approver");
        act(&app.user("unit_leader@D"), &submitted, "register", json!({})).await.ok(200);
    }

    async fn a_stale_version_and_a_missing_one_are_told_apart(app: TestApp) {
        let office = app.user("unit_staff@C");
        let draft = drafted(&office, form()).await;
        act(&office, &draft, "submit", json!({})).await.ok(200);
        act(&office, &draft, "submit", json!({})).await.refused(412, "version_stale");
        office.post(&format!("/issues/{}/submit", id(&draft))).await.refused(428, "if_match_required");
    }
}
