use lamtheo_tests::both_databases;
use lamtheo_tests::programme::policy_document;
use serde_json::json;

both_databases! {
    async fn everyone_finds_the_documents(app: TestApp) {
        let member = app.user("member@B");
        let all = member.get("/policy-documents").await.ok(200);
        assert_eq!(all["items"][0]["number"], "01-KL/TW");
        assert_eq!(all["items"][0]["allowed_actions"], json!([]));
        assert_eq!(member.get("/policy-documents?q=ket%20luan&kind=conclusion").await.ok(200)["total"], 1);
        assert_eq!(member.get("/policy-documents?kind=directive").await.ok(200)["total"], 0);
        let one = member.get(&format!("/policy-documents/{}", policy_document())).await.ok(200);
        assert_eq!(one["issuer"], "Bộ Chính trị");
    }

    async fn province_staff_enter_and_correct_them(app: TestApp) {
        let staff = app.user("province_staff@P");
        let plan = json!({
            "number": "42-KH/TU", "kind": "plan", "title": "Kế hoạch thực hiện Kết luận số 01-KL/TW",
            "issuer": "Tỉnh ủy Bình Lâm", "issued_on": "2021-08-02",
        });
        app.user("unit_staff@P").post("/policy-documents").json(plan.clone()).await.refused(403, "role_not_allowed");
        let reply = staff.post("/policy-documents").json(plan.clone()).await;
        let id = reply.ok(201)["id"].as_str().unwrap().to_owned();
        let path = format!("/policy-documents/{id}");
        assert_eq!(reply.header("location"), Some(format!("/api/v1{path}").as_str()));
        let ended = staff.patch(&path).if_match(1).json(json!({"ended_on": "2025-12-31"})).await.ok(200);
        assert_eq!(ended["ended_on"], "2025-12-31");
        let open = staff.patch(&path).if_match(2).json(json!({"ended_on": null, "title": "Kế hoạch mới"})).await.ok(200);
        assert_eq!(open["ended_on"], json!(null));
        assert_eq!(open["title"], "Kế hoạch mới");
        staff.patch(&path).if_match(2).json(json!({"title": "Khác"})).await.refused(412, "version_stale");
        let early = staff.patch(&path).if_match(3).json(json!({"ended_on": "2020-01-01"})).await;
        assert_eq!(early.refused(422, "validation_failed")["fields"][0]["pointer"], "/ended_on");
        let mut empty = plan;
        empty["title"] = json!(" ");
        empty["number"] = json!("");
        let refused = staff.post("/policy-documents").json(empty).await.refused(422, "validation_failed");
        assert_eq!(refused["fields"].as_array().unwrap().len(), 2);
    }
}
