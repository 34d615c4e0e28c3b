use super::{person, rows, whole};
use diesel::prelude::*;
use lamtheo_db::schema::unit_names;
use lamtheo_tests::{both_databases, programme, world};
use serde_json::json;

both_databases! {
    async fn records_stand_where_their_unit_stood(app: TestApp) {
        // F stood below C until the end of 2020 and stands below X2 since.
        let conn = &mut app.connect();
        programme::add_year(conn, 2020, "closed").expect("a year");
        person(conn, "F.1", 2020, 2, "verified");
        person(conn, "F.1", 2021, 1, "verified");
        let here = app.user("unit_staff@C");
        let there = app.user("unit_leader@X2");
        let question = "measure=pledges.registered,registrations.subjects&year=2020..2021";
        let count = |pledges: i32, subjects: i32| {
            json!({"pledges.registered": pledges, "registrations.subjects": subjects})
        };
        assert_eq!(whole(&here, question).await, count(2, 1));
        assert_eq!(whole(&there, question).await, count(1, 1));
        let current = format!("{question}&tree=current");
        assert_eq!(whole(&here, &current).await, count(0, 0));
        assert_eq!(whole(&there, &current).await, count(3, 1));

        let by_unit = rows(&here, &format!("{question}&by=unit:children,year")).await;
        let moved = by_unit.iter().filter(|row| row["unit"] == json!(world::unit("F"))).collect::<Vec<_>>();
        assert_eq!(moved.len(), 1);
        assert_eq!((&moved[0]["year"], &moved[0]["pledges.registered"]), (&json!(2020), &json!(2)));
    }

    async fn a_subject_that_moves_is_one_subject_above(app: TestApp) {
        let conn = &mut app.connect();
        person(conn, "B.1", 2021, 1, "verified");
        person(conn, "B.1", 2022, 1, "in_progress");
        // The second year's registration was made in another chi bộ.
        diesel::sql_query(format!(
            "UPDATE registrations SET unit_id = '{}' WHERE year = 2022",
            world::unit("B2")
        ))
        .execute(conn)
        .expect("a move");
        let staff = app.user("unit_staff@C");
        let question = "measure=registrations.subjects&year=2021..2022";
        assert_eq!(whole(&staff, question).await["registrations.subjects"], 1);
        let rows = rows(&staff, &format!("{question}&by=unit:children")).await;
        let counts: Vec<_> = rows.iter().map(|row| row["registrations.subjects"].as_i64()).collect();
        assert_eq!(counts, [Some(1), Some(1)]);
    }

    async fn units_with_totals_only_are_named_as_missing(app: TestApp) {
        let conn = &mut app.connect();
        diesel::update(unit_names::table.filter(unit_names::unit_id.eq(world::unit("C2"))))
            .set(unit_names::reporting_mode.eq("aggregate_only"))
            .execute(conn)
            .expect("a unit with totals only");
        let answer = app
            .user("unit_staff@D")
            .get("/statistics?measure=pledges.registered&by=unit:children&year=2021")
            .await
            .ok(200);
        assert_eq!(answer["missing_units"], json!([{
            "id": world::unit("C2"), "name": "Đảng bộ xã Tân Lập", "reason": "aggregate_only",
        }]));
        let rows = answer["rows"].as_array().unwrap();
        assert!(rows.iter().all(|row| row["unit"] != json!(world::unit("C2"))));
    }
}
