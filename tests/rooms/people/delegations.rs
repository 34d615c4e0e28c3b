use lamtheo_tests::both_databases;
use lamtheo_tests::records::{RegistrationSeed, Subject};
use lamtheo_tests::world::{person, unit};
use serde_json::{Value, json};

fn deputy(from: &str, to: &str) -> Value {
    json!({
        "unit_id": unit("B"), "from_person_id": person(from), "to_person_id": person(to),
        "document_no": "03-QĐ/CB", "valid_from": "2022-05-19", "valid_to": "2022-12-31",
    })
}

both_databases! {
    async fn a_deputy_decides_for_the_secretary_until_revoked(app: TestApp) {
        let own = {
            let mut conn = app.connect();
            RegistrationSeed::new(Subject::Person("branch_secretary@B".to_owned()), "submitted", "branch_secretary@B")
                .insert(&mut conn)
        };
        let approve = format!("/registrations/{}/approve", own.registration);
        let member = app.user("member@B");
        member.post(&approve).if_match(1).json(json!({})).await.refused(403, "role_not_allowed");
        let secretary = app.user("branch_secretary@B");
        let reply = secretary.post("/delegations").json(deputy("branch_secretary@B", "member@B")).await;
        let created = reply.ok(201);
        assert_eq!(created["to_person"]["id"], json!(person("member@B")));
        assert_eq!(created["allowed_actions"], json!(["end"]));
        let seen = member.get("/delegations?as_of=2022-06-01").await.ok(200);
        assert_eq!(seen["total"], 1);
        assert_eq!(seen["items"][0]["allowed_actions"], json!([]));
        member.post(&approve).if_match(1).json(json!({})).await.ok(200);
        let path = format!("/delegations/{}/end", created["id"].as_str().unwrap());
        // A deputy cannot hand on or end what the secretary gave.
        member.post(&path).if_match(1).json(json!({})).await.refused(403, "not_the_delegator");
        let ended = secretary.post(&path).if_match(1).json(json!({})).await.ok(200);
        assert_eq!(ended["valid_to"], "2022-05-19");
        secretary.post(&path).if_match(2).json(json!({})).await.refused(409, "delegation_ended");
        member.post(&approve).if_match(2).json(json!({})).await.refused(403, "role_not_allowed");
        // A revoked one leaves room for the next.
        secretary.post("/delegations").json(deputy("branch_secretary@B", "B.1")).await.ok(201);
    }

    async fn a_branch_has_one_deputy_at_a_time(app: TestApp) {
        let secretary = app.user("branch_secretary@B");
        secretary.post("/delegations").json(deputy("branch_secretary@B", "B.1")).await.ok(201);
        secretary.post("/delegations").json(deputy("branch_secretary@B", "B.2")).await.refused(422, "delegation_overlaps");
        let mut later = deputy("branch_secretary@B", "B.2");
        later["valid_from"] = json!("2022-12-31");
        later["valid_to"] = json!("2023-06-30");
        secretary.post("/delegations").json(later).await.ok(201);
    }

    async fn the_persons_belong_to_the_branch(app: TestApp) {
        let secretary = app.user("branch_secretary@B");
        let cases = [
            ("B.1", "B.2", "/from_person_id"),
            ("branch_secretary@B", "B2.1", "/to_person_id"),
            ("branch_secretary@B", "branch_secretary@B", "/to_person_id"),
        ];
        for (from, to, pointer) in cases {
            let refused = secretary.post("/delegations").json(deputy(from, to)).await.refused(422, "validation_failed");
            assert_eq!(refused["fields"][0]["pointer"], pointer, "{from} {to}");
        }
        let mut turned = deputy("branch_secretary@B", "B.1");
        turned["valid_to"] = json!("2022-05-19");
        secretary.post("/delegations").json(turned).await.refused(422, "validation_failed");
    }

    async fn the_committee_above_may_name_one_too(app: TestApp) {
        let leader = app.user("unit_leader@C");
        let created = leader.post("/delegations").json(deputy("B.1", "B.2")).await.ok(201);
        app.user("unit_leader@C2").get(&format!("/delegations/{}", created["id"].as_str().unwrap())).await.refused(404, "not_found");
        app.user("unit_leader@C2").post("/delegations").json(deputy("B.1", "B.2")).await.refused(404, "not_found");
        app.user("unit_staff@B").post("/delegations").json(deputy("B.1", "B.2")).await.refused(403, "not_the_delegator");
        let mut committee = deputy("C.1", "C.2");
        committee["unit_id"] = json!(unit("C"));
        leader.post("/delegations").json(committee).await.refused(422, "unit_not_a_branch");
    }
}
