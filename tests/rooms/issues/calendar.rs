use super::*;
use lamtheo_tests::both_databases;
use lamtheo_tests::issues::IssueSeed;

both_databases! {
    async fn the_province_edits_a_year_and_deadlines_follow(app: TestApp) {
        let staff = app.user("province_staff@P");
        let built_in = staff.get("/settings/working-days/2022").await.ok(200);
        assert_eq!((&built_in["version"], &built_in["edited"], &built_in["provisional"]), (&json!(0), &json!(false), &json!(false)));
        assert!(built_in["days"].as_array().unwrap().iter().any(|d| d["date"] == "2022-02-01"));
        let issue = IssueSeed::new("C", "in_progress").due_on("2022-06-30").insert(&mut app.connect());
        let settled = IssueSeed::new("C", "confirmed").due_on("2022-06-30").insert(&mut app.connect());
        let mut days = built_in["days"].clone();
        days.as_array_mut().unwrap().push(json!({ "date": "2022-06-30", "kind": "holiday", "name": "Ngày nghỉ của tỉnh" }));
        let put = |version| staff.request("PUT", "/settings/working-days/2022").if_match(version).json(json!({ "days": days }));
        put(3).await.refused(412, "version_stale");
        let edited = put(0).await.ok(200);
        assert_eq!((&edited["version"], &edited["edited"]), (&json!(1), &json!(true)));
        let moved = staff.get(&format!("/issues/{issue}")).await.ok(200);
        assert_eq!((&moved["due_on"], &moved["due_effective_on"]), (&json!("2022-06-30"), &json!("2022-07-01")));
        let kept = staff.get(&format!("/issues/{settled}")).await.ok(200);
        assert_eq!(kept["due_effective_on"], "2022-06-30", "what is settled keeps its last day");
        let wrong = json!({ "days": [{ "date": "2022-06-29", "kind": "working_day", "name": "Bù" }] });
        let problem = staff.request("PUT", "/settings/working-days/2022").if_match(1).json(wrong).await.refused(422, "validation_failed");
        assert_eq!(problem["fields"][0]["code"], "not_a_weekend");
        app.user("unit_staff@D").request("PUT", "/settings/working-days/2022").if_match(1).json(json!({ "days": [] })).await.refused(403, "role_not_allowed");
        staff.get("/settings/working-days/19").await.refused(404, "not_found");
        let later = staff.get("/settings/working-days/2041").await.ok(200);
        assert_eq!(later["provisional"], true);
    }

    async fn milestones_are_kept_by_the_owner(app: TestApp) {
        let office = app.user("unit_staff@C");
        let issue = in_progress(&app, form()).await;
        let path = format!("/issues/{}/milestones", id(&issue));
        let first = office.post(&path).json(json!({ "title": "Khảo sát 12 cơ sở", "due_on": "2022-05-14" })).await.ok(201);
        assert_eq!((&first["due_effective_on"], &first["overdue"]), (&json!("2022-05-16"), &json!(true)));
        office.post(&path).json(json!({ "title": "Ký cam kết", "due_on": "2022-06-10" })).await.ok(201);
        office.post(&path).json(json!({ "title": " ", "due_on": "2022-06-10" })).await.refused(422, "validation_failed");
        let one = format!("{path}/{}", first["id"].as_str().unwrap());
        let edited = office.patch(&one).if_match(1).json(json!({ "title": "Khảo sát toàn bộ cơ sở" })).await.ok(200);
        assert_eq!(edited["version"], 2);
        office.post(&format!("{one}/done")).if_match(2).json(json!({ "done_on": "2022-05-20" })).await.refused(422, "validation_failed");
        let done = office.post(&format!("{one}/done")).if_match(2).json(json!({})).await.ok(200);
        assert_eq!((&done["done_on"], &done["overdue"]), (&json!("2022-05-19"), &json!(false)));
        office.post(&format!("{one}/done")).if_match(3).json(json!({})).await.refused(409, "milestone_done");
        let seen = read(&office, &issue).await;
        assert_eq!((&seen["milestones_total"], &seen["milestones_done"]), (&json!(2), &json!(1)));
        app.user("unit_leader@D").delete(&one).if_match(3).await.refused(403, "not_the_owner");
        office.delete(&one).if_match(3).await.ok(204);
        assert_eq!(office.get(&path).await.ok(200)["total"], 1);
    }
}
