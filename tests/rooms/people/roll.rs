use lamtheo_tests::both_databases;
use lamtheo_tests::world::{id, person, unit};
use serde_json::json;

fn line(person_key: &str, unit_key: &str) -> String {
    format!(
        "/memberships/{}",
        id("membership", &format!("{person_key}{unit_key}"))
    )
}

both_databases! {
    async fn a_transfer_ends_one_line_and_opens_the_next(app: TestApp) {
        let staff = app.user("unit_staff@C");
        let step = json!({"unit_id": unit("B2"), "valid_from": "2022-05-10"});
        let path = format!("{}/transfer", line("B.1", "B"));
        staff.post(&path).json(step.clone()).await.refused(428, "if_match_required");
        let reply = staff.post(&path).if_match(1).json(step.clone()).await;
        let new = reply.ok(201);
        assert_eq!(new["unit_id"], json!(unit("B2")));
        assert_eq!(new["valid_from"], "2022-05-10");
        assert_eq!(new["version"], 1);
        let old = staff.get(&line("B.1", "B")).await.ok(200);
        assert_eq!(old["valid_to"], "2022-05-10");
        assert_eq!(old["end_reason"], "transferred");
        assert_eq!(old["allowed_actions"], json!([]));
        staff.post(&path).if_match(2).json(step).await.refused(409, "membership_ended");
        let now = staff.get(&format!("/people/{}", person("B.1"))).await.ok(200);
        assert_eq!(now["unit_id"], json!(unit("B2")));
        let roll = staff.get(&format!("/memberships?unit={}&as_of=2022-05-09", unit("B2"))).await.ok(200);
        assert_eq!(roll["total"], 4);
    }

    async fn a_transfer_stays_within_the_own_subtree(app: TestApp) {
        let staff = app.user("unit_staff@C");
        let away = json!({"unit_id": unit("B3")});
        staff.post(&format!("{}/transfer", line("B.1", "B"))).if_match(1).json(away.clone()).await.refused(404, "not_found");
        let district = app.user("unit_staff@D");
        district.post(&format!("{}/transfer", line("B.1", "B"))).if_match(1).json(away).await.ok(201);
        staff.get(&format!("/people/{}", person("B.1"))).await.refused(404, "not_found");
    }

    async fn a_new_position_keeps_the_exemption(app: TestApp) {
        let staff = app.user("unit_staff@C");
        let path = line("B.1", "B");
        let abroad = json!({"reason": "abroad", "valid_from": "2022-02-01"});
        let exempt = staff.post(&format!("{path}/exempt")).if_match(1).json(abroad.clone()).await.ok(200);
        assert_eq!(exempt["obliged"], false);
        assert_eq!(exempt["not_obliged_reason"], "exempt");
        assert_eq!(exempt["exempt_reason"], "abroad");
        staff.post(&format!("{path}/exempt")).if_match(2).json(abroad).await.refused(422, "exemption_overlaps");
        let step = json!({"position": "Phó Bí thư", "position_group": "committee_member", "valid_from": "2022-05-01"});
        let new = staff.post(&format!("{path}/transfer")).if_match(2).json(step).await.ok(201);
        assert_eq!(new["exempt_reason"], "abroad");
        assert_eq!(staff.get(&path).await.ok(200)["end_reason"], "position_changed");
        let next = format!("/memberships/{}", new["id"].as_str().unwrap());
        let back = staff.post(&format!("{next}/end-exemption")).if_match(1).json(json!({"valid_to": "2022-05-15"})).await.ok(200);
        assert_eq!(back["obliged"], true);
        staff.post(&format!("{next}/end-exemption")).if_match(2).json(json!({})).await.refused(409, "not_exempt");
        let then = staff.get(&format!("/memberships?unit={}&as_of=2022-05-14&position_group=committee_member", unit("B"))).await.ok(200);
        assert_eq!(then["items"][0]["obliged"], false);
    }

    async fn an_exemption_lies_within_the_membership(app: TestApp) {
        let staff = app.user("unit_staff@C");
        let path = format!("{}/exempt", line("B.1", "B"));
        let early = json!({"reason": "maternity", "valid_from": "2014-01-01"});
        staff.post(&path).if_match(1).json(early).await.refused(422, "outside_membership");
        let turned = json!({"reason": "maternity", "valid_from": "2022-05-01", "valid_to": "2022-05-01"});
        staff.post(&path).if_match(1).json(turned).await.refused(422, "validation_failed");
        let unknown = json!({"reason": "tired", "valid_from": "2022-05-01"});
        staff.post(&path).if_match(1).json(unknown).await.refused(422, "validation_failed");
    }

    async fn nobody_belongs_to_two_units_at_once(app: TestApp) {
        let staff = app.user("unit_staff@C");
        let second = json!({"person_id": person("B.1"), "unit_id": unit("B2"), "member_kind": "official"});
        staff.post("/memberships").json(second.clone()).await.refused(422, "membership_overlaps");
        let end = json!({"valid_to": "2022-05-19", "reason": "left"});
        let path = format!("{}/end", line("B.1", "B"));
        let ended = staff.post(&path).if_match(1).json(end.clone()).await.ok(200);
        assert_eq!(ended["end_reason"], "left");
        staff.post(&path).if_match(2).json(end).await.refused(409, "membership_ended");
        assert_eq!(staff.get(&format!("/people/{}", person("B.1"))).await.ok(200)["current"], false);
        let back = staff.post("/memberships").json(second).await.ok(201);
        assert_eq!(back["valid_from"], "2022-05-19");
        let elsewhere = json!({"person_id": person("C2.1"), "unit_id": unit("B2"), "member_kind": "official"});
        staff.post("/memberships").json(elsewhere).await.refused(404, "not_found");
        let out = json!({"person_id": person("B.2"), "unit_id": unit("B3"), "member_kind": "official"});
        staff.post("/memberships").json(out).await.refused(404, "not_found");
    }

    async fn a_line_is_corrected(app: TestApp) {
        let staff = app.user("unit_staff@C");
        let path = line("B.1", "B");
        let fixed = staff.patch(&path).if_match(1).json(json!({"position": "Chi ủy viên", "managed_by_unit_id": unit("D")})).await.ok(200);
        assert_eq!(fixed["position"], "Chi ủy viên");
        assert_eq!(fixed["managed_by_unit_id"], json!(unit("D")));
        let cleared = staff.patch(&path).if_match(2).json(json!({"managed_by_unit_id": null})).await.ok(200);
        assert_eq!(cleared["managed_by_unit_id"], json!(null));
        assert_eq!(cleared["position"], "Chi ủy viên");
        let unknown = json!({"managed_by_unit_id": person("B.1")});
        staff.patch(&path).if_match(3).json(unknown).await.refused(422, "validation_failed");
        app.user("unit_leader@C").patch(&path).if_match(3).json(json!({"position": "Khác"})).await.refused(403, "role_not_allowed");
        app.user("unit_staff@C2").patch(&path).if_match(3).json(json!({"position": "Khác"})).await.refused(404, "not_found");
    }
}
