use lamtheo_tests::both_databases;

both_databases! {
    async fn every_code_has_its_words(app: TestApp) {
        app.anonymous().get("/code-lists").await.refused(401, "unauthenticated");
        let user = app.user("member@B");
        let lists = user.get("/code-lists").await.ok(200);
        assert_eq!(lists["total"].as_u64().unwrap() as usize, lists["items"].as_array().unwrap().len());
        let status = user.get("/code-lists/pledge.status").await.ok(200);
        assert_eq!(status["name"], "pledge.status");
        let verified = status["entries"].as_array().unwrap().iter().find(|e| e["code"] == "verified").unwrap();
        assert_eq!(verified["short"], "Đã xác nhận");
        user.get("/code-lists/colours").await.refused(404, "not_found");
    }
}
