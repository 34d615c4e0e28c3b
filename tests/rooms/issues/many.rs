use super::*;
use lamtheo_tests::both_databases;
use lamtheo_tests::issues::IssueSeed;

both_databases! {
    async fn one_act_confirms_many_and_names_what_it_cannot(app: TestApp) {
        let mut conn = app.connect();
        let mut items: Vec<Value> = (0..12)
            .map(|n| IssueSeed::new("C", "reported_resolved").mark(n.to_string()).insert(&mut conn))
            .map(|id| json!({ "id": id, "version": 1, "verb": "confirm" }))
            .collect();
        let elsewhere = IssueSeed::new("D2", "reported_resolved").insert(&mut conn);
        let running = IssueSeed::new("C", "in_progress").insert(&mut conn);
        let waiting = IssueSeed::new("C2", "submitted").insert(&mut conn);
        items.push(json!({ "id": elsewhere, "version": 1, "verb": "confirm" }));
        items.push(json!({ "id": running, "version": 1, "verb": "confirm" }));
        items.push(json!({ "id": waiting, "version": 7, "verb": "register" }));
        items.push(json!({ "id": waiting, "version": 1, "verb": "register" }));
        let above = app.user("unit_staff@D");
        let decision = json!({ "body": "Ban Thường vụ Huyện ủy", "document_no": "20-TB/HU", "decided_on": "2022-05-17" });
        let act = above.post("/issues/decisions").key("act-1").json(json!({ "items": items, "decision": decision })).await.ok(200);
        assert_eq!((&act["passed"], &act["refused"]), (&json!(13), &json!(3)));
        let results = act["results"].as_array().unwrap();
        assert_eq!((&results[0]["ok"], &results[0]["version"]), (&json!(true), &json!(2)));
        assert_eq!((&results[12]["code"], &results[12]["subject"]), (&json!("not_found"), &Value::Null));
        assert_eq!(results[13]["code"], "illegal_transition");
        assert_eq!(results[14]["code"], "version_stale");
        let seen = above.get(&format!("/issues/{}", results[0]["id"].as_str().unwrap())).await.ok(200);
        assert_eq!((&seen["status"], &seen["report"]["decision"]["document_no"]), (&json!("confirmed"), &json!("20-TB/HU")));
        let replay = above.post("/issues/decisions").key("act-1").json(json!({ "items": items, "decision": decision })).await;
        assert_eq!(replay.header("idempotency-replayed"), Some("true"));
        above.post("/issues/decisions").json(json!({ "items": [] })).await.refused(422, "validation_failed");
    }
}
