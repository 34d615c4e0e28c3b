use super::*;
use lamtheo_tests::both_databases;

both_databases! {
    async fn a_draft_may_be_unfinished_and_is_checked_when_handed_in(app: TestApp) {
        let member = app.user("member@B");
        let mut form = form_of("member@B");
        form["pledges"][0]["measure"] = json!("");
        let draft = drafted(&member, form).await;
        let problem = act(&member, &draft, "submit", json!({})).await.refused(422, "validation_failed");
        assert_eq!(problem["fields"][0]["pointer"], "/pledges/0/measure");

        let mut finished = pledge();
        finished["id"] = draft["pledges"][0]["id"].clone();
        let path = format!("/registrations/{}", draft["id"].as_str().unwrap());
        let edited = member.patch(&path).if_match(1).json(json!({ "pledges": [finished, pledge(), pledge()] })).await.ok(200);
        assert_eq!(edited["pledges"][0]["id"], draft["pledges"][0]["id"], "a pledge with its id stays the same");
        let codes: Vec<_> = edited["warnings"].as_array().unwrap().iter().map(|w| w["code"].as_str().unwrap()).collect();
        assert!(codes.contains(&"over_limit") && codes.contains(&"duplicate_pledge"), "{codes:?}");
        act(&member, &edited, "submit", json!({})).await.ok(200);
    }

    async fn a_subject_has_one_registration_a_year(app: TestApp) {
        let member = app.user("member@B");
        drafted(&member, form_of("member@B")).await;
        member.post("/registrations").json(form_of("member@B")).await.refused(409, "registration_exists");
        app.user("branch_secretary@B").post("/registrations").json(form_of("member@B")).await.refused(409, "registration_exists");
    }

    async fn years_that_are_closed_unknown_or_not_open_are_refused(app: TestApp) {
        let member = app.user("member@B");
        for (year, code) in [(2021, "programme_year_closed"), (2023, "programme_year_not_open"), (1999, "unknown_year")] {
            let mut form = form_of("member@B");
            form["year"] = json!(year);
            member.post("/registrations").json(form).await.refused(422, code);
        }
    }

    async fn more_pledges_than_the_maximum_are_refused(app: TestApp) {
        let mut form = form_of("member@B");
        form["pledges"] = json!(vec![pledge(); 6]);
        app.user("member@B").post("/registrations").json(form).await.refused(422, "too_many_pledges");
    }

    async fn bad_input_is_named_and_leaves_nothing(app: TestApp) {
        let member = app.user("member@B");
        let with = |name: &str, value: Value| { let mut form = form_of("member@B"); form["pledges"][0][name] = value; form };
        for (form, status, code) in [
            (with("content", json!("x\u{0000}")), 422, "validation_failed"),
            (with("content", json!("ho\u{0061}\u{0300}")), 422, "validation_failed"),
            (with("content", json!("Tài liệu TUYỆT MẬT về an ninh")), 422, "state_secret_mark"),
            (with("field", json!("no_such_field")), 422, "validation_failed"),
            (with("due_on", json!("2022-02-30")), 422, "validation_failed"),
            (with("due_on", json!("2023-02-01")), 422, "validation_failed"),
            (with("surprise", json!(1)), 422, "validation_failed"),
            (with("content", json!(12)), 422, "validation_failed"),
        ] {
            let shown = form.to_string();
            let reply = member.post("/registrations").json(form).await;
            assert_eq!(reply.status.as_u16(), status, "{shown}");
            assert_eq!(reply.json()["code"], code, "{shown}");
        }
        assert_eq!(member.get("/registrations?mine=true").await.ok(200)["total"], 0);
        member.get("/registrations?surprise=1").await.refused(422, "validation_failed");
        member.get("/registrations?per_page=500").await.refused(422, "validation_failed");
        member.get("/registrations?sort=colour").await.refused(422, "validation_failed");
        member.get("/registrations?status=lost").await.refused(422, "validation_failed");
        member.post("/registrations").bytes("application/json", "{").await.refused(400, "json_syntax");
        member.post("/registrations").bytes("text/plain", "x").await.refused(415, "json_expected");
        let large = format!("{{\"x\":\"{}\"}}", "a".repeat(2 * 1024 * 1024));
        member.post("/registrations").bytes("application/json", large).await.refused(413, "body_too_large");
    }

    async fn entry_on_behalf_is_marked(app: TestApp) {
        let secretary = app.user("branch_secretary@B");
        let mut form = form_of("B.1");
        form["paper_signed"] = json!(true);
        let draft = drafted(&secretary, form).await;
        assert_eq!((&draft["on_behalf"], &draft["paper_signed"]), (&json!(true), &json!(true)));
        app.user("member@B").post("/registrations").json(form_of("B.2")).await.refused(403, "not_the_writer");
        app.user("branch_secretary@B2").post("/registrations").json(form_of("B.2")).await.refused(404, "not_found");
    }

    async fn handing_in_after_the_window_is_marked_late(app: TestApp) {
        use diesel::prelude::*;
        use lamtheo_db::schema::programme_years as py;
        let mut conn = app.connect();
        diesel::update(py::table.filter(py::year.eq(2022)))
            .set(py::registration_closes_on.eq(lamtheo_tests::time::day("2022-03-31")))
            .execute(&mut conn)
            .unwrap();
        let late = handed_in(&app.user("member@B"), form_of("member@B")).await;
        assert_eq!(late["late"], true);
    }

    async fn a_field_of_the_provinces_own_may_be_named_while_it_is_in_use(app: TestApp) {
        let (staff, office) = (app.user("province_staff@P"), app.user("branch_secretary@B"));
        let mut form = form_of("member@B");
        form["pledges"][0]["field"] = json!("craft_villages");
        let problem = office.post("/registrations").json(form.clone()).await.refused(422, "validation_failed");
        assert_eq!(problem["fields"][0]["pointer"], "/pledges/0/field");
        let added = json!({"code": "craft_villages", "label": "Làng nghề"});
        let entry = staff.post("/code-lists/field/entries").json(added).await.ok(201);
        let draft = office.post("/registrations").json(form.clone()).await.ok(201);
        assert_eq!(office.get("/pledges?field=craft_villages").await.ok(200)["total"], 1);
        let version = entry["version"].as_i64().unwrap();
        staff.patch("/code-lists/field/entries/craft_villages").if_match(version).json(json!({"active": false})).await.ok(200);
        form["person_id"] = json!(lamtheo_tests::world::person("B.1"));
        office.post("/registrations").json(form.clone()).await.refused(422, "validation_failed");
        // What has the field already keeps it.
        let id = draft["id"].as_str().unwrap();
        let pledges = json!({"pledges": form["pledges"]});
        let kept = office.patch(&format!("/registrations/{id}")).if_match(draft["version"].as_i64().unwrap()).json(pledges).await.ok(200);
        act(&office, &kept, "submit", json!({})).await.ok(200);
    }
}
