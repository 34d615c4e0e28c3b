use super::{rows, whole};
use lamtheo_db::Db;
use lamtheo_tests::issues::IssueSeed;
use lamtheo_tests::{both_databases, world};
use serde_json::json;

/// C: confirmed in time, confirmed late, late and open, reported; B: carried over
/// late from 2021, of which it was confirmed in time once more; D2: one open.
fn fill(conn: &mut Db) {
    IssueSeed::new("C", "confirmed")
        .due_on("2022-05-10")
        .confirmed_on("2022-05-10")
        .mark("in time")
        .insert(conn);
    IssueSeed::new("C", "confirmed")
        .due_on("2022-05-09")
        .confirmed_on("2022-05-10")
        .mark("late")
        .insert(conn);
    IssueSeed::new("C", "in_progress")
        .due_on("2022-05-18")
        .insert(conn);
    IssueSeed::new("C", "reported_resolved").insert(conn);
    IssueSeed::new("C", "submitted").insert(conn);
    IssueSeed::new("C", "in_progress")
        .kind("breakthrough")
        .mark("apart")
        .insert(conn);
    IssueSeed::new("B", "carried_over")
        .year(2021)
        .due_on("2021-12-15")
        .insert(conn);
    IssueSeed::new("B", "confirmed")
        .year(2021)
        .due_on("2021-12-15")
        .confirmed_on("2021-12-15")
        .insert(conn);
    IssueSeed::new("D2", "registered").insert(conn);
}

const ALL: &str = "issues.registered,issues.resolved_declared,issues.confirmed,issues.overdue,\
     issues.completion_rate,issues.completion_rate_declared,issues.on_time_rate";

both_databases! {
    async fn issues_are_counted_with_what_is_late_in_the_rate(app: TestApp) {
        fill(&mut app.connect());
        let leader = app.user("unit_leader@D");
        let year = whole(&leader, &format!("measure={ALL}&year=2022")).await;
        assert_eq!(year, json!({
            "issues.registered": 4,
            "issues.resolved_declared": 3,
            "issues.confirmed": 2,
            "issues.overdue": 1,
            "issues.completion_rate": {"value": 50, "numerator": 2, "denominator": 4},
            "issues.completion_rate_declared": {"value": 75, "numerator": 3, "denominator": 4},
            "issues.on_time_rate": {"value": 33.33, "numerator": 1, "denominator": 3},
        }));
        let before = whole(&leader, &format!("measure={ALL}&year=2021")).await;
        assert_eq!(before["issues.on_time_rate"], json!({"value": 50, "numerator": 1, "denominator": 2}), "carrying over hides nothing");
        assert_eq!(before["issues.completion_rate"], json!({"value": 50, "numerator": 1, "denominator": 2}));
        assert_eq!(before["issues.overdue"], 0);
    }

    async fn what_was_handed_over_in_time_does_not_turn_late_afterwards(app: TestApp) {
        let mut conn = app.connect();
        // Carried over on 10 May; its last day, 16 May, has passed since.
        IssueSeed::new("C", "carried_over").year(2021).due_on("2022-05-16").insert(&mut conn);
        IssueSeed::new("C", "confirmed").year(2021).due_on("2021-12-15").confirmed_on("2021-12-15").insert(&mut conn);
        let leader = app.user("unit_leader@D");
        let year = whole(&leader, "measure=issues.on_time_rate&year=2021").await;
        assert_eq!(year["issues.on_time_rate"], json!({"value": 100, "numerator": 1, "denominator": 1}));
        let late = leader.get("/issues/late?year=2021").await.ok(200);
        assert_eq!(late["total"]["on_time"], json!({"value": 100, "numerator": 1, "denominator": 1}));
    }

    async fn reopening_lowers_the_rates(app: TestApp) {
        let confirmed = IssueSeed::new("C", "confirmed").due_on("2022-05-12").confirmed_on("2022-05-10").insert(&mut app.connect());
        let leader = app.user("unit_leader@D");
        let question = "measure=issues.on_time_rate,issues.completion_rate&year=2022";
        assert_eq!(whole(&leader, question).await["issues.on_time_rate"]["value"], 100);
        leader.post(&format!("/issues/{confirmed}/reopen")).if_match(1).json(json!({"comment": "Tái diễn"})).await.ok(200);
        let after = whole(&leader, question).await;
        assert_eq!(after["issues.on_time_rate"], json!({"value": 0, "numerator": 0, "denominator": 1}));
        assert_eq!(after["issues.completion_rate"]["value"], 0);
    }

    async fn by_unit_level_kind_field_month_and_state(app: TestApp) {
        fill(&mut app.connect());
        let province = app.user("province_staff@P");
        let by = |dimension: &str| format!("measure=issues.registered&by={dimension}&year=2022");
        let units = rows(&province, &by("unit:children")).await;
        for (unit, count) in [("D", 4), ("D2", 1)] {
            assert!(units.contains(&json!({"unit": world::unit(unit), "issues.registered": count})), "{units:?}");
        }
        assert_eq!(rows(&province, &by("registering_level")).await, [json!({"registering_level": "grassroots", "issues.registered": 5})]);
        assert_eq!(rows(&province, &by("field")).await, [json!({"field": "environment_disaster", "issues.registered": 5})]);
        assert_eq!(rows(&province, &by("month")).await, [json!({"month": "01", "issues.registered": 5})]);
        assert_eq!(rows(&province, &by("kind")).await, [json!({"kind": "pressing", "issues.registered": 5})]);
        let apart = whole(&province, "measure=issues.registered&year=2022&kind=breakthrough").await;
        assert_eq!(apart["issues.registered"], 1, "breakthrough content when asked for by name");
        let states = rows(&province, &by("status")).await;
        assert_eq!(states.len(), 4);
        let both = whole(&province, "measure=issues.registered,pledges.registered&year=2022").await;
        assert_eq!(both, json!({"issues.registered": 5, "pledges.registered": 0}));
        let mixed = province.get("/statistics?measure=issues.registered,pledges.registered&by=kind&year=2022").await;
        mixed.refused(422, "validation_failed");
    }

    async fn fields_that_the_province_added_or_renamed_are_named(app: TestApp) {
        fill(&mut app.connect());
        let staff = app.user("province_staff@P");
        let added = json!({"code": "craft_villages", "label": "Làng nghề"});
        staff.post("/code-lists/field/entries").json(added).await.ok(201);
        staff.patch("/code-lists/field/entries/environment_disaster").if_match(0).json(json!({"label": "Môi trường"})).await.ok(200);
        let query = "measure=issues.registered&by=field&year=2022";
        let reply = staff.get(&format!("/statistics?{query}")).await.ok(200);
        assert_eq!(reply["names"]["environment_disaster"], "Môi trường");
        let none = whole(&staff, "measure=issues.registered&year=2022&field=craft_villages").await;
        assert_eq!(none["issues.registered"], 0);
        for unknown in ["craft_village", "Magic", "x'y"] {
            let path = format!("/statistics?measure=issues.registered&year=2022&field={unknown}");
            let problem = staff.get(&path).await.refused(422, "validation_failed");
            assert_eq!(problem["fields"][0]["code"], "unknown_code", "{unknown}");
        }
        let late = app.user("unit_leader@D").get("/issues/late").await.ok(200);
        assert_eq!(late["by_field"][0]["name"], "Môi trường");
    }
}
