use crate::registrations::{act, act_on_pledge, form_of, handed_in, report};
use diesel::prelude::*;
use lamtheo_db::schema::{memberships, people};
use lamtheo_tests::{Actor, TestApp, both_databases, time, world};
use serde_json::{Value, json};

async fn meeting(secretary: &Actor) -> Value {
    let held = json!({
        "unit_id": world::unit("B"), "held_on": "2022-05-05", "kind": "regular",
        "theme": "Học tập tấm gương", "present_count": 40, "absent_count": 2, "minutes_no": "05-BB/CB",
    });
    secretary.post("/branch-meetings").json(held).await.ok(201)
}

/// Adds members to branch B so that a meeting has many to pass.
fn add_members(app: &TestApp, count: usize) -> Vec<String> {
    let mut conn = app.connect();
    (0..count)
        .map(|n| {
            let key = format!("B.{}", 100 + n);
            let now = time::start().naive_utc();
            diesel::insert_into(people::table)
                .values((
                    people::id.eq(world::person(&key)),
                    people::full_name.eq(format!("Lê Văn {n}")),
                    people::search_key.eq(format!("le van {n}")),
                    people::sort_key.eq(format!("{n}")),
                    people::source.eq("manual"),
                    people::version.eq(1),
                    people::created_at.eq(now),
                    people::updated_at.eq(now),
                ))
                .execute(&mut conn)
                .unwrap();
            diesel::insert_into(memberships::table)
                .values((
                    memberships::id.eq(world::id("membership", &key)),
                    memberships::person_id.eq(world::person(&key)),
                    memberships::unit_id.eq(world::unit("B")),
                    memberships::member_kind.eq("official"),
                    memberships::position.eq(""),
                    memberships::position_group.eq("none"),
                    memberships::valid_from.eq(time::day("2015-01-01")),
                    memberships::version.eq(1),
                    memberships::created_at.eq(now),
                    memberships::updated_at.eq(now),
                ))
                .execute(&mut conn)
                .unwrap();
            key
        })
        .collect()
}

both_databases! {
    async fn one_act_passes_forty_and_names_the_two_it_cannot(app: TestApp) {
        let secretary = app.user("branch_secretary@B");
        let held = meeting(&secretary).await;
        let mut items = Vec::new();
        for key in add_members(&app, 38) {
            let record = handed_in(&secretary, form_of(&key)).await;
            items.push(json!({ "record": "registration", "verb": "approve", "id": record["id"], "version": record["version"] }));
        }
        let own = handed_in(&secretary, form_of("branch_secretary@B")).await;
        items.push(json!({ "verb": "approve", "id": own["id"], "version": own["version"] }));
        let draft = crate::registrations::drafted(&secretary, form_of("B.1")).await;
        items.push(json!({ "verb": "approve", "id": draft["id"], "version": draft["version"] }));
        let path = format!("/branch-meetings/{}/decisions", held["id"].as_str().unwrap());
        let act = secretary.post(&path).key("act").json(json!({ "items": items })).await.ok(200);
        assert_eq!((&act["passed"], &act["refused"]), (&json!(38), &json!(2)));
        let refused: Vec<_> = act["results"].as_array().unwrap().iter().filter(|r| r["ok"] == false).collect();
        assert_eq!(refused[0]["code"], "own_decision");
        assert_eq!(refused[1]["code"], "illegal_transition");
        assert!(refused.iter().all(|r| r["subject"].is_string() && r["title"].is_string()));
        let passed = secretary.get("/registrations?status=approved").await.ok(200);
        assert_eq!(passed["total"], 38);
        assert_eq!(passed["items"][0]["decision"]["meeting_id"], held["id"]);
        let again = secretary.post(&path).key("act").json(json!({ "items": items })).await;
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
    }

    async fn a_meeting_confirms_what_its_members_reported(app: TestApp) {
        let (member, secretary) = (app.user("member@B"), app.user("branch_secretary@B"));
        let held = meeting(&secretary).await;
        let submitted = handed_in(&member, form_of("member@B")).await;
        let approved = act(&secretary, &submitted, "approve", json!({})).await.ok(200);
        let reported = act_on_pledge(&member, &approved["pledges"][0], "report", report()).await.ok(200);
        let items = json!({ "items": [{ "record": "pledge", "verb": "verify", "id": reported["id"], "version": reported["version"] }] });
        let path = format!("/branch-meetings/{}/decisions", held["id"].as_str().unwrap());
        assert_eq!(secretary.post(&path).json(items).await.ok(200)["passed"], 1);
        let pledge = member.get(&format!("/pledges/{}", reported["id"].as_str().unwrap())).await.ok(200);
        assert_eq!(pledge["verified"]["result"], "completed");
        assert_eq!(pledge["verified"]["decision"]["meeting_id"], held["id"]);
    }

    async fn meetings_are_recorded_by_the_branch_only(app: TestApp) {
        let held = meeting(&app.user("branch_secretary@B")).await;
        let path = format!("/branch-meetings/{}", held["id"].as_str().unwrap());
        app.user("member@B").get(&path).await.ok(200);
        app.user("unit_leader@C").get(&path).await.ok(200);
        app.user("unit_leader@D").get(&path).await.refused(404, "not_found");
        app.user("branch_secretary@B2").get(&path).await.refused(404, "not_found");
        let decisions = format!("{path}/decisions");
        app.user("branch_secretary@B2").post(&decisions).json(json!({ "items": [] })).await.refused(404, "not_found");
        app.user("branch_secretary@B").post(&decisions).json(json!({ "items": [] })).await.refused(422, "validation_failed");
        let later = json!({ "held_on": "2022-05-20" });
        app.user("branch_secretary@B").patch(&path).if_match(1).json(later).await.refused(422, "validation_failed");
        let edited = app.user("branch_secretary@B").patch(&path).if_match(1).json(json!({ "present_count": 41 })).await.ok(200);
        assert_eq!((&edited["present_count"], &edited["version"]), (&json!(41), &json!(2)));
    }
}
