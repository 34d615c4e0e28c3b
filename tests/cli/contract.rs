//! `lamtheo openapi`.

use crate::program::Installation;
use serde_json::Value;

#[test]
fn the_contract_is_printed_whatever_the_configuration() {
    let installation = Installation::bare().with("LAMTHEO_RATE_LIMITS", "nonsense");
    let document: Value =
        serde_json::from_str(&installation.must(&["openapi"])).expect("a JSON document");
    assert_eq!(document["openapi"], "3.1.0");
    let paths = document["paths"].as_object().expect("paths");
    assert!(paths.contains_key("/api/v1/auth/login"));
    assert!(paths.keys().all(|path| path.starts_with("/api/v1/")));
    assert!(!installation.path("data").exists());
}

/// The contract that clients are written against is the one in the repository.
#[test]
fn the_checked_in_contract_is_what_the_code_says() {
    let printed = Installation::bare().must(&["openapi"]);
    let kept = include_str!("../../openapi/openapi.json");
    assert!(
        printed.trim() == kept.trim(),
        "openapi/openapi.json is stale: run `make openapi`, look at the difference and commit it"
    );
}

#[test]
fn every_operation_has_a_name_of_its_own_and_a_problem() {
    let document: Value = serde_json::from_str(&Installation::bare().must(&["openapi"])).unwrap();
    let mut names = std::collections::HashSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap_or_default();
            assert!(
                !name.is_empty() && names.insert(name.to_owned()),
                "{method} {path}: {name}"
            );
            assert!(
                operation["responses"]["default"].is_object(),
                "{method} {path}"
            );
        }
    }
}
