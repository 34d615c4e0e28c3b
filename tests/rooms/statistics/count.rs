use super::{collective, person, rows, whole};
use lamtheo_db::Db;
use lamtheo_tests::records::{RegistrationSeed, Subject};
use lamtheo_tests::{both_databases, world};
use serde_json::json;

/// 2021: B.1 2 of 2 verified, B2.1 1 reported, C 3 of 3 verified, H.1 (no member) 1 in progress.
/// 2022: B.1 1 in progress, B.2 submitted only.
fn fill(conn: &mut Db) {
    person(conn, "B.1", 2021, 2, "verified");
    person(conn, "B2.1", 2021, 1, "reported");
    person(conn, "H.1", 2021, 1, "in_progress");
    collective(conn, "C", 2021, 3, "verified");
    person(conn, "B.1", 2022, 1, "in_progress");
    RegistrationSeed::new(
        Subject::Person("B.2".to_owned()),
        "submitted",
        "unit_staff@C",
    )
    .insert(conn);
}

const ALL: &str = "registrations.subjects,pledges.registered,pledges.completed_declared,\
     pledges.completed_verified,pledges.completion_rate_declared,pledges.completion_rate_verified";

both_databases! {
    async fn the_whole_is_counted_from_records(app: TestApp) {
        fill(&mut app.connect());
        let province = app.user("province_staff@P");
        let year = whole(&province, &format!("measure={ALL}&year=2021")).await;
        assert_eq!(year, json!({
            "registrations.subjects": 4,
            "pledges.registered": 7,
            "pledges.completed_declared": 6,
            "pledges.completed_verified": 5,
            "pledges.completion_rate_declared": {"value": 85.71, "numerator": 6, "denominator": 7},
            "pledges.completion_rate_verified": {"value": 71.43, "numerator": 5, "denominator": 7},
        }));
        let range = whole(&province, "measure=registrations.subjects,pledges.registered&year=2021..2022").await;
        assert_eq!(range, json!({"registrations.subjects": 4, "pledges.registered": 8}));
    }

    async fn nothing_counted_is_no_rate(app: TestApp) {
        let province = app.user("province_staff@P");
        let question = "measure=pledges.completion_rate_verified&year=2021";
        let answer = province.get(&format!("/statistics?{question}")).await.ok(200);
        assert_eq!(answer["rows"], json!([{"pledges.completion_rate_verified":
            {"value": null, "numerator": 0, "denominator": 0}}]));
        assert_eq!(answer["computed_at"], json!(null));
    }

    async fn children_add_up_with_the_unit_itself_first(app: TestApp) {
        fill(&mut app.connect());
        let staff = app.user("unit_staff@C");
        let rows = rows(&staff, "measure=pledges.registered&by=unit:children&year=2021").await;
        let expected = [("C", 3), ("B2", 1), ("B", 3)]
            .map(|(unit, pledges)| json!({"unit": world::unit(unit), "pledges.registered": pledges}));
        assert_eq!(rows, expected);
    }

    async fn a_child_without_records_stands_with_zero(app: TestApp) {
        fill(&mut app.connect());
        let staff = app.user("unit_staff@D");
        let answer = staff
            .get("/statistics?measure=pledges.registered&by=unit:children&by=year&year=2021..2022")
            .await
            .ok(200);
        let of = |unit: &str, year: i32| {
            answer["rows"].as_array().unwrap().iter()
                .find(|row| row["unit"] == json!(world::unit(unit)) && row["year"] == year)
                .map(|row| row["pledges.registered"].clone())
        };
        assert_eq!(of("C", 2021), Some(json!(7)));
        assert_eq!(of("C2", 2021), Some(json!(0)));
        assert_eq!(of("C", 2022), Some(json!(1)));
        assert_eq!(of("M", 2022), Some(json!(0)));
        assert_eq!(answer["names"][world::unit("C2").as_str()], "Đảng bộ xã Tân Lập");
        let own = app.user("unit_staff@C")
            .get("/statistics?measure=pledges.registered&by=unit:children&year=2021")
            .await
            .ok(200);
        assert_eq!(own["names"][world::unit("C").as_str()], "Đảng bộ xã Tân Hòa (trực tiếp)");
        assert_eq!(answer["columns"], json!([
            {"name": "unit", "kind": "dimension", "label": "Đơn vị trực thuộc", "unit": null},
            {"name": "year", "kind": "dimension", "label": "Năm", "unit": null},
            {"name": "pledges.registered", "kind": "measure",
             "label": "Số việc làm theo Bác đã đăng ký", "unit": "pledges"},
        ]));
    }

    async fn a_level_gathers_what_lies_below_it(app: TestApp) {
        fill(&mut app.connect());
        let province = app.user("province_staff@P");
        let rows = rows(&province, "measure=pledges.registered&by=unit:level(grassroots)&year=2021").await;
        let expected = [("C", 7), ("C2", 0)]
            .map(|(unit, pledges)| json!({"unit": world::unit(unit), "pledges.registered": pledges}));
        assert_eq!(rows, expected);
    }

    async fn memberships_are_told_apart_and_collectives_have_none(app: TestApp) {
        fill(&mut app.connect());
        let province = app.user("province_staff@P");
        let question = "measure=pledges.completion_rate_verified&by=subject_kind,membership&year=2021";
        let rate = |value: f64, numerator: i32, denominator: i32| {
            let whole = value.fract() == 0.0;
            let value = if whole { json!(value as i64) } else { json!(value) };
            json!({"value": value, "numerator": numerator, "denominator": denominator})
        };
        assert_eq!(rows(&province, question).await, [
            json!({"subject_kind": "collective", "membership": null,
                   "pledges.completion_rate_verified": rate(100.0, 3, 3)}),
            json!({"subject_kind": "individual", "membership": "party_member",
                   "pledges.completion_rate_verified": rate(66.67, 2, 3)}),
            json!({"subject_kind": "individual", "membership": "non_member",
                   "pledges.completion_rate_verified": rate(0.0, 0, 1)}),
        ]);
        let members = whole(&province, "measure=pledges.registered&membership=party_member&year=2021").await;
        assert_eq!(members["pledges.registered"], 3);
    }

    async fn an_unchanged_answer_is_304_and_a_change_is_not(app: TestApp) {
        use lamtheo_db::schema::pledges;
        use diesel::prelude::*;
        fill(&mut app.connect());
        let province = app.user("province_staff@P");
        let path = "/statistics?measure=pledges.completed_verified&year=2021";
        let first = province.get(path).await;
        first.ok(200);
        assert_eq!(first.header("cache-control"), Some("private, no-cache"));
        let etag = first.header("etag").expect("an ETag").to_owned();
        let again = province.get(path).header("if-none-match", &etag).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
        assert_eq!(again.header("etag"), Some(etag.as_str()));

        diesel::update(pledges::table.filter(pledges::status.eq("reported")))
            .set((pledges::status.eq("verified"), pledges::verified_result.eq("completed")))
            .execute(&mut app.connect())
            .expect("one more verified");
        let changed = province.get(path).header("if-none-match", &etag).await.ok(200);
        assert_eq!(changed["rows"][0]["pledges.completed_verified"], 6);
    }

    async fn the_question_as_a_body_gives_the_same_answer(app: TestApp) {
        fill(&mut app.connect());
        let province = app.user("province_staff@P");
        let by_query = province
            .get("/statistics?measure=pledges.registered&by=unit:children,year&year=2021..2022&field=other,economy_livelihood")
            .await
            .ok(200);
        let by_body = province
            .post("/statistics")
            .json(json!({
                "measure": ["pledges.registered"], "by": ["unit:children", "year"],
                "year": "2021..2022", "field": ["other", "economy_livelihood"],
            }))
            .await
            .ok(200);
        assert_eq!(by_query, by_body);
    }

    async fn coverage_is_the_obliged_who_registered(app: TestApp) {
        fill(&mut app.connect());
        let secretary = app.user("branch_secretary@B");
        let row = whole(&secretary, "measure=registrations.coverage&year=2021&subject_kind=individual").await;
        let rate = &row["registrations.coverage"];
        // B.1 and B.2 and the four accounts of the chi bộ; those of H are no members.
        assert_eq!((&rate["numerator"], &rate["denominator"]), (&json!(1), &json!(6)));
        let both = whole(&secretary, "measure=registrations.coverage&year=2021").await;
        assert_eq!(both["registrations.coverage"]["denominator"], 7);
    }

    async fn the_catalogue_defines_every_measure(app: TestApp) {
        let catalogue = app.user("member@B").get("/statistics/catalogue").await.ok(200);
        let measures = catalogue["measures"].as_array().unwrap();
        assert_eq!(measures.len(), 14);
        assert!(measures.iter().all(|m| m["definition"].as_str().is_some_and(|d| d.len() > 40)));
        assert_eq!(catalogue["dimensions"].as_array().unwrap().len(), 11);
    }
}
