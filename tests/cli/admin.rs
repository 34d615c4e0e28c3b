//! `lamtheo create-admin`.

use crate::program::Installation;
use serde_json::json;

#[test]
fn the_first_administrator_sets_a_password_with_the_code_and_signs_in() {
    let installation = Installation::demo();
    let printed = installation.must(&["create-admin", "--username", "quantri.tinh"]);
    let code = printed
        .lines()
        .find_map(|line| line.strip_prefix("one-time code: "))
        .expect("a code");
    let service = installation.serve();
    let password = "canh-dong-lua-xanh-2026";
    let first =
        json!({"username": "quantri.tinh", "one_time_code": code, "new_password": password});
    let (status, answer) = service.post("/api/v1/auth/password", &first.to_string());
    assert_eq!(status, 200, "{answer}");
    let sign_in = json!({"username": "quantri.tinh", "password": password});
    let (status, answer) = service.post("/api/v1/auth/login", &sign_in.to_string());
    assert_eq!(status, 200, "{answer}");
    assert!(answer.contains("system_admin"), "{answer}");
    let log = service.stop();
    assert!(!log.contains(code) && !log.contains(password));
    let said = installation.must_fail(&["create-admin", "--username", "nguoi.khac"]);
    assert!(said.contains("administrator_exists"), "{said}");
    installation.must(&["create-admin", "--username", "nguoi.khac", "--force"]);
}
