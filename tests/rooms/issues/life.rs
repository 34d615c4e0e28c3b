use super::*;
use lamtheo_tests::both_databases;

both_databases! {
    async fn owner_and_level_above_bring_an_issue_from_draft_to_confirmed(app: TestApp) {
        let (office, above) = (app.user("unit_staff@C"), app.user("unit_leader@D"));
        // The history is told in the order of time.
        let tick = || app.clock().advance(chrono::Duration::seconds(1));
        let draft = drafted(&office, form()).await;
        assert_eq!(draft["status"], "draft");
        assert_eq!(draft["registering_level"], "grassroots");
        assert_eq!(draft["allowed_actions"], json!(["edit", "assign", "delete", "submit"]));
        assert_eq!(draft["working_days_left"], Value::Null, "no deadline runs before registration");

        tick();
        let submitted = act(&office, &draft, "submit", json!({})).await.ok(200);
        let comment = json!({ "comment": "Nêu rõ số cơ sở phải xử lý" });
        tick();
        let returned = act(&above, &submitted, "return", comment).await.ok(200);
        assert_eq!((&returned["status"], &returned["comment"]), (&json!("returned"), &json!("Nêu rõ số cơ sở phải xử lý")));
        tick();
        let better = patch(&office, &returned, json!({ "title": "Ô nhiễm tại làng nghề (12 cơ sở)" })).await.ok(200);
        tick();
        let again = act(&office, &better, "submit", json!({})).await.ok(200);

        tick();
        let registered = act(&above, &again, "register", json!({})).await.ok(200);
        assert_eq!(registered["registered_on"], "2022-05-19");
        assert_eq!(registered["original_due_on"], "2022-06-30");
        assert_eq!(registered["counted"], true);
        assert_eq!(registered["working_days_left"], 30);
        tick();
        let started = act(&office, &registered, "start", json!({})).await.ok(200);
        tick();
        let reported = act(&office, &started, "report-resolved", resolved()).await.ok(200);
        assert_eq!(reported["status"], "reported_resolved");
        assert_eq!(reported["resolution"], "12 cơ sở đã đấu nối vào hệ thống xử lý");

        let comment = json!({ "comment": "Còn 02 cơ sở chưa đấu nối" });
        tick();
        let sent_back = act(&above, &reported, "send-back", comment).await.ok(200);
        assert_eq!(sent_back["status"], "sent_back");
        tick();
        let again = act(&office, &sent_back, "report-resolved", resolved()).await.ok(200);
        tick();
        let confirmed = act(&above, &again, "confirm", json!({ "comment": "Đã kiểm tra thực tế" })).await.ok(200);
        assert_eq!((&confirmed["status"], &confirmed["confirmed_on"]), (&json!("confirmed"), &json!("2022-05-19")));
        assert!(confirmed["confirmed_at"].is_string());

        tick();
        let reopened = act(&above, &confirmed, "reopen", json!({ "comment": "Nhân dân phản ánh tái diễn" })).await.ok(200);
        assert_eq!(reopened["status"], "in_progress");
        assert_eq!((&reopened["reopened_count"], &reopened["confirmed_on"]), (&json!(1), &Value::Null));

        let timeline = office.get(&format!("/issues/{}/timeline", id(&draft))).await.ok(200);
        let verbs: Vec<&str> = timeline["items"].as_array().unwrap().iter().filter_map(|i| i["verb"].as_str()).collect();
        assert_eq!(verbs, ["create", "submit", "return", "edit", "submit", "register", "start", "report-resolved", "send-back", "report-resolved", "confirm", "reopen"]);
    }

    async fn a_draft_is_withdrawn_and_a_submission_taken_back(app: TestApp) {
        let office = app.user("unit_staff@C");
        let draft = drafted(&office, form()).await;
        let path = format!("/issues/{}", id(&draft));
        office.delete(&path).if_match(1).await.ok(204);
        office.get(&path).await.refused(404, "not_found");

        let submitted = act(&office, &drafted(&office, form()).await, "submit", json!({})).await.ok(200);
        office.delete(&format!("/issues/{}", id(&submitted))).if_match(submitted["version"].as_i64().unwrap()).await.refused(409, "illegal_transition");
        act(&office, &submitted, "withdraw", json!({ "reason": "" })).await.refused(422, "validation_failed");
        let withdrawn = act(&office, &submitted, "withdraw", json!({ "reason": "Đã giải quyết xong trước khi đăng ký" })).await.ok(200);
        assert_eq!((&withdrawn["status"], &withdrawn["counted"]), (&json!("withdrawn"), &json!(false)));
    }

    async fn a_registered_issue_is_withdrawn_by_the_level_above(app: TestApp) {
        let (office, above) = (app.user("unit_staff@C"), app.user("unit_leader@D"));
        let issue = in_progress(&app, form()).await;
        act(&office, &issue, "withdraw", json!({ "reason": "Hết thời gian" })).await.refused(403, "not_the_approver");
        let withdrawn = act(&above, &issue, "withdraw", json!({ "reason": "Lồng ghép vào dự án của tỉnh" })).await.ok(200);
        assert_eq!((&withdrawn["status"], &withdrawn["counted"]), (&json!("withdrawn"), &json!(false)));
    }

    async fn what_is_withdrawn_late_stays_in_the_denominator(app: TestApp) {
        use lamtheo_tests::issues::IssueSeed;
        let id = IssueSeed::new("C", "in_progress").due_on("2022-05-12").insert(&mut app.connect());
        let above = app.user("unit_leader@D");
        let late = above.get(&format!("/issues/{id}")).await.ok(200);
        assert_eq!((&late["overdue"], &late["working_days_left"]), (&json!(true), &json!(-5)));
        let withdrawn = act(&above, &late, "withdraw", json!({ "reason": "Không còn phù hợp" })).await.ok(200);
        assert_eq!(withdrawn["counted"], true);
    }

    async fn an_issue_of_a_past_year_goes_on_in_the_running_one(app: TestApp) {
        use lamtheo_tests::issues::{IssueSeed, milestone};
        let origin = IssueSeed::new("C", "in_progress").year(2021).due_on("2021-12-15").coordinator("C2").insert(&mut app.connect());
        milestone(&mut app.connect(), &origin);
        let above = app.user("unit_leader@D");
        let old = above.get(&format!("/issues/{origin}")).await.ok(200);
        act(&above, &old, "carry-over", json!({})).await.refused(422, "deadline_required");
        act(&above, &old, "carry-over", json!({ "due_on": "2022-05-18" })).await.refused(422, "deadline_in_past");
        let carried = act(&above, &old, "carry-over", json!({ "due_on": "2022-09-30" })).await.ok(200);
        assert_eq!((&carried["status"], &carried["year"], &carried["counted"]), (&json!("carried_over"), &json!(2021), &json!(true)));
        let next = above.get(&format!("/issues/{}", carried["carried_to_id"].as_str().unwrap())).await.ok(200);
        assert_eq!((&next["status"], &next["year"], &next["counted"]), (&json!("in_progress"), &json!(2022), &json!(false)));
        assert_eq!(next["carried_from_id"], carried["id"]);
        assert_eq!(next["coordinating_unit_ids"], json!([world::unit("C2")]));
        assert_eq!((&next["milestones_total"], &next["responsible_missing"]), (&json!(1), &json!(false)));
        act(&above, &next, "carry-over", json!({ "due_on": "2022-12-30" })).await.refused(422, "year_not_over");
    }
}
