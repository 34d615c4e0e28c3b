use super::{collective, rows, whole};
use lamtheo_tests::{Actor, both_databases, world};
use serde_json::{Value, json};

async fn report(
    staff: &Actor,
    metric: &str,
    years: (i32, i32),
    value: Value,
    unit_of_measure: &str,
) {
    staff
        .post("/figures")
        .json(json!({
            "unit_id": world::unit("P"), "metric": metric, "year_from": years.0, "year_to": years.1,
            "value": value, "unit_of_measure": unit_of_measure, "source": "Báo cáo sơ kết",
        }))
        .await
        .ok(201);
}

both_databases! {
    async fn reported_values_stand_where_they_were_published(app: TestApp) {
        // What the records say stays out of it.
        collective(&mut app.connect(), "C", 2021, 3, "verified");
        let staff = app.user("province_staff@P");
        report(&staff, "deeds_registered.collective", (2021, 2022), json!(13469), "deeds").await;
        report(&staff, "deeds_registered.individual", (2021, 2022), json!(259_409), "deeds").await;
        report(&staff, "deed_completion_rate.collective", (2021, 2021), json!(96.6), "percent").await;
        report(&staff, "deed_completion_rate.party_member", (2021, 2021), json!(98.3), "percent").await;

        let kinds = rows(&staff, "measure=pledges.registered&by=subject_kind&year=2021..2022&basis=reported").await;
        assert_eq!(kinds, [
            json!({"subject_kind": "collective", "pledges.registered": 13469}),
            json!({"subject_kind": "individual", "pledges.registered": 259_409}),
        ]);
        let rates = rows(&staff, "measure=pledges.completion_rate_verified&by=membership,year&year=2021&basis=reported").await;
        let rate = |value: f64| json!({"value": value, "numerator": null, "denominator": null});
        assert_eq!(rates, [
            json!({"membership": "party_member", "year": 2021, "pledges.completion_rate_verified": rate(98.3)}),
            json!({"membership": null, "year": 2021, "pledges.completion_rate_verified": rate(96.6)}),
        ]);
        let both = whole(&staff, "measure=pledges.registered&year=2021..2022&basis=reported").await;
        assert_eq!(both["pledges.registered"], 272_878);
    }

    async fn a_rate_of_a_part_is_no_rate_of_the_whole(app: TestApp) {
        let staff = app.user("province_staff@P");
        report(&staff, "deed_completion_rate.collective", (2021, 2021), json!(96.6), "percent").await;
        let answer = staff
            .get("/statistics?measure=pledges.completion_rate_verified,pledges.registered&year=2021&basis=reported")
            .await
            .ok(200);
        assert_eq!(answer["rows"], json!([{
            "pledges.completion_rate_verified": {"value": null, "numerator": null, "denominator": null},
            "pledges.registered": null,
        }]));
        assert_eq!(answer["figures"], json!([]));
        assert_eq!(answer["basis"], "reported");
    }
}
