//! What the service refuses or allows before any room is asked.

use crate::program::{Installation, Service};

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

fn answer(service: &Service, method: &str, path: &str) -> String {
    service.raw(&format!(
        "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    ))
}

#[test]
fn a_known_address_asked_with_another_method_names_its_methods() {
    let installation = Installation::demo();
    let service = installation.serve();
    for (method, path, allowed) in [
        ("PUT", "/api/v1/registrations", "GET, HEAD, POST"),
        ("OPTIONS", "/api/v1/system", "GET, HEAD"),
        ("TRACE", "/api/v1/auth/login", "POST"),
        ("POST", "/livez", "GET, HEAD"),
        (
            "PUT",
            "/api/v1/registrations/019a0000-0000-7000-8000-000000000000",
            "GET, HEAD, PATCH, DELETE",
        ),
    ] {
        let answer = answer(&service, method, path);
        assert!(answer.starts_with("HTTP/1.1 405"), "{path}: {answer}");
        assert!(answer.contains("method_not_allowed"), "{path}: {answer}");
        let allow = format!("allow: {}\r\n", allowed.to_lowercase());
        assert!(answer.to_lowercase().contains(&allow), "{path}: {answer}");
    }
    let unknown = answer(&service, "PUT", "/api/v1/registration");
    assert!(unknown.starts_with("HTTP/1.1 404"), "{unknown}");
}

#[test]
fn head_is_answered_as_get_without_the_body() {
    let installation = Installation::demo();
    let service = installation.serve();
    for (path, status) in [
        ("/api/v1/system", 200),
        ("/livez", 200),
        ("/api/v1/registrations", 401),
        ("/api/v1/nothing", 404),
    ] {
        let got = answer(&service, "GET", path);
        let (head, body) = got.split_once("\r\n\r\n").expect("a head");
        assert!(head.starts_with(&format!("HTTP/1.1 {status}")), "{head}");
        assert!(!body.is_empty(), "{path}");
        let asked = answer(&service, "HEAD", path);
        let (head, body) = asked.split_once("\r\n\r\n").expect("a head");
        assert!(head.starts_with(&format!("HTTP/1.1 {status}")), "{head}");
        assert_eq!(body, "", "{path}");
    }
}

#[test]
fn an_unknown_page_of_the_documentation_is_a_problem() {
    let installation = Installation::demo();
    let service = installation.serve();
    assert_eq!(service.get("/docs/").0, 200);
    let (status, body) = service.get("/docs/nothing");
    assert_eq!(status, 404);
    assert!(body.contains("unknown_route"), "{body}");
}
