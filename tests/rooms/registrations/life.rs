use super::*;
use lamtheo_tests::both_databases;

both_databases! {
    async fn two_people_bring_a_pledge_from_draft_to_verified(app: TestApp) {
        let (member, secretary) = (app.user("member@B"), app.user("branch_secretary@B"));
        let draft = drafted(&member, form_of("member@B")).await;
        assert_eq!((&draft["status"], &draft["late"]), (&json!("draft"), &json!(false)));
        let submitted = act(&member, &draft, "submit", json!({})).await.ok(200);
        assert_eq!(submitted["status"], "submitted");
        assert_eq!(submitted["approval_step"], 1);

        let comment = json!({ "comment": "Nội dung còn chung chung, chưa có kết quả cụ thể để kiểm tra" });
        let returned = act(&secretary, &submitted, "return", comment).await.ok(200);
        assert_eq!(returned["status"], "returned");
        let seen = member.get(&format!("/registrations/{}", returned["id"].as_str().unwrap())).await.ok(200);
        assert!(seen["returned_comment"].as_str().unwrap().contains("chung chung"));
        assert_eq!(seen["allowed_actions"], json!(["edit", "submit"]));

        let again = act(&member, &seen, "submit", json!({})).await.ok(200);
        let approved = act(&secretary, &again, "approve", json!({})).await.ok(200);
        assert_eq!(approved["status"], "approved");
        assert_eq!(approved["pledges"][0]["status"], "in_progress");
        assert_eq!(approved["pledges"][0]["counted"], true);

        let reported = act_on_pledge(&member, &approved["pledges"][0], "report", report()).await.ok(200);
        assert_eq!(reported["declared"]["result"], "completed");
        let verified = act_on_pledge(&secretary, &reported, "verify", json!({ "result": "partly" })).await.ok(200);
        assert_eq!(verified["status"], "verified");
        assert_eq!(verified["verified"]["result"], "partly");
        assert_eq!(verified["declared"]["result"], "completed", "the two facts stay apart");
    }

    async fn a_report_that_was_sent_back_is_reported_again(app: TestApp) {
        let (member, secretary) = (app.user("member@B"), app.user("branch_secretary@B"));
        let submitted = handed_in(&member, form_of("member@B")).await;
        let approved = act(&secretary, &submitted, "approve", json!({})).await.ok(200);
        let reported = act_on_pledge(&member, &approved["pledges"][0], "report", report()).await.ok(200);
        let back = json!({ "comment": "Chưa nêu số buổi đã thực hiện" });
        let sent_back = act_on_pledge(&secretary, &reported, "send-back", back).await.ok(200);
        assert_eq!(sent_back["status"], "sent_back");
        assert_eq!(sent_back["sent_back_comment"], "Chưa nêu số buổi đã thực hiện");
        let again = act_on_pledge(&member, &sent_back, "report", report()).await.ok(200);
        assert_eq!(again["status"], "reported");
        assert_eq!(again["sent_back_comment"], Value::Null);
    }

    async fn a_cancelled_pledge_leaves_the_base_before_the_report_window(app: TestApp) {
        let (member, secretary) = (app.user("member@B"), app.user("branch_secretary@B"));
        let submitted = handed_in(&member, form_of("member@B")).await;
        let approved = act(&secretary, &submitted, "approve", json!({})).await.ok(200);
        act_on_pledge(&secretary, &approved["pledges"][0], "cancel", json!({ "reason": " " })).await.refused(422, "validation_failed");
        let reason = json!({ "reason": "Chuyển công tác, không còn phụ trách lớp" });
        let cancelled = act_on_pledge(&secretary, &approved["pledges"][0], "cancel", reason).await.ok(200);
        assert_eq!((&cancelled["status"], &cancelled["counted"]), (&json!("cancelled"), &json!(false)));
        act_on_pledge(&member, &cancelled, "report", report()).await.refused(409, "illegal_transition");
    }

    async fn a_draft_is_withdrawn_and_nothing_else_is(app: TestApp) {
        let (member, secretary) = (app.user("member@B"), app.user("branch_secretary@B"));
        let draft = drafted(&member, form_of("member@B")).await;
        let path = format!("/registrations/{}", draft["id"].as_str().unwrap());
        member.delete(&path).await.refused(428, "if_match_required");
        member.delete(&path).if_match(7).await.refused(412, "version_stale");
        member.delete(&path).if_match(1).await.ok(204);
        member.get(&path).await.refused(404, "not_found");
        let submitted = handed_in(&member, form_of("member@B")).await;
        let path = format!("/registrations/{}", submitted["id"].as_str().unwrap());
        member.delete(&path).if_match(submitted["version"].as_i64().unwrap()).await.refused(409, "illegal_transition");
        secretary.get(&path).await.ok(200);
    }

    async fn a_registration_closes_only_when_its_year_has_ended(app: TestApp) {
        let (member, secretary) = (app.user("member@B"), app.user("branch_secretary@B"));
        let submitted = handed_in(&member, form_of("member@B")).await;
        let approved = act(&secretary, &submitted, "approve", json!({})).await.ok(200);
        act(&secretary, &approved, "close", json!({})).await.refused(422, "year_not_ended");
    }
}
