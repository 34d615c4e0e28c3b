use super::*;
use lamtheo_tests::both_databases;

both_databases! {
    async fn the_owner_asks_and_the_level_above_grants(app: TestApp) {
        let (office, above) = (app.user("unit_staff@C"), app.user("unit_leader@D"));
        let issue = in_progress(&app, form()).await;
        act(&above, &issue, "grant-extension", json!({})).await.refused(409, "no_extension_pending");
        let ask = |due_on: &str| json!({ "due_on": due_on, "reason": "Chờ bố trí kinh phí" });
        act(&office, &issue, "extend", ask("2022-06-30")).await.refused(422, "extension_not_later");
        act(&office, &issue, "extend", ask("2022-05-01")).await.refused(422, "deadline_in_past");
        act(&office, &issue, "extend", json!({ "due_on": "2022-09-30", "reason": "" })).await.refused(422, "validation_failed");
        let asked = act(&office, &issue, "extend", ask("2022-09-30")).await.ok(200);
        assert_eq!((&asked["due_on"], &asked["extension"]["due_on"]), (&json!("2022-06-30"), &json!("2022-09-30")));
        assert_eq!((&asked["status"], &asked["extensions_count"]), (&json!("in_progress"), &json!(0)));
        act(&office, &asked, "extend", ask("2022-10-31")).await.refused(409, "extension_pending");
        act(&office, &asked, "grant-extension", json!({})).await.refused(403, "not_the_approver");
        let granted = act(&above, &asked, "grant-extension", json!({ "comment": "Đồng ý" })).await.ok(200);
        assert_eq!((&granted["due_on"], &granted["original_due_on"]), (&json!("2022-09-30"), &json!("2022-06-30")));
        assert_eq!((&granted["extensions_count"], &granted["extension"]), (&json!(1), &Value::Null));
        let extended = office.get("/issues?extended=true").await.ok(200);
        assert_eq!(extended["total"], 1);
        assert_eq!(office.get("/issues?extended=false").await.ok(200)["total"], 0);
    }

    async fn a_refused_request_leaves_the_deadline(app: TestApp) {
        let (office, above) = (app.user("unit_staff@C"), app.user("unit_leader@D"));
        let issue = in_progress(&app, form()).await;
        let ask = json!({ "due_on": "2022-09-30", "reason": "Chờ bố trí kinh phí" });
        let asked = act(&office, &issue, "extend", ask).await.ok(200);
        act(&above, &asked, "refuse-extension", json!({ "comment": " " })).await.refused(422, "validation_failed");
        let refused = act(&above, &asked, "refuse-extension", json!({ "comment": "Đã đủ kinh phí" })).await.ok(200);
        assert_eq!((&refused["due_on"], &refused["extensions_count"]), (&json!("2022-06-30"), &json!(0)));
        assert_eq!((&refused["extension"], &refused["comment"]), (&Value::Null, &json!("Đã đủ kinh phí")));
    }

    async fn whoever_asked_is_not_offered_the_answer(app: TestApp) {
        // At the top the same people could ask and answer.
        let mut conn = app.connect();
        let seeded = lamtheo_tests::issues::IssueSeed::new("P", "in_progress").insert(&mut conn);
        let (staff, leader) = (app.user("unit_staff@P"), app.user("unit_leader@P"));
        let issue = staff.get(&format!("/issues/{seeded}")).await.ok(200);
        let asked = act(&leader, &issue, "extend", json!({ "due_on": "2022-09-30", "reason": "Chờ nguồn vốn" })).await.ok(200);
        let offered = |seen: &Value| seen["allowed_actions"].as_array().unwrap().contains(&json!("grant-extension"));
        assert!(!offered(&asked));
        assert!(offered(&read(&staff, &asked).await));
    }

    async fn a_request_that_nobody_answered_falls_when_the_issue_is_settled(app: TestApp) {
        let (office, above) = (app.user("unit_staff@C"), app.user("unit_leader@D"));
        let issue = in_progress(&app, form()).await;
        let ask = json!({ "due_on": "2022-09-30", "reason": "Chờ bố trí kinh phí" });
        let asked = act(&office, &issue, "extend", ask).await.ok(200);
        let reported = act(&office, &asked, "report-resolved", resolved()).await.ok(200);
        let confirmed = act(&above, &reported, "confirm", json!({})).await.ok(200);
        assert_eq!(confirmed["extension"], Value::Null);
        let reopened = act(&above, &confirmed, "reopen", json!({ "comment": "Ô nhiễm tái diễn" })).await.ok(200);
        assert_eq!(reopened["extension"], Value::Null);
        act(&above, &reopened, "grant-extension", json!({})).await.refused(409, "no_extension_pending");
    }
}
