use super::*;
use lamtheo_tests::both_databases;

both_databases! {
    async fn nobody_decides_on_the_own_record(app: TestApp) {
        let secretary = app.user("branch_secretary@B");
        let own = handed_in(&secretary, form_of("branch_secretary@B")).await;
        act(&secretary, &own, "approve", json!({})).await.refused(403, "own_decision");
        let above = app.user("unit_leader@C");
        let approved = act(&above, &own, "approve", json!({})).await.ok(200);
        let reported = act_on_pledge(&secretary, &approved["pledges"][0], "report", report()).await.ok(200);
        act_on_pledge(&secretary, &reported, "verify", json!({ "result": "completed" })).await.refused(403, "own_decision");
    }

    async fn who_entered_for_another_decides_only_with_a_source(app: TestApp) {
        let secretary = app.user("branch_secretary@B");
        let entered = handed_in(&secretary, form_of("B.1")).await;
        act(&secretary, &entered, "approve", json!({})).await.refused(422, "decision_source_required");
        let document = json!({ "decision": { "body": "Chi bộ thôn Đông", "document_no": "03-NQ/CB", "decided_on": "2022-05-05" } });
        let approved = act(&secretary, &entered, "approve", document).await.ok(200);
        assert_eq!(approved["decision"]["document_no"], "03-NQ/CB");
    }

    async fn staff_record_a_decision_only_with_its_document(app: TestApp) {
        let staff = app.user("unit_staff@B");
        let entered = handed_in(&app.user("member@B"), form_of("member@B")).await;
        act(&staff, &entered, "approve", json!({})).await.refused(422, "decision_document_required");
        let half = json!({ "decision": { "document_no": "03-NQ/CB" } });
        act(&staff, &entered, "approve", half).await.refused(422, "decision_document_required");
        let later = json!({ "decision": { "body": "Chi bộ", "document_no": "03-NQ/CB", "decided_on": "2022-06-05" } });
        act(&staff, &entered, "approve", later).await.refused(422, "validation_failed");
        let document = json!({ "decision": { "body": "Chi bộ thôn Đông", "document_no": "03-NQ/CB", "decided_on": "2022-05-05" } });
        act(&staff, &entered, "approve", document).await.ok(200);
    }

    async fn a_non_member_is_decided_on_by_the_leader_of_the_unit(app: TestApp) {
        let entered = handed_in(&app.user("unit_staff@M"), form_of("M.1")).await;
        act(&app.user("unit_staff@D"), &entered, "approve", json!({})).await.refused(403, "not_the_approver");
        act(&app.user("unit_leader@M"), &entered, "approve", json!({})).await.ok(200);
    }

    async fn a_collective_is_decided_on_by_the_leader_above(app: TestApp) {
        let entered = handed_in(&app.user("branch_secretary@B"), form_of_unit("B")).await;
        act(&app.user("branch_secretary@B"), &entered, "approve", json!({})).await.refused(403, "not_the_approver");
        act(&app.user("unit_leader@D"), &entered, "approve", json!({})).await.refused(403, "not_the_approver");
        act(&app.user("unit_leader@C2"), &entered, "approve", json!({})).await.refused(404, "not_found");
        act(&app.user("unit_leader@C"), &entered, "approve", json!({})).await.ok(200);
    }

    async fn the_mass_organisation_is_decided_on_by_the_committee_of_its_level(app: TestApp) {
        let entered = handed_in(&app.user("unit_staff@M"), form_of_unit("M")).await;
        act(&app.user("unit_leader@D"), &entered, "approve", json!({})).await.ok(200);
    }

    async fn the_top_unit_issues_its_own_with_a_document(app: TestApp) {
        let leader = app.user("unit_leader@P");
        let entered = handed_in(&app.user("unit_staff@P"), form_of_unit("P")).await;
        act(&leader, &entered, "approve", json!({})).await.refused(422, "document_required_for_top_unit");
        let document = json!({ "decision": { "body": "Ban Thường vụ Tỉnh ủy", "document_no": "12-KH/TU", "decided_on": "2022-02-10" } });
        act(&leader, &entered, "approve", document).await.ok(200);
    }

    async fn a_deputy_with_a_dated_delegation_passes_the_secretarys_own(app: TestApp) {
        use diesel::prelude::*;
        use lamtheo_db::schema::delegations;
        use lamtheo_tests::{time, world};
        let own = handed_in(&app.user("branch_secretary@B"), form_of("branch_secretary@B")).await;
        let deputy = app.user("member@B");
        deputy.post(&format!("/registrations/{}/approve", own["id"].as_str().unwrap()))
            .if_match(own["version"].as_i64().unwrap()).await.refused(403, "role_not_allowed");
        diesel::insert_into(delegations::table).values((
            delegations::id.eq(world::id("delegation", "1")),
            delegations::unit_id.eq(world::unit("B")),
            delegations::from_person_id.eq(world::person("branch_secretary@B")),
            delegations::to_person_id.eq(world::person("member@B")),
            delegations::valid_from.eq(time::day("2022-05-01")),
            delegations::valid_to.eq(time::day("2022-06-01")),
            delegations::version.eq(1),
            delegations::created_at.eq(time::start().naive_utc()),
            delegations::updated_at.eq(time::start().naive_utc()),
        )).execute(&mut app.connect()).unwrap();
        app.forget_callers();
        act(&deputy, &own, "approve", json!({})).await.ok(200);
    }
}
