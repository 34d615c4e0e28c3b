//! What every operation must do before it does anything: refuse strangers,
//! refuse what it does not know, and carry the security headers.

use crate::document::{from_code, operations};
use lamtheo_tests::both_databases;

const HEADERS: [&str; 8] = [
    "content-security-policy",
    "strict-transport-security",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "x-trace-id",
];

/// Operations that need no sign-in.
const OPEN: [&str; 5] = [
    "POST /api/v1/auth/login",
    "POST /api/v1/auth/refresh",
    "POST /api/v1/auth/logout",
    "POST /api/v1/auth/password",
    "GET /api/v1/system",
];

/// `METHOD`, path with an id in it.
fn requests() -> Vec<(String, String, String)> {
    let document = from_code();
    operations(&document)
        .into_iter()
        .map(|(name, _)| {
            let (method, template) = name.split_once(' ').expect("METHOD path");
            let mut path = template.to_owned();
            while let (Some(open), Some(close)) = (path.find('{'), path.find('}')) {
                path.replace_range(open..=close, "01800000-0000-7000-8000-000000000000");
            }
            (name.clone(), method.to_owned(), path)
        })
        .collect()
}

both_databases! {
    async fn strangers_are_refused_everywhere(app: TestApp) {
        for (name, method, path) in requests() {
            let reply = app.anonymous().request(&method, &path).await;
            for header in HEADERS {
                assert!(reply.header(header).is_some(), "{name}: {header}");
            }
            if OPEN.contains(&name.as_str()) {
                continue;
            }
            let problem = reply.refused(401, "unauthenticated");
            assert!(problem["trace_id"].as_str().is_some_and(|id| !id.is_empty()), "{name}");
            let forged = app.bearer("eyJhbGciOiJub25lIn0.e30.").request(&method, &path).await;
            forged.refused(401, "unauthenticated");
        }
    }

    async fn unknown_parameters_and_methods_are_refused(app: TestApp) {
        for (name, method, path) in requests() {
            let reply = app.user("unit_staff@C").request(&method, &format!("{path}?no_such_parameter=1")).await;
            let status = reply.status.as_u16();
            assert!((400..500).contains(&status) || OPEN.contains(&name.as_str()), "{name}: {status}");
            let odd = app.user("unit_staff@C").request("TRACE", &path).await;
            assert!((400..500).contains(&odd.status.as_u16()), "TRACE {path}: {}", odd.status);
            assert_eq!(odd.header("content-type"), Some("application/problem+json"), "TRACE {path}");
        }
    }

    async fn hostile_bodies_are_refused_everywhere(app: TestApp) {
        let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
        let nul = "{\"a\":\"x\\u0000y\"}".to_owned();
        let huge = format!("{{\"a\":\"{}\"}}", "x".repeat(2 * 1024 * 1024));
        for (name, method, path) in requests().into_iter().filter(|(_, method, _)| method != "GET") {
            for body in ["{".to_owned(), deep.clone(), nul.clone(), huge.clone(), "{\"no_such_field\":1}".to_owned()] {
                for key in ["system_admin@P", "province_staff@P", "unit_staff@C"] {
                    let call = app.user(key).request(&method, &path).if_match(1);
                    let reply = call.bytes("application/json", body.clone()).await;
                    let status = reply.status.as_u16();
                    let start: String = body.chars().take(20).collect();
                    assert!((400..500).contains(&status) || (status < 300 && name.contains("/auth/")), "{name} {key} {start}: {status}");
                }
            }
        }
    }
}
