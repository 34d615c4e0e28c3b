use super::*;
use lamtheo_tests::both_databases;

/// Sends many requests at once and waits for all.
async fn all_at_once(calls: Vec<lamtheo_tests::Call>) -> Vec<Reply> {
    let mut running: Vec<_> = calls
        .into_iter()
        .map(|call| actix_web::rt::spawn(async move { call.await }))
        .collect();
    let mut replies = Vec::new();
    for task in running.drain(..) {
        replies.push(task.await.unwrap());
    }
    replies
}

fn audit_rows(app: &lamtheo_tests::TestApp, action: &str) -> i64 {
    use diesel::prelude::*;
    use lamtheo_db::schema::audit_log;
    audit_log::table
        .filter(audit_log::action.eq(action))
        .count()
        .get_result(&mut app.connect())
        .unwrap()
}

/// Keeps every writer waiting until it is dropped.
fn hold_writers(app: &lamtheo_tests::TestApp) -> lamtheo_db::Db {
    use diesel::connection::SimpleConnection;
    let mut conn = app.connect();
    let held = match app.backend() {
        lamtheo_tests::Backend::Sqlite => "BEGIN IMMEDIATE",
        lamtheo_tests::Backend::Postgres => "BEGIN; LOCK TABLE registrations IN EXCLUSIVE MODE",
    };
    conn.batch_execute(held).unwrap();
    conn
}

both_databases! {
    async fn a_request_that_takes_too_long_leaves_all_or_nothing(app: TestApp) {
        use diesel::prelude::*;
        use lamtheo_db::schema::{pledges, registrations};
        let hurried = app.beside(|settings| settings.handler_time = std::time::Duration::ZERO).await;
        let create = |app: &lamtheo_tests::TestApp| {
            app.user("member@B").post("/registrations").key("once").json(form_of("member@B"))
        };
        let writers = hold_writers(&app);
        let answer = create(&hurried).await;
        answer.refused(503, "took_too_long");
        assert_eq!(answer.header("retry-after"), Some("5"));
        let count = |app: &lamtheo_tests::TestApp| {
            let mut conn = app.connect();
            let count = |n: QueryResult<i64>| n.unwrap();
            (
                count(registrations::table.count().get_result(&mut conn)),
                count(pledges::table.count().get_result(&mut conn)),
                audit_rows(app, "registration.created"),
            )
        };
        assert_eq!(count(&app), (0, 0, 0));
        drop(writers);
        // The repeat under the same key waits for its twin: one effect, whole.
        let record = create(&app).await.ok(201);
        assert_eq!(count(&app), (1, 1, 1));
        assert_eq!(app.user("member@B").get("/registrations?mine=true").await.ok(200)["items"][0]["id"], record["id"]);
    }

    async fn fifty_parallel_approvals_have_one_effect(app: TestApp) {
        let submitted = handed_in(&app.user("member@B"), form_of("member@B")).await;
        let secretary = app.user("branch_secretary@B");
        let path = format!("/registrations/{}/approve", submitted["id"].as_str().unwrap());
        let version = submitted["version"].as_i64().unwrap();
        let calls = (0..50).map(|_| secretary.post(&path).if_match(version)).collect();
        let statuses: Vec<u16> = all_at_once(calls).await.iter().map(|r| r.status.as_u16()).collect();
        assert_eq!(statuses.iter().filter(|s| **s == 200).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|s| [200, 409, 412, 503].contains(s)), "{statuses:?}");
        assert_eq!(audit_rows(&app, "registration.approved"), 1);
    }

    async fn a_repeated_key_gets_the_first_reply(app: TestApp) {
        let member = app.user("member@B");
        let call = || member.post("/registrations").key("one").json(form_of("member@B"));
        let first = call().await;
        let again = call().await;
        assert_eq!(first.status.as_u16(), 201);
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        assert_eq!(first.header("idempotency-replayed"), None);
        assert_eq!(again.header("location"), first.header("location"));
        let mut other = form_of("member@B");
        other["paper_signed"] = json!(true);
        member.post("/registrations").key("one").json(other).await.refused(422, "idempotency_key_reused");
        assert_eq!(audit_rows(&app, "registration.created"), 1);
    }

    async fn twins_in_flight_get_one_record_and_the_same_reply(app: TestApp) {
        let member = app.user("member@B");
        let calls = (0..8).map(|_| member.post("/registrations").key("twin").json(form_of("member@B"))).collect();
        let replies = all_at_once(calls).await;
        for reply in &replies {
            assert_eq!(reply.status.as_u16(), 201, "{:?}", reply.body);
            assert_eq!(reply.body, replies[0].body);
        }
        assert_eq!(audit_rows(&app, "registration.created"), 1);
    }

    async fn a_refused_request_keeps_no_key(app: TestApp) {
        let member = app.user("member@B");
        let mut wrong = form_of("member@B");
        wrong["year"] = json!(2021);
        member.post("/registrations").key("k").json(wrong).await.refused(422, "programme_year_closed");
        member.post("/registrations").key("k").json(form_of("member@B")).await.ok(201);
    }
}
