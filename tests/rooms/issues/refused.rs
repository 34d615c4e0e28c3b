use super::*;
use lamtheo_domain::issue::{IssueStatus, IssueVerb, next_status};
use lamtheo_tests::both_databases;
use lamtheo_tests::issues::IssueSeed;

/// A body that would do, were it not for the state.
fn body_of(verb: IssueVerb) -> Value {
    match verb {
        IssueVerb::Return
        | IssueVerb::SendBack
        | IssueVerb::RefuseExtension
        | IssueVerb::Reopen => json!({ "comment": "Bổ sung" }),
        IssueVerb::Withdraw => json!({ "reason": "Không còn phù hợp" }),
        IssueVerb::Extend => json!({ "due_on": "2022-09-30", "reason": "Chờ kinh phí" }),
        IssueVerb::ReportResolved => json!({ "summary": "Đã xong", "done_on": "2022-05-18" }),
        _ => json!({}),
    }
}

both_databases! {
    async fn every_transition_that_the_table_does_not_know_is_refused_by_name(app: TestApp) {
        let mut tried = 0;
        for &status in IssueStatus::ALL {
            let issue = IssueSeed::new("C", status.as_str()).insert(&mut app.connect());
            for &verb in IssueVerb::ALL {
                if next_status(status, verb).is_ok() || matches!(verb, IssueVerb::Edit | IssueVerb::Assign | IssueVerb::Delete) {
                    continue;
                }
                // Whoever may do it in the right state; a draft is seen by its owner alone.
                let owner = ["submit", "start", "report-resolved", "extend"].contains(&verb.as_str())
                    || (verb == IssueVerb::Withdraw && ["draft"].contains(&status.as_str()));
                if status == IssueStatus::Draft && !owner {
                    continue;
                }
                let actor = app.user(if owner { "unit_staff@C" } else { "unit_leader@D" });
                let path = format!("/issues/{issue}/{}", verb.as_str());
                let problem = actor.post(&path).if_match(1).json(body_of(verb)).await.refused(409, "illegal_transition");
                assert!(problem["detail"].as_str().unwrap().contains('“'), "{status} {verb}: {problem}");
                tried += 1;
            }
        }
        assert!(tried > 80, "{tried}");
    }

    async fn once_handed_in_only_who_answers_and_helps_may_change(app: TestApp) {
        let office = app.user("unit_staff@C");
        let issue = in_progress(&app, form()).await;
        patch(&office, &issue, json!({ "title": "Khác" })).await.refused(409, "illegal_transition");
        patch(&office, &issue, json!({ "due_on": "2022-12-30" })).await.refused(409, "illegal_transition");
        patch(&office, &issue, json!({ "responsible_person_id": null })).await.refused(422, "responsible_required");
        let changed = patch(&office, &issue, json!({ "responsible_person_id": world::person("C.2"), "reason": "Phân công lại", "coordinating_unit_ids": [world::unit("B")] })).await.ok(200);
        assert_eq!(changed["responsible_person_id"], json!(world::person("C.2")));
        assert_eq!(changed["status"], "in_progress");
        let settled = IssueSeed::new("C", "confirmed").insert(&mut app.connect());
        office.patch(&format!("/issues/{settled}")).if_match(1).json(json!({ "visibility": "public" })).await.refused(409, "illegal_transition");
    }
}
