//! `lamtheo audit verify`.

use crate::program::Installation;
use diesel::connection::SimpleConnection;
use serde_json::Value;

/// An installation whose audit log has a sealed row.
fn sealed() -> Installation {
    let installation = Installation::demo();
    installation.must(&["create-admin"]);
    // The service seals what is committed, at the latest when it ends.
    installation.serve().stop();
    installation
}

#[test]
fn a_whole_chain_holds() {
    let installation = sealed();
    let said = installation.must(&["audit", "verify"]);
    assert!(said.contains("the audit log holds"), "{said}");
    let found: Value =
        serde_json::from_str(&installation.must(&["audit", "verify", "--json"])).unwrap();
    assert_eq!(found["broken"], Value::Null);
    assert!(found["verified"].as_i64().is_some_and(|n| n >= 1));
    assert_eq!(found["unsealed"], 0);
}

#[test]
fn a_changed_row_is_named_and_the_exit_code_says_so() {
    let installation = sealed();
    installation
        .connect()
        .batch_execute(
            "DROP TRIGGER audit_log_no_update; UPDATE audit_log SET action = 'nothing.happened'",
        )
        .unwrap();
    let ended = installation.run(&["audit", "verify", "--json"]);
    assert_eq!(ended.code, Some(1));
    let found: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(found["broken"]["seq"], 1);
    assert_eq!(found["broken"]["reason"], "content_changed");
    let ended = installation.run(&["audit", "verify"]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.out.contains("BROKEN"), "{ended:?}");
}
