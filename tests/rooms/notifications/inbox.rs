//! What happens is told once to whom it concerns.

use crate::registrations::{act, act_on_pledge, form_of, handed_in, report};
use chrono::Duration;
use lamtheo_tests::{Actor, TestApp, both_databases};
use serde_json::{Value, json};

async fn inbox(actor: &Actor) -> Value {
    actor.get("/notifications").await.ok(200)
}

async fn events(app: &TestApp, key: &str) -> Vec<String> {
    let inbox = inbox(&app.user(key)).await;
    let items = inbox["items"].as_array().unwrap();
    items
        .iter()
        .map(|i| i["event"].as_str().unwrap().to_owned())
        .collect()
}

both_databases! {
    async fn a_registration_tells_its_approver_and_its_subject(app: TestApp) {
        let (member, secretary) = (app.user("member@B"), app.user("branch_secretary@B"));
        let sent = handed_in(&member, form_of("member@B")).await;
        app.worker().work_off().await.unwrap();
        app.worker().work_off().await.unwrap();
        let told = inbox(&secretary).await;
        assert_eq!((&told["total"], &told["unread_total"]), (&json!(1), &json!(1)));
        let notice = &told["items"][0];
        assert_eq!(notice["event"], "registration.submitted");
        assert_eq!(notice["kind"], "decision_wanted");
        assert_eq!(notice["object_id"], sent["id"]);
        assert!(notice["body"].as_str().unwrap().contains("Chi bộ thôn Đông"), "{notice}");
        assert_eq!(told["groups"][0]["unread"], 1);
        assert_eq!(inbox(&member).await["total"], 0, "who did it knows it");
        assert_eq!(events(&app, "branch_secretary@B2").await, Vec::<String>::new());

        let passed = act(&secretary, &sent, "approve", json!({})).await.ok(200);
        app.worker().work_off().await.unwrap();
        assert_eq!(events(&app, "member@B").await, ["registration.approved"]);

        app.clock().advance(Duration::seconds(1));
        let pledge = act_on_pledge(&member, &passed["pledges"][0], "report", report()).await.ok(200);
        app.worker().work_off().await.unwrap();
        assert_eq!(events(&app, "branch_secretary@B").await, ["pledge.reported", "registration.submitted"]);
        app.clock().advance(Duration::seconds(1));
        act_on_pledge(&secretary, &pledge, "send-back", json!({"comment": "Bổ sung minh chứng"})).await.ok(200);
        app.worker().work_off().await.unwrap();
        assert_eq!(events(&app, "member@B").await, ["pledge.sent_back", "registration.approved"]);
    }

    async fn notices_become_read(app: TestApp) {
        let secretary = app.user("branch_secretary@B");
        for key in ["member@B", "unit_staff@B", "unit_leader@B"] {
            handed_in(&app.user(key), form_of(key)).await;
        }
        app.worker().work_off().await.unwrap();
        let told = inbox(&secretary).await;
        assert_eq!((&told["unread_total"], &told["groups"][0]["total"]), (&json!(3), &json!(3)), "{told}");
        assert_eq!(told["groups"].as_array().unwrap().len(), 1);
        let id = told["items"][0]["id"].as_str().unwrap();
        let path = format!("/notifications/{id}/read");
        let read = secretary.post(&path).await.ok(200);
        assert!(read["read_at"].is_string());
        assert_eq!(secretary.post(&path).await.ok(200), read);
        app.user("member@B").post(&path).await.refused(404, "not_found");
        let unread = secretary.get("/notifications?unread=true&kind=decision_wanted").await.ok(200);
        assert_eq!((&unread["total"], &unread["unread_total"]), (&json!(2), &json!(2)));
        let group = told["items"][0]["group_key"].as_str().unwrap();
        let all = secretary.post("/notifications/read-all").json(json!({"group_key": group})).await.ok(200);
        assert_eq!(all, json!({"read": 2, "unread_total": 0}));
    }

    async fn what_came_at_the_same_instant_but_later_stays_unread(app: TestApp) {
        let secretary = app.user("branch_secretary@B");
        for key in ["member@B", "unit_staff@B"] {
            handed_in(&app.user(key), form_of(key)).await;
        }
        app.worker().work_off().await.unwrap();
        let told = inbox(&secretary).await;
        assert_eq!(told["items"][0]["created_at"], told["items"][1]["created_at"], "the clock stands still");
        let up_to = json!({"up_to": told["items"][1]["id"]});
        let read = secretary.post("/notifications/read-all").json(up_to).await.ok(200);
        assert_eq!(read, json!({"read": 1, "unread_total": 1}));
        let left = secretary.get("/notifications?unread=true").await.ok(200);
        assert_eq!(left["items"][0]["id"], told["items"][0]["id"]);
        assert_eq!(secretary.get("/notifications/unread").await.ok(200), json!({"unread_total": 1}));
    }

    async fn settings_decide_what_is_told(app: TestApp) {
        let secretary = app.user("branch_secretary@B");
        let settings = secretary.get("/notifications/settings").await.ok(200);
        assert_eq!((&settings["version"], &settings["email"]), (&json!(1), &Value::Null));
        assert_eq!(settings["kinds"].as_array().unwrap().len(), 5);
        let path = "/notifications/settings";
        let quiet = json!({"kinds": [{"kind": "decision_wanted", "in_app": false}]});
        secretary.patch(path).json(quiet.clone()).await.refused(428, "if_match_required");
        let changed = secretary.patch(path).if_match(1).json(quiet.clone()).await.ok(200);
        assert_eq!(changed["version"], 2);
        secretary.patch(path).if_match(1).json(quiet).await.refused(412, "version_stale");
        let wrong = secretary.patch(path).if_match(2).json(json!({"email": "không phải"})).await;
        assert_eq!(wrong.refused(422, "validation_failed")["fields"][0]["code"], "invalid_email");
        handed_in(&app.user("member@B"), form_of("member@B")).await;
        app.worker().work_off().await.unwrap();
        assert_eq!(inbox(&secretary).await["total"], 0);
        secretary.patch(path).if_match(2).json(json!({"kinds": [{"kind": "decision_wanted", "in_app": true}]})).await.ok(200);
        app.worker().work_off().await.unwrap();
        assert_eq!(inbox(&secretary).await["total"], 0, "told is told");
    }
}
