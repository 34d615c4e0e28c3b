//! Accounts and roles, kept by the administrators.

mod first_admin;
mod listing;
mod roles;
mod users;

use lamtheo_tests::{Actor, TestApp};
use serde_json::{Value, json};

/// An administrator of the small world.
pub fn admin(app: &TestApp) -> Actor {
    app.user("system_admin@P")
}

/// Creates an account and gives the whole reply's body.
pub async fn create(app: &TestApp, username: &str) -> Value {
    admin(app)
        .post("/users")
        .json(json!({"username": username, "display_name": "Đồng chí Lê Thị Mơ"}))
        .await
        .ok(201)
}

/// The path of an account of the small world.
pub fn path(key: &str) -> String {
    format!("/users/{}", lamtheo_tests::world::user(key))
}
