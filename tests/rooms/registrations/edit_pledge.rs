use super::*;
use lamtheo_tests::{Actor, both_databases};

async fn change(actor: &Actor, pledge: &Value, body: Value) -> Reply {
    let id = pledge["id"].as_str().unwrap();
    let version = pledge["version"].as_i64().unwrap();
    let call = actor.patch(&format!("/pledges/{id}"));
    call.if_match(version).json(body).await
}

async fn read(actor: &Actor, record: &Value) -> Value {
    let id = record["id"].as_str().unwrap();
    actor.get(&format!("/registrations/{id}")).await.ok(200)
}

both_databases! {
    async fn one_pledge_of_a_draft_is_changed_alone(app: TestApp) {
        let member = app.user("member@B");
        let mut form = form_of("member@B");
        form["pledges"] = json!([pledge(), pledge()]);
        form["pledges"][0]["duty"] = json!("Giáo viên chủ nhiệm");
        let draft = drafted(&member, form).await;
        let first = &draft["pledges"][0];
        assert_eq!(first["allowed_actions"], json!(["edit"]));
        let body = json!({
            "content": "Trồng 20 cây xanh", "duty": null, "weakness": "Chậm nộp báo cáo",
            "due_on": "2022-10-01", "field": "social_welfare", "visibility": "party_wide",
        });
        let reply = change(&member, first, body).await;
        let changed = reply.ok(200);
        assert_eq!(reply.header("etag"), Some("\"2\""));
        assert_eq!(changed["content"], "Trồng 20 cây xanh");
        assert_eq!(changed["measure"], first["measure"], "what is left out stays");
        assert_eq!((&changed["duty"], &changed["weakness"]), (&Value::Null, &json!("Chậm nộp báo cáo")));
        assert_eq!((&changed["status"], &changed["ordinal"]), (&json!("draft"), &json!(1)));
        let record = read(&member, &draft).await;
        assert_eq!(record["pledges"][0], changed);
        assert_eq!(record["pledges"][1], draft["pledges"][1], "its neighbour is untouched");
        assert_eq!(member.get("/pledges?q=cay%20xanh").await.ok(200)["total"], 1);
    }

    async fn a_change_shows_in_the_registrations_version(app: TestApp) {
        let member = app.user("member@B");
        let draft = drafted(&member, form_of("member@B")).await;
        change(&member, &draft["pledges"][0], json!({ "measure": "06 học sinh" })).await.ok(200);
        let path = format!("/registrations/{}", draft["id"].as_str().unwrap());
        let older = json!({ "pledges": [pledge()] });
        member.patch(&path).if_match(draft["version"].as_i64().unwrap()).json(older).await.refused(412, "version_stale");
        let record = read(&member, &draft).await;
        assert_eq!(record["pledges"][0]["measure"], "06 học sinh");
        act(&member, &record, "submit", json!({})).await.ok(200);
    }

    async fn the_rules_of_the_form_hold(app: TestApp) {
        let member = app.user("member@B");
        let draft = drafted(&member, form_of("member@B")).await;
        let first = &draft["pledges"][0];
        for (body, pointer, code) in [
            (json!({ "due_on": "2023-01-01" }), "/due_on", "outside_year"),
            (json!({ "field": "magic" }), "/field", "unknown_code"),
            (json!({ "visibility": "public" }), "/visibility", "not_public"),
            (json!({ "duty": "TỐI MẬT" }), "/duty", "state_secret_mark"),
            (json!({ "status": "verified" }), "/status", "unknown_field"),
        ] {
            let problem = change(&member, first, body.clone()).await.ok(422);
            assert_eq!(problem["fields"][0]["pointer"], pointer, "{body}");
            assert_eq!(problem["fields"][0]["code"], code, "{body}");
        }
        assert_eq!(read(&member, &draft).await, draft, "nothing was written");
        change(&member, first, json!({ "measure": "" })).await.ok(200);
    }

    async fn versions_and_writers_are_held(app: TestApp) {
        let member = app.user("member@B");
        let draft = drafted(&member, form_of("member@B")).await;
        let path = format!("/pledges/{}", draft["pledges"][0]["id"].as_str().unwrap());
        let body = || json!({ "measure": "06 học sinh" });
        member.patch(&path).json(body()).await.refused(428, "if_match_required");
        member.patch(&path).if_match(7).json(body()).await.refused(412, "version_stale");
        app.user("unit_staff@C").patch(&path).if_match(1).json(body()).await.refused(404, "not_found");
        app.user("inspector@P").patch(&path).if_match(1).json(body()).await.refused(403, "role_not_allowed");
        let weak = member.patch(&path).header("if-match", "W/\"1\"").key("k").json(body()).await.ok(200);
        let again = member.patch(&path).header("if-match", "W/\"1\"").key("k").json(body()).await;
        assert_eq!((again.header("idempotency-replayed"), again.ok(200)), (Some("true"), weak));
    }

    async fn only_a_draft_or_a_returned_form_is_written(app: TestApp) {
        let (member, secretary) = (app.user("member@B"), app.user("branch_secretary@B"));
        let submitted = handed_in(&member, form_of("member@B")).await;
        let body = || json!({ "measure": "06 học sinh" });
        let refused = change(&member, &submitted["pledges"][0], body()).await.refused(409, "illegal_transition");
        assert!(refused["detail"].as_str().unwrap().contains("Đã gửi"), "{refused}");
        let returned = act(&secretary, &submitted, "return", json!({ "comment": "Ghi rõ thước đo" })).await.ok(200);
        change(&member, &returned["pledges"][0], body()).await.ok(200);
        let events = app.user("system_admin@P").get("/audit-log?object_type=pledge").await.ok(200);
        assert_eq!(events["items"][0]["action"], "pledge.edited");
        assert!(!events.to_string().contains("06 học sinh"), "the audit log keeps no texts");
        let again = act(&member, &read(&member, &returned).await, "submit", json!({})).await.ok(200);
        let approved = act(&secretary, &again, "approve", json!({})).await.ok(200);
        change(&member, &approved["pledges"][0], body()).await.refused(409, "illegal_transition");
    }

    async fn a_draft_of_a_closed_year_is_written_no_more(app: TestApp) {
        use lamtheo_tests::records::{RegistrationSeed, Subject};
        let seed = RegistrationSeed::new(Subject::Person("member@B".to_owned()), "draft", "member@B").year(2021);
        let seeded = seed.insert(&mut app.connect());
        let member = app.user("member@B");
        let pledge = member.get(&format!("/pledges/{}", seeded.pledges[0])).await.ok(200);
        assert_eq!(pledge["allowed_actions"], json!([]));
        change(&member, &pledge, json!({ "measure": "x" })).await.refused(422, "programme_year_closed");
        member.patch(&format!("/registrations/{}", seeded.registration)).if_match(1)
            .json(json!({ "paper_signed": true })).await.refused(422, "programme_year_closed");
    }
}
