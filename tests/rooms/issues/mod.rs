//! A pressing issue from the first draft to the confirmation by the level above.

mod board;
mod calendar;
mod deadline;
mod decide;
mod export;
mod extension;
mod life;
mod many;
mod missing;
mod people;
mod read;
mod refused;

use lamtheo_tests::{Actor, Reply, TestApp, world};
use serde_json::{Value, json};

/// An issue of the commune C as its office writes it: `C.1` answers for it.
pub fn form() -> Value {
    form_of("C")
}

/// An issue of a unit; its first person answers for it.
pub fn form_of(unit: &str) -> Value {
    json!({
        "owning_unit_id": world::unit(unit),
        "title": "Ô nhiễm môi trường tại làng nghề tái chế",
        "content": "Thu gom, xử lý nước thải của 12 cơ sở chưa có hệ thống xử lý",
        "kind": "pressing",
        "field": "environment_disaster",
        "responsible_person_id": world::person(&format!("{unit}.1")),
        "due_on": "2022-06-30",
    })
}

/// A drafted issue, by the actor.
pub async fn drafted(actor: &Actor, form: Value) -> Value {
    actor.post("/issues").json(form).await.ok(201)
}

/// A verb on an issue at the version that was read.
pub async fn act(actor: &Actor, issue: &Value, verb: &str, body: Value) -> Reply {
    actor
        .post(&format!("/issues/{}/{verb}", id(issue)))
        .if_match(issue["version"].as_i64().unwrap())
        .json(body)
        .await
}

/// A change of an issue at the version that was read.
pub async fn patch(actor: &Actor, issue: &Value, body: Value) -> Reply {
    actor
        .patch(&format!("/issues/{}", id(issue)))
        .if_match(issue["version"].as_i64().unwrap())
        .json(body)
        .await
}

/// The issue as the actor sees it.
pub async fn read(actor: &Actor, issue: &Value) -> Value {
    actor.get(&format!("/issues/{}", id(issue))).await.ok(200)
}

/// The id of an issue.
pub fn id(issue: &Value) -> &str {
    issue["id"].as_str().unwrap()
}

/// An issue of C on the list, being resolved.
pub async fn in_progress(app: &TestApp, form: Value) -> Value {
    let (office, above) = (app.user("unit_staff@C"), app.user("unit_leader@D"));
    let draft = drafted(&office, form).await;
    let submitted = act(&office, &draft, "submit", json!({})).await.ok(200);
    let registered = act(&above, &submitted, "register", json!({})).await.ok(200);
    act(&office, &registered, "start", json!({})).await.ok(200)
}

/// What the owner declares.
pub fn resolved() -> Value {
    json!({ "summary": "12 cơ sở đã đấu nối vào hệ thống xử lý", "done_on": "2022-05-19", "evidence_ids": [] })
}
