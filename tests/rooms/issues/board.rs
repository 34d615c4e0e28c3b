use super::*;
use lamtheo_tests::both_databases;
use lamtheo_tests::issues::IssueSeed;

both_databases! {
    async fn a_leader_sees_what_is_late_and_where(app: TestApp) {
        let mut conn = app.connect();
        for (unit, status, due, mark) in [
            ("C", "in_progress", "2022-05-12", "a"),
            ("B", "sent_back", "2022-04-20", "b"),
            ("C", "confirmed", "2022-05-10", "c"),
            ("C2", "reported_resolved", "2022-06-30", "d"),
            ("D", "registered", "2022-06-30", "e"),
            ("D2", "in_progress", "2022-05-12", "f"),
        ] {
            IssueSeed::new(unit, status).due_on(due).mark(mark).insert(&mut conn);
        }
        IssueSeed::new("C", "in_progress").kind("breakthrough").due_on("2022-05-12").mark("g").insert(&mut conn);
        // Late since last year: counted as late now, not among those of this year.
        IssueSeed::new("C", "in_progress").year(2021).due_on("2021-12-15").mark("h").insert(&mut conn);
        let late = app.user("unit_leader@D").get("/issues/late").await.ok(200);
        assert_eq!(late["unit_id"], json!(world::unit("D")));
        assert_eq!((&late["total"]["registered"], &late["total"]["overdue"]), (&json!(5), &json!(2)));
        assert_eq!(late["total"]["on_time"], json!({ "value": 33.33, "numerator": 1, "denominator": 3 }));
        assert_eq!(late["total"]["completion"], json!({ "value": 20, "numerator": 1, "denominator": 5 }));
        assert_eq!(late["total"]["completion_declared"]["numerator"], 2);
        assert_eq!((&late["by_unit"][0]["key"], &late["by_unit"][0]["overdue"]), (&json!(world::unit("C")), &json!(2)));
        assert_eq!(late["by_unit"].as_array().unwrap().len(), 3, "C with B below it, C2, D itself");
        assert_eq!(late["by_field"][0]["key"], "environment_disaster");
        assert_eq!((&late["total"]["late_now"], &late["by_unit"][0]["late_now"]), (&json!(3), &json!(3)));
        assert_eq!(late["by_field"][0]["late_now"], 3);
        assert_eq!((&late["oldest"][0]["due_on"], &late["oldest"][1]["due_on"]), (&json!("2021-12-15"), &json!("2022-04-20")));
        assert_eq!(late["oldest"][1]["responsible_person_id"], json!(world::person("B.1")));
        assert_eq!(late["oldest"].as_array().unwrap().len(), 3, "those that late_now counts");
        let member = app.user("member@B").get(&format!("/issues/late?unit={}", world::unit("D"))).await;
        member.refused(404, "not_found");
    }

    async fn the_board_counts_by_state(app: TestApp) {
        let mut conn = app.connect();
        IssueSeed::new("C", "in_progress").mark("1").insert(&mut conn);
        IssueSeed::new("C", "in_progress").mark("2").due_on("2022-06-01").insert(&mut conn);
        IssueSeed::new("C", "submitted").insert(&mut conn);
        let board = app.user("unit_leader@D").get("/issues/board?year=2022").await.ok(200);
        let columns = board["columns"].as_array().unwrap();
        assert_eq!(columns.len(), 10);
        let running = columns.iter().find(|c| c["status"] == "in_progress").unwrap();
        assert_eq!((&running["total"], &running["items"][0]["due_on"]), (&json!(2), &json!("2022-06-01")));
        assert_eq!(running["label"], "Đang giải quyết");
    }

    async fn the_calendar_shows_deadlines_and_days_off(app: TestApp) {
        IssueSeed::new("C", "in_progress").due_on("2022-06-01").insert(&mut app.connect());
        let office = app.user("unit_staff@C");
        let view = office.get("/issues/calendar?from=2022-05-30&to=2022-06-05").await.ok(200);
        let days = view["days"].as_array().unwrap();
        assert_eq!(days.len(), 3, "one deadline, two days off");
        assert_eq!((&days[0]["date"], &days[0]["issues"][0]["status"]), (&json!("2022-06-01"), &json!("in_progress")));
        assert_eq!((&days[1]["working_day"], &days[1]["date"]), (&json!(false), &json!("2022-06-04")));
        office.get("/issues/calendar?from=2022-05-30&to=2022-09-05").await.refused(422, "validation_failed");
    }
}
