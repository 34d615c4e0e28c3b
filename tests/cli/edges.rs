//! What the service refuses or allows before any room is asked.

use crate::program::Installation;

#[test]
fn a_head_over_its_bound_is_refused_as_a_problem() {
    let installation = Installation::demo();
    let service = installation.serve();
    let path = format!("/api/v1/system?q={}", "a".repeat(17 * 1024));
    let (status, body) = service.get(&path);
    assert_eq!(status, 431, "{body}");
    assert!(body.contains("request_head_too_large"), "{body}");
    assert_eq!(service.get("/api/v1/system").0, 200);
}

fn preflight(origin: &str) -> String {
    format!(
        "OPTIONS /api/v1/system HTTP/1.1\r\nHost: x\r\nConnection: close\r\nOrigin: {origin}\r\n\
         Access-Control-Request-Method: GET\r\n\r\n"
    )
}

fn simple(origin: &str) -> String {
    format!(
        "GET /api/v1/system HTTP/1.1\r\nHost: x\r\nConnection: close\r\nOrigin: {origin}\r\n\r\n"
    )
}

#[test]
fn no_other_origin_may_call_unless_it_is_listed() {
    let installation = Installation::demo();
    let service = installation.serve();
    for request in [preflight("https://a.example"), simple("https://a.example")] {
        let answer = service.raw(&request).to_lowercase();
        assert!(!answer.contains("access-control-"), "{answer}");
    }
}

#[test]
fn a_listed_origin_may_call_without_cookies() {
    let installation = Installation::demo().with("LAMTHEO_CORS_ORIGINS", "https://a.example");
    let service = installation.serve();
    for request in [preflight("https://a.example"), simple("https://a.example")] {
        let answer = service.raw(&request).to_lowercase();
        assert!(answer.starts_with("http/1.1 20"), "{answer}");
        assert!(answer.contains("access-control-allow-origin: https://a.example"));
        assert!(
            answer.contains("vary: origin") || answer.contains(", origin"),
            "{answer}"
        );
        assert!(!answer.contains("allow-credentials"), "{answer}");
    }
    let answer = service.raw(&simple("https://b.example")).to_lowercase();
    assert!(!answer.contains("access-control-allow-origin"), "{answer}");
}
