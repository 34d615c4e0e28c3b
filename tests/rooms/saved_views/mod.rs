//! Filters of a list, kept under a name.

use lamtheo_tests::both_databases;
use serde_json::json;

both_databases! {
    async fn a_view_is_kept_shared_changed_and_taken_away(app: TestApp) {
        let (office, leader) = (app.user("unit_staff@C"), app.user("unit_leader@C"));
        let form = json!({ "room": "issues", "name": "Quá hạn của xã", "query": "overdue=true&sort=due_on" });
        let kept = office.post("/saved-views").json(form).await.ok(201);
        let path = format!("/saved-views/{}", kept["id"].as_str().unwrap());
        assert_eq!(kept["allowed_actions"], json!(["edit", "delete"]));
        assert_eq!(leader.get("/saved-views").await.ok(200)["total"], 0, "not shared");
        office.patch(&path).if_match(1).json(json!({ "shared": true })).await.ok(200);
        let seen = leader.get("/saved-views?room=issues").await.ok(200);
        assert_eq!((&seen["items"][0]["name"], &seen["items"][0]["allowed_actions"]), (&json!("Quá hạn của xã"), &json!([])));
        assert_eq!(leader.get("/saved-views?room=registrations").await.ok(200)["total"], 0);
        assert_eq!(app.user("unit_staff@C2").get("/saved-views").await.ok(200)["total"], 0, "shared on the own units only");
        leader.patch(&path).if_match(2).json(json!({ "name": "Khác" })).await.refused(404, "not_found");
        office.patch(&path).if_match(2).json(json!({ "query": "?a" })).await.refused(422, "validation_failed");
        office.post("/saved-views").json(json!({ "room": "Issues!", "name": "x", "query": "" })).await.refused(422, "validation_failed");
        office.delete(&path).if_match(2).await.ok(204);
        assert_eq!(office.get("/saved-views").await.ok(200)["total"], 0);
    }
}
