//! What happens to an issue is told to whom it concerns.

use diesel::prelude::*;
use lamtheo_db::schema::issue_coordinators;
use lamtheo_db::{Event, Origin};
use lamtheo_domain::kernel::ids::IssueId;
use lamtheo_tests::open_issues::open_issue;
use lamtheo_tests::{TestApp, both_databases, world};
use serde_json::Value;

/// Leaves `event` in the outbox, as the room of issues would.
async fn happens(app: &TestApp, event: &'static str, issue: &IssueId) {
    let (issue, unit) = (issue.clone(), world::unit("C"));
    let work = app.state().db.write(Origin::system("test"), move |tx| {
        tx.record(Event::new(event, "issue", &issue).unit(&unit), ())
    });
    work.await.unwrap();
    app.worker().work_off().await.unwrap();
}

async fn told(app: &TestApp, key: &str) -> Vec<Value> {
    let inbox = app.user(key).get("/notifications").await.ok(200);
    inbox["items"].as_array().unwrap().clone()
}

both_databases! {
    async fn an_issue_tells_its_approver_its_owner_and_who_coordinates(app: TestApp) {
        let mut conn = app.connect();
        let issue = open_issue(&mut conn, "đường", "C", Some("member@C"), ("in_progress", "2022-12-20"));
        diesel::insert_into(issue_coordinators::table)
            .values((issue_coordinators::issue_id.eq(&issue), issue_coordinators::unit_id.eq(world::unit("C2"))))
            .execute(&mut conn)
            .unwrap();
        happens(&app, "issue.reported_resolved", &issue).await;
        let approver = told(&app, "unit_leader@D").await;
        assert_eq!((approver.len(), &approver[0]["kind"]), (1, &Value::from("decision_wanted")));
        assert_eq!(approver[0]["body"], "Vấn đề đường (Đảng bộ xã Tân Hòa)");
        assert!(told(&app, "unit_leader@C").await.is_empty());

        happens(&app, "issue.sent_back", &issue).await;
        for key in ["member@C", "unit_staff@C", "unit_leader@C"] {
            assert_eq!(told(&app, key).await[0]["event"], "issue.sent_back", "{key}");
        }
        assert!(told(&app, "unit_leader@C2").await.is_empty());
        happens(&app, "issue.updated", &issue).await;
        assert_eq!(told(&app, "unit_leader@C2").await[0]["kind"], "issue_update");
        assert!(told(&app, "unit_leader@D2").await.is_empty());
    }
}
