use super::*;
use lamtheo_tests::both_databases;
use lamtheo_tests::issues::IssueSeed;
use lamtheo_tests::reform::end_unit;

both_databases! {
    async fn who_helps_sees_and_updates_and_cannot_confirm(app: TestApp) {
        let (office, helper) = (app.user("unit_staff@C"), app.user("unit_staff@C2"));
        let mut form = form();
        form["coordinating_unit_ids"] = json!([world::unit("C2")]);
        let issue = in_progress(&app, form).await;
        assert_eq!(issue["coordinating_units"][0]["name"], "Đảng bộ xã Tân Lập");
        let seen = read(&helper, &issue).await;
        assert_eq!(seen["allowed_actions"], json!(["post-update"]));
        let update = helper.post(&format!("/issues/{}/updates", id(&issue))).json(json!({ "text": "Đã cử 05 cán bộ phối hợp" })).await.ok(201);
        assert_eq!(update["unit_name"], "Đảng bộ xã Tân Lập");
        assert_eq!(helper.get("/issues?coordinating=true").await.ok(200)["total"], 1);
        let reported = act(&office, &read(&office, &issue).await, "report-resolved", json!({ "summary": "Đã xong", "done_on": "2022-05-19" })).await.ok(200);
        act(&app.user("unit_leader@C2"), &reported, "confirm", json!({})).await.refused(403, "not_the_approver");
        patch(&helper, &reported, json!({ "visibility": "public" })).await.refused(403, "not_the_owner");
        let updates = office.get(&format!("/issues/{}/updates", id(&issue))).await.ok(200);
        assert_eq!(updates["items"][0]["text"], "Đã cử 05 cán bộ phối hợp");
    }

    async fn a_sibling_sees_nothing_and_the_line_upward_everything(app: TestApp) {
        let issue = in_progress(&app, form()).await;
        let path = format!("/issues/{}", id(&issue));
        for stranger in ["unit_leader@C2", "unit_leader@D2", "member@B", "member@D", "unit_leader@X2"] {
            app.user(stranger).get(&path).await.refused(404, "not_found");
            assert_eq!(app.user(stranger).get("/issues").await.ok(200)["total"], 0, "{stranger}");
        }
        for reader in ["member@C", "unit_leader@D", "inspector@D", "unit_staff@P", "province_staff@P", "inspector@P"] {
            let seen = app.user(reader).get(&path).await.ok(200);
            assert_eq!(seen["responsible_person_id"], json!(world::person("C.1")), "{reader}");
            assert_eq!(app.user(reader).get("/issues").await.ok(200)["total"], 1, "{reader}");
        }
        app.user("system_admin@P").get(&path).await.refused(403, "role_not_allowed");
    }

    async fn who_answers_reads_and_updates_from_another_unit(app: TestApp) {
        let mut form = form();
        form["responsible_person_id"] = json!(world::person("member@B"));
        let issue = in_progress(&app, form).await;
        let answers = app.user("member@B");
        assert_eq!(read(&answers, &issue).await["allowed_actions"], json!(["post-update"]));
        answers.post(&format!("/issues/{}/updates", id(&issue))).json(json!({ "text": "Đã họp dân" })).await.ok(201);
        assert_eq!(answers.get("/issues?mine=true").await.ok(200)["total"], 1);
    }

    async fn what_is_shown_to_members_is_shown_once_registered(app: TestApp) {
        let mut conn = app.connect();
        IssueSeed::new("C", "submitted").visibility("party_wide").insert(&mut conn);
        let shown = IssueSeed::new("C", "registered").visibility("party_wide").insert(&mut conn);
        let list = app.user("member@B2").get("/issues").await.ok(200);
        assert_eq!((&list["total"], &list["items"][0]["id"]), (&json!(1), &json!(shown)));
    }

    async fn filters_narrow_the_list(app: TestApp) {
        let mut conn = app.connect();
        IssueSeed::new("C", "in_progress").insert(&mut conn);
        IssueSeed::new("B", "reported_resolved").kind("focus").insert(&mut conn);
        IssueSeed::new("C2", "submitted").due_on("2022-08-15").insert(&mut conn);
        IssueSeed::new("C", "confirmed").year(2021).due_on("2021-09-15").insert(&mut conn);
        let above = app.user("unit_leader@D");
        for (query, count) in [
            ("", 4),
            ("unit={C}", 3),
            ("owning_unit={C}", 2),
            ("year=2022", 3),
            ("status=submitted,confirmed", 2),
            ("kind=focus", 1),
            ("field=environment_disaster", 4),
            ("field=other", 0),
            ("registering_level=grassroots", 4),
            ("due_from=2022-07-01", 1),
            ("due_to=2021-12-31", 1),
            ("reopened=true", 0),
            ("no_owner=false", 4),
            ("overdue=false", 4),
            ("decidable=true", 1),
            ("q=nguon+nuoc", 4),
            ("q=khong+co", 0),
            ("sort=-due_on", 4),
            ("sort=status,title", 4),
        ] {
            let query = query.replace("{C}", world::unit("C").as_str());
            let list = above.get(&format!("/issues?{query}")).await.ok(200);
            assert_eq!(list["total"], count, "{query}");
        }
        above.get("/issues?sort=colour").await.refused(422, "validation_failed");
        above.get("/issues?colour=red").await.refused(422, "validation_failed");
    }

    async fn the_exact_spelling_of_a_title_comes_first(app: TestApp) {
        let office = app.user("unit_staff@C");
        for title in ["Sửa đường giao thông", "Sửa đương giao thông"] {
            let mut form = form();
            form["title"] = json!(title);
            form["due_on"] = json!("2022-06-30");
            drafted(&office, form).await;
        }
        for (words, first) in [("đường", "Sửa đường giao thông"), ("đương", "Sửa đương giao thông")] {
            let words: String = words.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let list = office.get(&format!("/issues?q={words}")).await.ok(200);
            assert_eq!((&list["total"], &list["items"][0]["title"]), (&json!(2), &json!(first)), "{words}");
            let second = office.get(&format!("/issues?q={words}&per_page=1&page=2")).await.ok(200);
            assert_ne!(second["items"][0]["title"], first);
        }
    }

    async fn issues_of_a_unit_that_ended_stay_with_those_above_it_on_its_last_day(app: TestApp) {
        let mut conn = app.connect();
        let issue = IssueSeed::new("F", "in_progress").insert(&mut conn);
        end_unit(&mut conn, "F", "2022-05-01");
        let path = format!("/issues/{issue}");
        // F stood below C until 2021 and below X2 when it ended.
        let above = app.user("unit_leader@X2");
        assert_eq!(above.get(&path).await.ok(200)["responsible_missing"], true);
        assert_eq!(above.get("/issues").await.ok(200)["total"], 1);
        for stranger in ["unit_leader@C", "unit_leader@D"] {
            app.user(stranger).get(&path).await.refused(404, "not_found");
            assert_eq!(app.user(stranger).get("/issues").await.ok(200)["total"], 0, "{stranger}");
        }
    }
}
