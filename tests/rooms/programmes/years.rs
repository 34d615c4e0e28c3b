use lamtheo_tests::both_databases;
use lamtheo_tests::programme::{policy_document, programme_year};
use lamtheo_tests::records::{RegistrationSeed, Subject};
use serde_json::{Value, json};

fn windows_of_2024() -> Value {
    json!({
        "year": 2024, "topic": "Chuyên đề năm 2024", "policy_document_id": policy_document(),
        "registration_opens_on": "2024-01-02", "registration_closes_on": "2024-03-31",
        "mid_year_on": "2024-06-30", "report_opens_on": "2024-11-01",
        "year_end_on": "2024-12-15", "report_due_on": "2024-12-20",
    })
}

both_databases! {
    async fn a_year_is_prepared_opened_and_closed(app: TestApp) {
        let staff = app.user("province_staff@P");
        let created = staff.post("/programme-years").json(windows_of_2024()).await.ok(201);
        assert_eq!(created["status"], "draft");
        assert_eq!(created["pledge_limit"], 2);
        assert_eq!(created["policy_document_number"], "01-KL/TW");
        assert_eq!(created["allowed_actions"], json!(["edit", "open"]));
        let path = format!("/programme-years/{}", created["id"].as_str().unwrap());
        let edited = staff.patch(&path).if_match(1).json(json!({"pledge_maximum": 3, "evidence_required": true})).await.ok(200);
        assert_eq!(edited["pledge_maximum"], 3);
        staff.post(&format!("{path}/close")).if_match(2).await.refused(409, "illegal_transition");
        let opened = staff.post(&format!("{path}/open")).if_match(2).key("open-2024").await;
        assert_eq!(opened.ok(200)["status"], "open");
        let again = staff.post(&format!("{path}/open")).if_match(2).key("open-2024").await;
        assert_eq!(again.ok(200)["version"], 3);
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        let closed = staff.post(&format!("{path}/close")).if_match(3).await.ok(200);
        assert_eq!(closed["allowed_actions"], json!([]));
        let refused = staff.patch(&path).if_match(4).json(json!({"topic": "Khác"})).await;
        let problem = refused.refused(409, "illegal_transition");
        assert!(problem["detail"].as_str().unwrap().contains("Đã khép năm"), "{problem}");
    }

    async fn closing_a_year_closes_its_approved_registrations(app: TestApp) {
        let (approved, submitted) = {
            let mut conn = app.connect();
            let person = |key: &str| Subject::Person(key.to_owned());
            (
                RegistrationSeed::new(person("B.1"), "approved", "branch_secretary@B").insert(&mut conn),
                RegistrationSeed::new(person("B.2"), "submitted", "branch_secretary@B").insert(&mut conn),
            )
        };
        let staff = app.user("province_staff@P");
        let path = format!("/programme-years/{}/close", programme_year(2022));
        app.user("unit_leader@P").post(&path).if_match(1).await.refused(403, "role_not_allowed");
        staff.post(&path).if_match(1).await.ok(200);
        let secretary = app.user("branch_secretary@B");
        let closed = secretary.get(&format!("/registrations/{}", approved.registration)).await.ok(200);
        assert_eq!(closed["status"], "closed");
        assert_eq!(closed["version"], 2);
        let open = secretary.get(&format!("/registrations/{}", submitted.registration)).await.ok(200);
        assert_eq!(open["status"], "submitted");
    }

    async fn windows_and_limits_are_checked(app: TestApp) {
        let staff = app.user("province_staff@P");
        let mut wrong = windows_of_2024();
        wrong["registration_closes_on"] = json!("2023-12-31");
        wrong["pledge_limit"] = json!(9);
        let fields = staff.post("/programme-years").json(wrong).await.refused(422, "validation_failed");
        assert!(fields["fields"].as_array().unwrap().len() >= 2, "{fields}");
        let mut twice = windows_of_2024();
        for field in ["registration_opens_on", "registration_closes_on", "mid_year_on", "report_opens_on", "year_end_on", "report_due_on"] {
            let moved = twice[field].as_str().unwrap().replace("2024", "2022");
            twice[field] = json!(moved);
        }
        twice["year"] = json!(2022);
        staff.post("/programme-years").json(twice).await.refused(409, "programme_year_exists");
        let mut unknown = windows_of_2024();
        unknown["policy_document_id"] = json!(programme_year(2022));
        let fields = staff.post("/programme-years").json(unknown).await.refused(422, "validation_failed");
        assert_eq!(fields["fields"][0]["pointer"], "/policy_document_id");
    }

    async fn everyone_reads_the_years(app: TestApp) {
        let member = app.user("member@B");
        let years = member.get("/programme-years").await.ok(200);
        assert_eq!(years["items"][0]["year"], 2023);
        assert_eq!(years["total"], 3);
        assert_eq!(member.get("/programme-years?status=open,closed&year=2021,2022").await.ok(200)["total"], 2);
        let one = member.get(&format!("/programme-years/{}", programme_year(2022))).await;
        assert_eq!(one.ok(200)["allowed_actions"], json!([]));
        assert_eq!(one.header("etag"), Some("\"1\""));
        member.get("/programme-years?year=soon").await.refused(422, "validation_failed");
    }
}
