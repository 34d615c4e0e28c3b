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
