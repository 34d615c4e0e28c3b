use diesel::prelude::*;
use lamtheo_db::schema::audit_log;
use lamtheo_tests::{Actor, Backend, both_databases, world};
use serde_json::json;

/// Changes something, so that a row waits to be sealed.
async fn change_something(actor: &Actor) {
    let draft = json!({
        "year": 2022, "subject_kind": "individual",
        "person_id": world::person("member@B"), "unit_id": world::unit("B"),
    });
    actor.post("/registrations").json(draft).await.ok(201);
}

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

    async fn a_full_disk_under_the_embedded_database_is_named(app: TestApp) {
        let wary = app.beside(|settings| settings.readiness.least_free_percent = 101).await;
        let answer = wary.anonymous().get("/readyz").await;
        // PostgreSQL watches over its own disk.
        let expected: (u16, &[u8]) = match app.backend() {
            Backend::Sqlite => (503, b"disk_space_low\n"),
            Backend::Postgres => (200, b"ready\n"),
        };
        assert_eq!((answer.status.as_u16(), &answer.body[..]), expected);
    }

    async fn changes_that_wait_for_the_worker_are_named(app: TestApp) {
        change_something(&app.user("member@B")).await;
        let waiting = audit_log::table.count().get_result(&mut app.connect());
        assert_eq!(waiting, Ok(1_i64));
        app.anonymous().get("/readyz").await.ok(200);
        app.clock().advance(chrono::Duration::seconds(301));
        let answer = app.anonymous().get("/readyz").await;
        assert_eq!((answer.status.as_u16(), &answer.body[..]), (503, &b"queue_late\n"[..]));
        let patient = app.beside(|s| s.readiness.longest_wait = std::time::Duration::from_secs(302)).await;
        patient.anonymous().get("/readyz").await.ok(200);
        lamtheo_api::worker::seal(&app.state().db).await;
        assert_eq!(app.anonymous().get("/readyz").await.status.as_u16(), 503, "an event waits still");
        app.worker().work_off().await.unwrap();
        app.anonymous().get("/readyz").await.ok(200);
    }
}
