use lamtheo_tests::both_databases;

both_databases! {
    async fn anybody_reads_the_business_date(app: TestApp) {
        let system = app.anonymous().get("/system").await.ok(200);
        assert_eq!(system["environment"], "demo");
        assert_eq!(system["business_date"], "2022-05-19");
    }

    async fn an_unknown_path_is_a_problem(app: TestApp) {
        app.anonymous().get("/no-such-thing").await.refused(404, "unknown_route");
    }

    async fn the_service_is_alive_and_ready(app: TestApp) {
        app.anonymous().get("/livez").await.ok(200);
        app.anonymous().get("/readyz").await.ok(200);
    }
}
