use super::*;
use lamtheo_tests::issues::IssueSeed;
use lamtheo_tests::{TestApp, both_databases};

both_databases! {
    async fn a_deadline_on_a_day_off_ends_on_the_next_working_day(app: TestApp) {
        let office = app.user("unit_staff@C");
        let mut form = form();
        form["due_on"] = json!("2022-09-01"); // Quốc khánh: Thursday and Friday off
        let draft = drafted(&office, form).await;
        assert_eq!((&draft["due_on"], &draft["due_effective_on"]), (&json!("2022-09-01"), &json!("2022-09-05")));
        assert_eq!(draft["warnings"][0]["code"], "deadline_on_day_off");
        act(&office, &draft, "submit", json!({})).await.ok(200);
    }

    async fn a_deadline_in_the_past_is_refused(app: TestApp) {
        let office = app.user("unit_staff@C");
        let mut form = form();
        form["due_on"] = json!("2022-05-18");
        let problem = office.post("/issues").json(form).await.refused(422, "deadline_in_past");
        assert_eq!(problem["fields"][0]["pointer"], "/due_on");
        for far in ["2027-05-20", "9999-12-31"] {
            let mut form = super::form();
            form["due_on"] = json!(far);
            office.post("/issues").json(form).await.refused(422, "deadline_too_far");
        }
        let mut conn = app.connect();
        let stale = IssueSeed::new("C", "returned").due_on("2022-05-18").insert(&mut conn);
        let stale = office.get(&format!("/issues/{stale}")).await.ok(200);
        act(&office, &stale, "submit", json!({})).await.refused(422, "deadline_in_past");
    }

    async fn an_issue_whose_deadline_is_over_cannot_be_registered(app: TestApp) {
        let id = IssueSeed::new("C", "submitted").due_on("2022-05-18").insert(&mut app.connect());
        let above = app.user("unit_leader@D");
        let waiting = above.get(&format!("/issues/{id}")).await.ok(200);
        act(&above, &waiting, "register", json!({})).await.refused(422, "deadline_before_registration");
        act(&above, &waiting, "return", json!({ "comment": "Xác định lại thời hạn" })).await.ok(200);
    }

    async fn a_report_is_neither_from_the_future_nor_from_before_the_registration(app: TestApp) {
        let office = app.user("unit_staff@C");
        let issue = in_progress(&app, form()).await;
        for (done_on, code) in [("2022-05-20", "in_future"), ("2022-05-18", "before_registration")] {
            let body = json!({ "summary": "Đã xong", "done_on": done_on });
            let problem = act(&office, &issue, "report-resolved", body).await.refused(422, "validation_failed");
            assert_eq!(problem["fields"][0]["code"], code);
        }
        let body = json!({ "summary": " ", "done_on": "2022-05-19" });
        act(&office, &issue, "report-resolved", body).await.refused(422, "validation_failed");
    }
}

/// What a leader sees as late, among what holds `words`.
async fn late_issues(app: TestApp, words: &str) -> Value {
    app.user("unit_leader@D")
        .get(&format!("/issues?overdue=true&q={words}"))
        .await
        .ok(200)
}

both_databases! {
    async fn the_list_of_late_issues_is_computed(app: TestApp) {
        let mut conn = app.connect();
        let late = IssueSeed::new("C", "in_progress").due_on("2022-05-18").mark("late").insert(&mut conn);
        IssueSeed::new("C", "in_progress").due_on("2022-05-19").mark("today").insert(&mut conn);
        IssueSeed::new("C", "confirmed").due_on("2022-05-02").mark("done").insert(&mut conn);
        let list = late_issues(app, "o+nhiem").await;
        assert_eq!(list["total"], 1);
        assert_eq!(list["items"][0]["id"], late.as_str());
        assert_eq!(list["items"][0]["working_days_left"], -1);
    }
}
