//! An issue that loses who answers for it asks for another, once.

use diesel::prelude::*;
use lamtheo_db::schema::{issue_responsibles, issues, memberships, outbox, units};
use lamtheo_domain::kernel::ids::IssueId;
use lamtheo_tests::open_issues::open_issue;
use lamtheo_tests::{TestApp, both_databases, time, world};
use serde_json::{Value, json};

use crate::reminders::{from_day, go_to};

const EVENT: &str = "issue.responsible_missing";

async fn told(app: &TestApp, key: &str) -> Vec<Value> {
    let inbox = app
        .user(key)
        .get("/notifications?kind=issue_update")
        .await
        .ok(200);
    let items = inbox["items"].as_array().unwrap();
    items
        .iter()
        .filter(|i| i["event"] == EVENT)
        .cloned()
        .collect()
}

/// Day on which the person's membership ends; it is no longer part of it.
fn leaves(app: &TestApp, person: &str, day: &str) {
    diesel::update(memberships::table.filter(memberships::person_id.eq(world::person(person))))
        .filter(memberships::valid_to.is_null())
        .set(memberships::valid_to.eq(time::day(day)))
        .execute(&mut app.connect())
        .unwrap();
}

fn emitted(app: &TestApp) -> i64 {
    outbox::table
        .filter(outbox::event.eq(EVENT))
        .count()
        .get_result(&mut app.connect())
        .unwrap()
}

fn one(app: &TestApp) -> IssueId {
    open_issue(
        &mut app.connect(),
        "đường thôn",
        "C",
        Some("member@C"),
        ("in_progress", "2022-12-20"),
    )
}

both_databases! {
    async fn when_the_membership_ends_owner_and_superior_are_told_once(app: TestApp) {
        let issue = one(&app);
        let staff = app.user("unit_staff@C");
        let roll = staff.get(&format!("/memberships?person_id={}", world::person("member@C"))).await.ok(200);
        let line = &roll["items"][0];
        app.worker().work_off().await.unwrap();
        assert_eq!(emitted(&app), 0);

        let path = format!("/memberships/{}/end", line["id"].as_str().unwrap());
        let end = json!({"reason": "left"});
        staff.post(&path).if_match(line["version"].as_i64().unwrap()).json(end).await.ok(200);
        let workers = [app.worker(), app.worker()];
        for worker in workers.iter().chain(&workers) {
            worker.work_off().await.unwrap();
        }
        assert_eq!(emitted(&app), 1);
        let owner = told(&app, "unit_leader@C").await;
        assert_eq!((owner.len(), &owner[0]["object_id"]), (1, &json!(issue)));
        assert_eq!(owner[0]["title"], "Vấn đề chưa có người chịu trách nhiệm, đề nghị cử người mới");
        let above = told(&app, "unit_leader@D").await;
        assert_eq!((above.len(), &above[0]["body"]), (1, &json!("Vấn đề đường thôn (Đảng bộ xã Tân Hòa)")));
        assert_eq!(told(&app, "member@C").await.len(), 0, "who left has nothing to do with it any more");
        assert_eq!(told(&app, "unit_leader@D2").await.len(), 0);

        let seen = staff.get(&format!("/issues/{issue}")).await.ok(200);
        assert_eq!(seen["responsible_missing"], true);
        let history = staff.get(&format!("/issues/{issue}/timeline")).await.ok(200);
        let kept = history["items"].as_array().unwrap().iter().any(|i| i["person_id"] == json!(world::person("member@C")));
        assert!(kept, "{history}");

        // Another answers; when that one leaves too, it is said again.
        let named = json!({"responsible_person_id": world::person("C.1"), "reason": "Người cũ chuyển công tác"});
        staff.patch(&format!("/issues/{issue}")).if_match(1).json(named).await.ok(200);
        app.worker().work_off().await.unwrap();
        assert_eq!(emitted(&app), 1);
        leaves(&app, "C.1", "2022-05-19");
        app.worker().work_off().await.unwrap();
        app.worker().work_off().await.unwrap();
        assert_eq!(emitted(&app), 2);
        assert_eq!(told(&app, "unit_leader@D").await.len(), 2);
    }

    async fn who_comes_back_may_be_named_again(app: TestApp) {
        let issue = one(&app);
        leaves(&app, "member@C", "2022-05-19");
        app.worker().work_off().await.unwrap();
        diesel::update(memberships::table.filter(memberships::person_id.eq(world::person("member@C"))))
            .filter(memberships::valid_to.eq(time::day("2022-05-19")))
            .set(memberships::valid_to.eq(None::<chrono::NaiveDate>))
            .execute(&mut app.connect())
            .unwrap();
        let staff = app.user("unit_staff@C");
        let again = json!({"responsible_person_id": world::person("member@C")});
        let named = staff.patch(&format!("/issues/{issue}")).if_match(1).json(again).await.ok(200);
        assert_eq!(named["responsible_missing"], false, "{named}");
    }

    async fn a_membership_that_runs_out_is_noticed_on_its_day(app: TestApp) {
        let app = from_day(&app, "2022-05-18").await;
        one(&app);
        leaves(&app, "member@C", "2022-05-20");
        let worker = app.worker();
        worker.work_off().await.unwrap();
        go_to(&app, time::day("2022-05-19"), "00:31");
        worker.work_off().await.unwrap();
        assert_eq!(emitted(&app), 0);
        go_to(&app, time::day("2022-05-20"), "00:31");
        worker.work_off().await.unwrap();
        worker.work_off().await.unwrap();
        assert_eq!(emitted(&app), 1);
        for key in ["unit_leader@C", "unit_leader@D"] {
            let digests = app.user(key).get("/notifications?kind=digest").await.ok(200);
            let body = digests["items"][0]["body"].as_str().unwrap();
            assert!(body.contains("Vấn đề chưa có người chịu trách nhiệm:\n- Vấn đề đường thôn (Đảng bộ xã Tân Hòa)"), "{key}: {body}");
            assert_eq!(digests["total"], 1);
        }
        // A Friday: the next digest goes out on Monday and does not repeat it.
        go_to(&app, time::day("2022-05-23"), "00:31");
        worker.work_off().await.unwrap();
        assert_eq!(app.user("unit_leader@D").get("/notifications?kind=digest").await.ok(200)["total"], 1);
    }

    async fn what_is_noticed_after_the_digest_is_in_the_next(app: TestApp) {
        let app = from_day(&app, "2022-05-19").await;
        one(&app);
        app.worker().work_off().await.unwrap();
        leaves(&app, "member@C", "2022-05-19");
        go_to(&app, time::day("2022-05-19"), "08:00");
        app.worker().work_off().await.unwrap();
        assert_eq!(emitted(&app), 1);
        let digests = |app: &TestApp| app.user("unit_leader@D").get("/notifications?kind=digest");
        assert_eq!(digests(&app).await.ok(200)["total"], 0);
        go_to(&app, time::day("2022-05-20"), "00:31");
        app.worker().work_off().await.unwrap();
        assert_eq!(digests(&app).await.ok(200)["total"], 1);
    }

    async fn when_the_unit_ends_its_last_superior_is_told(app: TestApp) {
        let issue = open_issue(&mut app.connect(), "nhà văn hóa", "B2", Some("B2.1"), ("in_progress", "2022-12-20"));
        diesel::update(units::table.find(world::unit("B2")))
            .set(units::valid_to.eq(time::day("2022-05-01")))
            .execute(&mut app.connect())
            .unwrap();
        app.worker().work_off().await.unwrap();
        assert_eq!(emitted(&app), 1);
        let told = told(&app, "unit_leader@C").await;
        assert_eq!((told.len(), &told[0]["object_id"]), (1, &json!(issue)));
        let because: Option<String> = issue_responsibles::table
            .filter(issue_responsibles::issue_id.eq(&issue))
            .select(issue_responsibles::ended_because)
            .first(&mut app.connect())
            .unwrap();
        assert_eq!(because.as_deref(), Some("unit_ended"));
    }

    async fn what_is_over_asks_for_nobody(app: TestApp) {
        let issue = one(&app);
        diesel::update(issues::table.find(&issue)).set(issues::status.eq("withdrawn")).execute(&mut app.connect()).unwrap();
        leaves(&app, "member@C", "2022-05-19");
        app.worker().work_off().await.unwrap();
        assert_eq!(emitted(&app), 0);
    }
}
