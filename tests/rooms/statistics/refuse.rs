use super::rows;
use lamtheo_tests::both_databases;
use serde_json::json;

both_databases! {
    async fn what_is_not_understood_is_named(app: TestApp) {
        let staff = app.user("unit_staff@C");
        let cases = [
            ("", "measure", "required"),
            ("measure=pledges.magic", "measure", "unknown_measure"),
            ("measure=study.studied", "measure", "unknown_measure"),
            ("measure=pledges.registered&by=quarter", "by", "unknown_dimension"),
            ("measure=pledges.registered&by=unit:level(magic)", "by", "unknown_dimension"),
            ("measure=pledges.registered&by=unit:children,unit:level(branch)", "by", "two_unit_dimensions"),
            ("measure=registrations.subjects&by=field", "by", "dimension_not_applicable"),
            ("measure=registrations.coverage&by=status", "by", "dimension_not_applicable"),
            ("measure=pledges.registered&by=field&basis=reported", "by", "dimension_not_reported"),
            ("measure=pledges.registered&year=2022..2021", "year", "invalid_year"),
            ("measure=pledges.registered&year=abc", "year", "invalid_year"),
            ("measure=pledges.registered&year=2000..2100", "year", "too_long"),
            ("measure=pledges.registered&unit=abc", "unit", "invalid_id"),
            ("measure=pledges.registered&tree=old", "tree", "unknown_code"),
            ("measure=pledges.registered&basis=both", "basis", "unknown_code"),
            ("measure=pledges.registered&status=magic", "status", "unknown_code"),
            ("measure=pledges.registered&order=x", "order", "unknown_parameter"),
            ("measure=pledges.registered%00", "measure", "forbidden_character"),
        ];
        for (question, name, code) in cases {
            let problem = staff.get(&format!("/statistics?{question}")).await.refused(422, "validation_failed");
            let field = &problem["fields"][0];
            let found = (field["pointer"].as_str().unwrap().trim_start_matches('/'), field["code"].as_str().unwrap());
            assert_eq!(found, (name, code), "{question}: {problem}");
        }
        staff.post("/statistics").json(json!({"measure": ["pledges.registered"], "magic": 1}))
            .await.refused(422, "validation_failed");
        staff.post("/statistics").json(json!({"measure": "pledges.registered"}))
            .await.refused(422, "validation_failed");
    }

    async fn a_year_without_programme_counts_nothing(app: TestApp) {
        let staff = app.user("unit_staff@C");
        let rows = rows(&staff, "measure=pledges.registered&by=year&year=2030").await;
        assert!(rows.is_empty());
    }
}
