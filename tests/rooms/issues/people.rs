use super::*;
use diesel::prelude::*;
use lamtheo_db::schema::{memberships, units};
use lamtheo_tests::issues::IssueSeed;
use lamtheo_tests::{both_databases, time};

fn leaves(app: &TestApp, person: &str) {
    diesel::update(
        memberships::table
            .filter(memberships::person_id.eq(world::person(person)))
            .filter(memberships::valid_to.is_null()),
    )
    .set(memberships::valid_to.eq(time::day("2022-05-18")))
    .execute(&mut app.connect())
    .unwrap();
}

both_databases! {
    async fn when_who_answers_moves_the_issue_asks_for_another(app: TestApp) {
        let (office, above) = (app.user("unit_staff@C"), app.user("unit_leader@D"));
        let issue = in_progress(&app, form()).await;
        assert_eq!(above.get("/issues?no_owner=true").await.ok(200)["total"], 0);
        leaves(&app, "C.1");
        let seen = read(&above, &issue).await;
        assert_eq!((&seen["responsible_missing"], &seen["responsible_person_id"], &seen["responsible_name"]), (&json!(true), &Value::Null, &Value::Null));
        assert!(seen["warnings"].as_array().unwrap().iter().any(|w| w["code"] == "responsible_missing"));
        let list = above.get("/issues?no_owner=true").await.ok(200);
        assert_eq!((&list["total"], &list["items"][0]["id"]), (&json!(1), &issue["id"]));

        let named = patch(&office, &issue, json!({ "responsible_person_id": world::person("C.2"), "reason": "Người cũ chuyển công tác" })).await.ok(200);
        assert_eq!(named["responsible_missing"], false);
        assert_eq!(above.get("/issues?no_owner=true").await.ok(200)["total"], 0);
        let timeline = above.get(&format!("/issues/{}/timeline", id(&issue))).await.ok(200);
        let people: Vec<&Value> = timeline["items"].as_array().unwrap().iter().filter(|i| i["what"] == "responsible").map(|i| &i["person_id"]).collect();
        assert_eq!(people, [&json!(world::person("C.1")), &json!(world::person("C.2"))], "history keeps the old one");
    }

    async fn when_the_unit_ends_nobody_answers_any_more(app: TestApp) {
        let issue = IssueSeed::new("B2", "in_progress").insert(&mut app.connect());
        diesel::update(units::table.find(world::unit("B2"))).set(units::valid_to.eq(time::day("2022-05-01"))).execute(&mut app.connect()).unwrap();
        let above = app.user("unit_leader@C");
        let list = above.get("/issues?no_owner=true").await.ok(200);
        assert_eq!((&list["total"], &list["items"][0]["id"]), (&json!(1), &json!(issue)));
    }

    async fn a_draft_whose_person_left_is_not_handed_in(app: TestApp) {
        let office = app.user("unit_staff@C");
        let draft = drafted(&office, form()).await;
        leaves(&app, "C.1");
        act(&office, &draft, "submit", json!({})).await.refused(422, "responsible_required");
    }
}
