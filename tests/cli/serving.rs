//! `lamtheo serve` as clients and operators see it.

use crate::program::{Installation, PASSWORD};
use serde_json::Value;
use std::time::{Duration, Instant};

/// An unoptimised program on a busy machine; the optimised one needs a tenth.
const READY_WITHIN: Duration = Duration::from_secs(3);

#[test]
fn a_migrated_database_is_served_at_once() {
    let installation = Installation::demo();
    installation.must(&["migrate"]);
    let started = Instant::now();
    let service = installation.serve();
    assert_eq!(service.get("/readyz"), (200, "ready\n".to_owned()));
    assert!(started.elapsed() < READY_WITHIN, "{:?}", started.elapsed());
    assert_eq!(service.get("/livez").0, 200);
    service.stop();
}

#[test]
fn a_demonstration_has_its_day_its_banner_and_its_sign_ins() {
    let installation = Installation::demo();
    installation.fill();
    let service = installation.serve();
    let system: Value = serde_json::from_str(&service.get("/api/v1/system").1).unwrap();
    assert_eq!(system["environment"], "demo");
    assert_eq!(system["business_date"], "2022-05-19");
    assert!(system["banner"].as_str().is_some_and(|b| !b.is_empty()));
    let body = format!(r#"{{"username":"tinh","password":"{PASSWORD}"}}"#);
    let (status, answer) = service.post("/api/v1/auth/login", &body);
    assert_eq!(status, 200, "{answer}");
}

#[test]
fn a_real_installation_does_not_take_over_the_day_of_a_demonstration() {
    let installation = Installation::bare().with("LAMTHEO_BASE_URL", "https://lamtheo.example");
    installation.fill();
    let service = installation.serve();
    let system: Value = serde_json::from_str(&service.get("/api/v1/system").1).unwrap();
    assert_eq!(system["environment"], "production");
    assert_ne!(system["business_date"], "2022-05-19");
    assert_eq!(system["banner"], Value::Null);
}

#[test]
fn the_log_is_json_lines_without_secrets_or_query_strings() {
    let installation = Installation::demo();
    installation.must(&["migrate"]);
    let service = installation.serve();
    service.get("/api/v1/units?q=canary-query");
    service.get("/canary-path");
    service.post(
        "/api/v1/auth/login",
        r#"{"username":"canary-name","password":"canary-password"}"#,
    );
    let log = service.stop();
    assert!(!log.contains("canary"), "{log}");
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).expect("a JSON line"))
        .collect();
    for line in &lines {
        let time = line["time"].as_str().unwrap_or_default();
        assert!(time.ends_with("+07:00"), "{line}");
        assert!(line["level"].is_string() && line["message"].is_string());
    }
    let requests: Vec<&Value> = lines.iter().filter(|l| l["message"] == "request").collect();
    assert_eq!(requests.len(), 3);
    assert!(
        requests
            .iter()
            .all(|l| l["trace_id"].as_str().map(str::len) == Some(32))
    );
}

#[test]
fn a_second_service_on_the_same_address_says_so() {
    let installation = Installation::demo();
    let service = installation.serve();
    let other = Installation::demo().with("LAMTHEO_LISTEN", service.address());
    let said = other.must_fail(&["serve"]);
    assert!(said.contains("cannot listen on"), "{said}");
}
