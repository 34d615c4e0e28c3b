//! One thing that fails stops nothing else.

use crate::registrations::{form_of, handed_in};
use crate::reminders::{from_day, go_to, said};
use chrono::Duration;
use diesel::connection::SimpleConnection;
use lamtheo_db::Db;
use lamtheo_tests::open_issues::open_issue;
use lamtheo_tests::{TestApp, both_databases, time, world};
use serde_json::{Value, json};

/// From now on the database refuses notices of which `condition` holds.
fn refuse_notices(conn: &mut Db, condition: &str) {
    let sql = match conn {
        Db::Sqlite(_) => format!(
            "CREATE TRIGGER refused BEFORE INSERT ON notifications WHEN {condition} \
             BEGIN SELECT RAISE(ABORT, 'refused'); END"
        ),
        Db::Postgres(_) => format!(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS \
             'BEGIN RAISE EXCEPTION ''refused''; END'; \
             CREATE TRIGGER refused BEFORE INSERT ON notifications FOR EACH ROW \
             WHEN ({condition}) EXECUTE FUNCTION refuse()"
        ),
    };
    conn.batch_execute(&sql).expect("a trigger");
}

fn accept_notices(conn: &mut Db) {
    let sql = match conn {
        Db::Sqlite(_) => "DROP TRIGGER refused",
        Db::Postgres(_) => "DROP TRIGGER refused ON notifications",
    };
    conn.batch_execute(sql).expect("no trigger");
}

async fn told(app: &TestApp, key: &str) -> Value {
    app.user(key).get("/notifications").await.ok(200)["total"].clone()
}

async fn jobs(app: &TestApp, query: &str) -> Value {
    let administrator = app.user("system_admin@P");
    administrator.get(&format!("/jobs?{query}")).await.ok(200)
}

both_databases! {
    async fn an_event_that_cannot_be_told_stops_no_other(app: TestApp) {
        let mut conn = app.connect();
        refuse_notices(&mut conn, &format!("NEW.user_id = '{}'", world::user("branch_secretary@B")));
        handed_in(&app.user("member@B"), form_of("member@B")).await;
        handed_in(&app.user("member@B2"), form_of("member@B2")).await;
        app.worker().work_off().await.unwrap();
        assert_eq!(told(&app, "branch_secretary@B2").await, json!(1));
        let waiting = jobs(&app, "kind=tell").await;
        assert_eq!((&waiting["total"], &waiting["items"][0]["status"]), (&json!(1), &json!("queued")), "{waiting}");

        for _ in 0..6 {
            app.clock().advance(Duration::minutes(10));
            app.worker().work_off().await.unwrap();
        }
        let given_up = jobs(&app, "kind=tell&status=failed").await;
        assert_eq!((&given_up["total"], &given_up["items"][0]["attempts"]), (&json!(1), &json!(5)));
        assert!(given_up["items"][0]["error_title"].is_string(), "{given_up}");
        assert_eq!(told(&app, "branch_secretary@B2").await, json!(1), "once");
    }

    async fn an_event_that_could_not_be_told_is_told_later(app: TestApp) {
        let mut conn = app.connect();
        refuse_notices(&mut conn, &format!("NEW.user_id = '{}'", world::user("branch_secretary@B")));
        handed_in(&app.user("member@B"), form_of("member@B")).await;
        app.worker().work_off().await.unwrap();
        accept_notices(&mut conn);
        app.clock().advance(Duration::minutes(2));
        app.worker().work_off().await.unwrap();
        assert_eq!(told(&app, "branch_secretary@B").await, json!(1));
        assert_eq!(jobs(&app, "kind=tell&status=done").await["total"], 1);
    }

    async fn a_reader_who_cannot_be_told_stops_no_other(app: TestApp) {
        let app = from_day(&app, "2022-01-26").await;
        let mut conn = app.connect();
        for key in ["member@C", "unit_leader@C", "unit_leader@C2"] {
            open_issue(&mut conn, key, "C", Some(key), ("in_progress", "2022-01-26"));
        }
        refuse_notices(&mut conn, &format!("NEW.user_id = '{}'", world::user("unit_leader@C")));
        app.worker().work_off().await.unwrap();
        let row = |day: &str, key: &str| (day.to_owned(), "issue_due".to_owned(), key.to_owned());
        let told = [row("2022-01-26", "member@C"), row("2022-01-26", "unit_leader@C2")];
        assert_eq!(said(&app), told);
        let job = jobs(&app, "kind=digest").await;
        assert_eq!((&job["items"][0]["status"], &job["items"][0]["error"]), (&json!("queued"), &json!("readers_not_told")));

        // What was not said on the day is said on the next.
        go_to(&app, time::day("2022-01-27"), "00:31");
        accept_notices(&mut conn);
        app.worker().work_off().await.unwrap();
        assert_eq!(said(&app), [told[0].clone(), told[1].clone(), row("2022-01-27", "unit_leader@C")]);
    }

    async fn a_second_attempt_says_what_came_between_and_repeats_nothing(app: TestApp) {
        let app = from_day(&app, "2022-01-26").await;
        let mut conn = app.connect();
        for key in ["member@C", "unit_leader@C"] {
            open_issue(&mut conn, key, "C", Some(key), ("in_progress", "2022-01-26"));
        }
        refuse_notices(&mut conn, &format!("NEW.user_id = '{}'", world::user("unit_leader@C")));
        app.worker().work_off().await.unwrap();
        open_issue(&mut conn, "mới", "C", Some("member@C"), ("in_progress", "2022-01-26"));
        accept_notices(&mut conn);
        app.clock().advance(Duration::minutes(2));
        app.worker().work_off().await.unwrap();
        assert_eq!(said(&app).len(), 3);
        let inbox = app.user("member@C").get("/notifications?kind=digest").await.ok(200);
        assert_eq!(inbox["total"], 2);
        let (newer, older) = (inbox["items"][0]["body"].as_str().unwrap(), inbox["items"][1]["body"].as_str().unwrap());
        assert!(newer.contains("Vấn đề mới") && !newer.contains("Vấn đề member@C"), "{newer}");
        assert!(older.contains("Vấn đề member@C") && !older.contains("Vấn đề mới"), "{older}");
        assert_eq!(jobs(&app, "kind=digest&status=done").await["total"], 1);
    }
}
