//! Reported figures: written by the province's staff, read over the subtree.

use lamtheo_tests::{both_databases, world};
use serde_json::{Value, json};

fn figure(unit: &str) -> Value {
    json!({
        "unit_id": world::unit(unit), "metric": "study_participation_rate", "year_from": 2016,
        "year_to": 2017, "value": 98.456, "qualifier": "gt", "unit_of_measure": "percent",
        "source": "Báo cáo sơ kết", "quote": "trên 98% đảng viên học tập",
    })
}

both_databases! {
    async fn the_province_writes_a_figure_down(app: TestApp) {
        let staff = app.user("province_staff@P");
        let reply = staff.post("/figures").json(figure("D")).await;
        let view = reply.ok(201);
        assert_eq!(view["value"], 98.46);
        assert_eq!(view["qualifier"], "gt");
        assert_eq!(view["kind"], "measured");
        assert_eq!(view["status"], "final");
        assert_eq!(view["metric_label"], "Tỷ lệ đảng viên học tập, quán triệt");
        let location = reply.header("location").expect("a location").to_owned();
        assert_eq!(reply.header("etag"), Some("\"1\""));
        assert_eq!(staff.get(&location).await.ok(200), view);
        staff.post("/figures").json(figure("D")).await.refused(409, "figure_exists");
    }

    async fn figures_are_read_over_the_subtree_and_of_outsiders_by_all(app: TestApp) {
        let staff = app.user("province_staff@P");
        let district = staff.post("/figures").json(figure("D")).await.ok(201);
        let outside = staff.post("/figures").json(figure("X")).await.ok(201);
        for (reader, figures) in [("unit_leader@D", 2), ("province_staff@P", 2), ("member@B", 1), ("unit_leader@D2", 1)] {
            let list = app.user(reader).get("/figures").await.ok(200);
            assert_eq!(list["total"], figures, "{reader}");
            let path = |view: &Value| format!("/figures/{}", view["id"].as_str().unwrap());
            app.user(reader).get(&path(&outside)).await.ok(200);
            if figures == 1 {
                app.user(reader).get(&path(&district)).await.refused(404, "not_found");
            }
        }
        app.user("system_admin@P").get("/figures").await.refused(403, "role_not_allowed");
    }

    async fn the_list_is_filtered_and_sorted(app: TestApp) {
        let staff = app.user("province_staff@P");
        for (unit, value) in [("D", 90.0), ("D2", 80.0), ("P", 85.0)] {
            let mut body = figure(unit);
            body["value"] = json!(value);
            staff.post("/figures").json(body).await.ok(201);
        }
        let list = staff.get("/figures?sort=-value&year=2017..2020&metric=study_participation_rate&kind=measured").await.ok(200);
        let values: Vec<_> = list["items"].as_array().unwrap().iter().map(|f| f["value"].clone()).collect();
        assert_eq!(values, [json!(90), json!(85), json!(80)]);
        let below = staff.get(&format!("/figures?unit={}", world::unit("D"))).await.ok(200);
        assert_eq!(below["total"], 1);
        assert_eq!(staff.get("/figures?year=2018").await.ok(200)["total"], 0);
        staff.get("/figures?sort=magic").await.refused(422, "validation_failed");
        staff.get("/figures?year=magic").await.refused(422, "validation_failed");
        staff.get("/figures?magic=1").await.refused(422, "validation_failed");
    }

    async fn bad_figures_and_foreign_units_are_refused(app: TestApp) {
        let staff = app.user("province_staff@P");
        let mut wrong = figure("D");
        wrong["value"] = json!(101);
        staff.post("/figures").json(wrong).await.refused(422, "validation_failed");
        staff.post("/figures").json(figure("X2")).await.refused(404, "not_found");
        app.user("unit_staff@D").post("/figures").json(figure("D")).await.refused(403, "role_not_allowed");
        let mut unknown = figure("D");
        unknown["magic"] = json!(1);
        staff.post("/figures").json(unknown).await.refused(422, "validation_failed");
        assert_eq!(staff.get("/figures").await.ok(200)["total"], 0);
    }
}
