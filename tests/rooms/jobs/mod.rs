//! The queue of jobs: claimed once, taken up again when its worker is gone.

mod failing;

use chrono::Duration;
use diesel::prelude::*;
use lamtheo_db::jobs::{self, Claimed};
use lamtheo_db::{Outcome, schema};
use lamtheo_domain::kernel::ids::JobId;
use lamtheo_tests::{TestApp, both_databases, world};
use serde_json::{Value, json};

const KINDS: &[&str] = &["trial"];

async fn begin(app: &TestApp, by: &'static str) -> JobId {
    let work = app.state().db.upkeep(move |conn, at| {
        jobs::enqueue(
            conn,
            at.now,
            ("trial", &json!({"n": 1})),
            Some(&world::user(by)),
        )
    });
    work.await.unwrap()
}

async fn claim(app: &TestApp, holder: &'static str) -> Option<Claimed> {
    let work = app
        .state()
        .db
        .upkeep(move |conn, at| jobs::claim(conn, at.now, holder, KINDS));
    work.await.unwrap()
}

async fn beat(app: &TestApp, job: &Claimed, done: i32) -> bool {
    let job = job.clone();
    let work = app
        .state()
        .db
        .upkeep(move |conn, at| jobs::beat(conn, at.now, &job, (done, Some(3))));
    work.await.unwrap()
}

async fn finish(app: &TestApp, job: &Claimed) {
    let job = job.clone();
    let work = app.state().db.upkeep(move |conn, at| -> Outcome<()> {
        jobs::finish(conn, at.now, &job, &json!({"made": 3}))
    });
    work.await.unwrap();
}

async fn seen(app: &TestApp, id: &JobId) -> Value {
    app.user("unit_staff@C")
        .get(&format!("/jobs/{id}"))
        .await
        .ok(200)
}

both_databases! {
    async fn a_job_is_claimed_once_and_taken_up_again(app: TestApp) {
        let id = begin(&app, "unit_staff@C").await;
        let first = claim(&app, "one").await.unwrap();
        assert_eq!((first.id.clone(), first.attempts), (id.clone(), 1));
        assert!(claim(&app, "two").await.is_none());

        app.clock().advance(Duration::seconds(50));
        assert!(beat(&app, &first, 1).await);
        app.clock().advance(Duration::seconds(50));
        assert!(claim(&app, "two").await.is_none(), "the lease was renewed");

        app.clock().advance(Duration::seconds(30));
        let second = claim(&app, "two").await.unwrap();
        assert_eq!(second.attempts, 2);
        assert!(!beat(&app, &first, 2).await, "the first has lost it");
        finish(&app, &first).await;
        assert_eq!(seen(&app, &id).await["status"], "running");
        assert!(beat(&app, &second, 3).await);
        finish(&app, &second).await;
        let done = seen(&app, &id).await;
        assert_eq!((&done["status"], &done["result"]["made"]), (&json!("done"), &json!(3)));
        assert_eq!(done["progress_done"], 3);
        assert_eq!(done["allowed_actions"], json!([]));
    }

    async fn a_job_that_fails_is_tried_again_and_given_up(app: TestApp) {
        let id = begin(&app, "unit_staff@C").await;
        for _ in 0..5 {
            app.clock().advance(Duration::minutes(10));
            let job = claim(&app, "one").await.unwrap();
            let work = app.state().db.upkeep(move |conn, at| jobs::fail(conn, at.now, &job, "broken", false));
            work.await.unwrap();
            assert!(claim(&app, "one").await.is_none(), "not at once");
        }
        let job = seen(&app, &id).await;
        assert_eq!((&job["status"], &job["error"]), (&json!("failed"), &json!("broken")));
    }

    async fn a_job_that_kills_its_worker_is_given_up(app: TestApp) {
        let id = begin(&app, "unit_staff@C").await;
        for attempt in 1..=5 {
            let job = claim(&app, "one").await.unwrap();
            assert_eq!(job.attempts, attempt);
            app.clock().advance(Duration::seconds(61));
        }
        assert!(claim(&app, "two").await.is_none(), "five workers died of it");
        let job = seen(&app, &id).await;
        assert_eq!((&job["status"], &job["error"]), (&json!("failed"), &json!("worker_lost")));
        assert!(job["error_title"].as_str().unwrap().starts_with("Công việc bị dừng giữa chừng"), "{job}");
        let next = begin(&app, "unit_staff@C").await;
        assert_eq!(claim(&app, "two").await.unwrap().id, next, "the next one is not held up");
    }

    async fn jobs_are_listed_to_who_began_them_and_to_administrators(app: TestApp) {
        let own = begin(&app, "unit_staff@C").await;
        begin(&app, "unit_leader@D2").await;
        let staff = app.user("unit_staff@C").get("/jobs").await.ok(200);
        assert_eq!((&staff["total"], &staff["items"][0]["id"]), (&json!(1), &json!(own)));
        let administrator = app.user("system_admin@P");
        assert_eq!(administrator.get("/jobs?status=queued&kind=trial").await.ok(200)["total"], 2);
        assert_eq!(administrator.get("/jobs?status=failed,done").await.ok(200)["total"], 0);
        administrator.get("/jobs?status=broken").await.refused(422, "validation_failed");
    }

    async fn a_cancelled_job_stops(app: TestApp) {
        let id = begin(&app, "unit_staff@C").await;
        let job = claim(&app, "one").await.unwrap();
        let version = seen(&app, &id).await["version"].as_i64().unwrap();
        let owner = app.user("unit_staff@C");
        let path = format!("/jobs/{id}/cancel");
        owner.post(&path).await.refused(428, "if_match_required");
        owner.post(&path).if_match(1).await.refused(412, "version_stale");
        assert_eq!(owner.post(&path).if_match(version).await.ok(200)["status"], "cancelled");
        owner.post(&path).if_match(version + 1).await.refused(409, "illegal_transition");
        assert!(!beat(&app, &job, 1).await);
        app.user("unit_leader@C").get(&format!("/jobs/{id}")).await.refused(404, "not_found");
    }

    async fn a_slot_of_the_schedule_is_taken_once(app: TestApp) {
        for (slot, taken) in [("2022-05-18", true), ("2022-05-19", true), ("2022-05-19", false)] {
            let work = app.state().db.upkeep(move |conn, at| {
                jobs::take_slot(conn, at.now, ("trial", slot), ("trial", &json!({})))
            });
            assert_eq!(work.await.unwrap().is_some(), taken, "{slot}");
        }
        let mut conn = app.connect();
        let before = jobs::slot_before(&mut conn, "trial", "2022-05-19").unwrap();
        assert_eq!(before.as_deref(), Some("2022-05-18"));
        let waiting: i64 = schema::jobs::table.count().get_result(&mut conn).unwrap();
        assert_eq!(waiting, 2);
    }
}
