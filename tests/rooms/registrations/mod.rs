//! A pledge from the first draft to the confirmation by someone else.

mod decidable;
mod decide;
mod draft;
mod edit_pledge;
mod life;
mod parallel;
mod read;

use lamtheo_tests::{Actor, Reply, world};
use serde_json::{Value, json};

/// A pledge as a member writes it.
pub fn pledge() -> Value {
    json!({
        "content": "Kèm cặp không thu tiền 05 học sinh học yếu môn Toán",
        "measure": "05 học sinh, 02 buổi/tuần; ít nhất 04 em đạt từ 5,0 điểm",
        "solution": "Phân nhóm theo lỗ hổng kiến thức; phối hợp cha mẹ học sinh",
        "field": "education",
        "due_on": "2022-11-30",
    })
}

/// The form of a person's registration.
pub fn form_of(person: &str) -> Value {
    json!({
        "year": 2022, "subject_kind": "individual",
        "person_id": world::person(person), "unit_id": world::unit(world::unit_of_person(person)),
        "pledges": [pledge()],
    })
}

/// The form of a collective's registration.
pub fn form_of_unit(unit: &str) -> Value {
    json!({ "year": 2022, "subject_kind": "collective", "unit_id": world::unit(unit), "pledges": [pledge()] })
}

/// A drafted registration, by the actor.
pub async fn drafted(actor: &Actor, form: Value) -> Value {
    actor.post("/registrations").json(form).await.ok(201)
}

/// A registration handed in, by the actor.
pub async fn handed_in(actor: &Actor, form: Value) -> Value {
    let draft = drafted(actor, form).await;
    act(actor, &draft, "submit", json!({})).await.ok(200)
}

/// A verb on a registration at the version that was read.
pub async fn act(actor: &Actor, record: &Value, verb: &str, body: Value) -> Reply {
    let id = record["id"].as_str().unwrap();
    let version = record["version"].as_i64().unwrap();
    actor
        .post(&format!("/registrations/{id}/{verb}"))
        .if_match(version)
        .json(body)
        .await
}

/// A verb on a pledge at the version that was read.
pub async fn act_on_pledge(actor: &Actor, pledge: &Value, verb: &str, body: Value) -> Reply {
    let id = pledge["id"].as_str().unwrap();
    let version = pledge["version"].as_i64().unwrap();
    actor
        .post(&format!("/pledges/{id}/{verb}"))
        .if_match(version)
        .json(body)
        .await
}

/// A report that the pledge was completed.
pub fn report() -> Value {
    json!({ "result": "completed", "summary": "Đã kèm cặp 05 em, 04 em đạt yêu cầu", "done_on": "2022-05-10" })
}
