use super::*;
use lamtheo_tests::both_databases;

both_databases! {
    async fn nothing_leaves_draft_without_who_what_and_when(app: TestApp) {
        let office = app.user("unit_staff@C");
        for (field, code) in [
            ("title", "title_required"),
            ("content", "content_required"),
            ("responsible_person_id", "responsible_required"),
            ("due_on", "deadline_required"),
        ] {
            let mut form = form();
            form.as_object_mut().unwrap().remove(field);
            let draft = drafted(&office, form).await;
            let problem = act(&office, &draft, "submit", json!({})).await.refused(422, code);
            assert_eq!(problem["fields"][0]["pointer"], format!("/{field}"));
            assert_eq!(problem["fields"][0]["code"], code);
        }
        let mut form = form();
        form.as_object_mut().unwrap().remove("owning_unit_id");
        office.post("/issues").json(form).await.refused(422, "owning_unit_required");
    }

    async fn what_was_sent_back_keeps_its_who_and_its_when(app: TestApp) {
        let (office, above) = (app.user("unit_staff@C"), app.user("unit_leader@D"));
        let draft = drafted(&office, form()).await;
        let sent = act(&office, &draft, "submit", json!({})).await.ok(200);
        let back = act(&above, &sent, "return", json!({ "comment": "Bổ sung căn cứ" })).await.ok(200);
        patch(&office, &back, json!({ "due_on": null })).await.refused(422, "deadline_required");
        patch(&office, &back, json!({ "responsible_person_id": null })).await.refused(422, "responsible_required");
        assert_eq!(read(&office, &back).await["version"], back["version"]);
    }

    async fn nobody_steps_aside_while_the_own_report_waits(app: TestApp) {
        let office = app.user("unit_staff@C");
        let issue = in_progress(&app, form()).await;
        let reported = act(&office, &issue, "report-resolved", resolved()).await.ok(200);
        let other = json!({ "responsible_person_id": world::person("unit_leader@C") });
        patch(&office, &reported, other).await.refused(409, "report_pending");
    }

    async fn everything_missing_is_told_at_once(app: TestApp) {
        let office = app.user("unit_staff@C");
        let bare = json!({ "owning_unit_id": world::unit("C"), "kind": "case", "field": "other" });
        let draft = drafted(&office, bare).await;
        let problem = act(&office, &draft, "submit", json!({})).await.refused(422, "title_required");
        assert_eq!(problem["fields"].as_array().unwrap().len(), 4);
    }

    async fn who_answers_is_somebody_of_the_province_and_fields_are_known(app: TestApp) {
        let office = app.user("unit_staff@C");
        for person in ["X.1", "F.1"] {
            let mut form = form();
            form["responsible_person_id"] = json!(world::person(person));
            let problem = office.post("/issues").json(form).await.refused(422, "validation_failed");
            assert_eq!(problem["fields"][0]["code"], "unknown_person", "{person}");
        }
        let mut elsewhere = form();
        elsewhere["responsible_person_id"] = json!(world::person("unit_leader@D2"));
        let draft = drafted(&office, elsewhere).await;
        assert_eq!(draft["responsible_position"], "Phó Bí thư", "the roll's position is frozen");
        let mut unknown = form();
        unknown["field"] = json!("magic");
        let problem = office.post("/issues").json(unknown).await.refused(422, "validation_failed");
        assert_eq!(problem["fields"][0]["pointer"], "/field");
        let mut helpers = form();
        helpers["coordinating_unit_ids"] = json!([world::unit("C"), world::unit("X2")]);
        let problem = office.post("/issues").json(helpers).await.refused(422, "validation_failed");
        assert_eq!(problem["fields"][0]["code"], "is_owner");
        assert_eq!(problem["fields"][1]["code"], "unknown_unit");
    }
}
