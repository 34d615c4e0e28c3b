//! How the service ends.

use crate::program::{Installation, Service};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

const BODY: &str = r#"{"username":"x","password":"y"}"#;

/// A request whose handler waits for the rest of its body.
fn half_a_request(service: &Service) -> TcpStream {
    let mut stream = TcpStream::connect(service.address()).unwrap();
    write!(
        stream,
        "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
         Expect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        BODY.len()
    )
    .unwrap();
    let mut interim = String::new();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    reader.read_line(&mut interim).unwrap();
    assert!(interim.starts_with("HTTP/1.1 100"), "{interim}");
    reader.read_line(&mut interim).unwrap();
    stream
}

#[test]
fn a_request_under_way_is_answered_and_its_connection_closed() {
    let installation = Installation::demo();
    let mut service = installation.serve();
    let mut stream = half_a_request(&service);
    service.signal("TERM");
    service.log_until("stopping");
    stream.write_all(BODY.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    assert!(
        answer.to_lowercase().contains("connection: close"),
        "{answer}"
    );
    let (code, log) = service.wait();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("\"stopped\""));
}

#[test]
fn idle_connections_do_not_hold_up_the_end() {
    let installation = Installation::demo();
    let service = installation.serve();
    let idle: Vec<TcpStream> = (0..20)
        .map(|_| TcpStream::connect(service.address()).unwrap())
        .collect();
    service.get("/livez");
    service.stop();
    drop(idle);
}

#[test]
fn it_is_not_ready_before_it_stops_and_a_second_signal_ends_it_at_once() {
    let installation = Installation::demo().with("LAMTHEO_SHUTDOWN_WAIT_SECONDS", "300");
    let mut service = installation.serve();
    service.signal("TERM");
    service.log_until("stopping");
    assert_eq!(service.get("/readyz"), (503, "shutting_down\n".to_owned()));
    assert_eq!(service.get("/api/v1/system").0, 200);
    service.signal("INT");
    let (code, log) = service.wait();
    assert_eq!(code, Some(130), "{log}");
}

#[test]
fn the_database_is_one_file_afterwards() {
    let installation = Installation::demo();
    installation.fill();
    let service = installation.serve();
    service.post("/api/v1/auth/login", BODY);
    service.stop();
    let left: Vec<String> = std::fs::read_dir(installation.path("data"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("lamtheo.db-"))
        .filter(|name| {
            std::fs::metadata(installation.path("data").join(name)).is_ok_and(|m| m.len() > 0)
        })
        .collect();
    assert_eq!(left, Vec::<String>::new());
}
