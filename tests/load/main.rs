//! `make bench`: what the service reaches, as ratios against limits taken in
//! the same run. Nothing here asserts a time.

mod client;
mod limits;
mod replay;
mod service;

use client::{Load, Measured};
use lamtheo_db::DatabaseUrl;
use service::Service;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

const PASSWORD: &str = "minh-hoa-lam-theo";
const RUN: Duration = Duration::from_secs(4);

fn main() {
    let mut args = std::env::args().skip(1);
    if args.next().as_deref() == Some("--static-handler") {
        let port = args.next().and_then(|p| p.parse().ok()).expect("a port");
        let body = PathBuf::from(args.next().expect("a file"));
        return limits::static_handler(port, &body);
    }
    let scale = std::env::var("SCALE").unwrap_or_else(|_| "full".to_owned());
    say(&format!(
        "lamtheo bench, demonstration {scale}, {} cores",
        std::thread::available_parallelism().map_or(1, usize::from)
    ));
    for url in databases() {
        bench(&url, &scale);
    }
}

fn databases() -> Vec<DatabaseUrl> {
    let mut urls = vec![DatabaseUrl::Sqlite(service::scratch().join("bench.db"))];
    if let Ok(url) = std::env::var("LAMTHEO_BENCH_POSTGRES_URL") {
        urls.push(url.parse().expect("a database URL"));
    }
    urls
}

fn bench(url: &DatabaseUrl, scale: &str) {
    let kind = url.kind();
    say(&format!("\n{kind}"));
    service::fill(url, scale, PASSWORD);
    let (service, started) = Service::start(url);
    say(&format!(
        "  start    to ready {:>6.0} ms (reach 500)",
        started.as_secs_f64() * 1e3
    ));
    say(&format!(
        "  memory   idle {:>5} MiB (reach 64)",
        service.memory("VmRSS") / 1024
    ));
    let secretary = service.sign_in("chibo", PASSWORD);
    let staff = service.sign_in("xa", PASSWORD);
    bench_get(&service, &secretary);
    bench_list(&service, url, &staff);
    if matches!(url, DatabaseUrl::Sqlite(_)) {
        bench_create(&service, url, &secretary);
    }
    say(&format!(
        "  memory   peak {:>5} MiB under this load",
        service.memory("VmHWM") / 1024
    ));
}

fn bench_get(service: &Service, token: &str) {
    let list = service.get("/api/v1/registrations?per_page=1", token);
    let id = list["items"][0]["id"]
        .as_str()
        .expect("a registration")
        .to_owned();
    let path = format!("/api/v1/registrations/{id}");
    let got = Load::get(service.port(), &path, token).run(16, RUN);
    let handler = limits::StaticHandler::start(&service.body(&path, token));
    let limit = Load::get(handler.port(), "/", token).run(16, RUN);
    line(
        "get",
        &got,
        &limit,
        0.25,
        "static handler, same bytes, same client",
    );
}

fn bench_list(service: &Service, url: &DatabaseUrl, token: &str) {
    let path =
        "/api/v1/registrations?year=2022&status=approved,submitted&per_page=50&sort=-submitted_at";
    let got = Load::get(service.port(), path, token).run(2, RUN);
    let statements = replay::statements_of(url, path, token);
    let limit = replay::tight_loop(url, &statements, 2, RUN);
    line(
        "list",
        &got,
        &limit,
        0.8,
        &format!("tight loop of its {} statements", statements.len()),
    );
}

fn bench_create(service: &Service, url: &DatabaseUrl, token: &str) {
    let unit = service.get("/api/v1/auth/me", token)["roles"][0]["unit_id"]
        .as_str()
        .expect("a unit")
        .to_owned();
    let body = serde_json::json!({
        "unit_id": unit, "held_on": "2022-05-05", "kind": "regular", "theme": "Học tập tấm gương",
        "present_count": 20, "absent_count": 1, "minutes_no": "05-BB/CB",
    });
    let got = Load::post(
        service.port(),
        "/api/v1/branch-meetings",
        token,
        &body.to_string(),
    )
    .run(32, RUN);
    let limit = limits::inserts(url, 50, RUN);
    line(
        "create",
        &got,
        &limit,
        0.6,
        "tight loop, 50 per commit, audit and outbox rows included",
    );
}

fn line(name: &str, got: &Measured, limit: &Measured, reach: f64, against: &str) {
    say(&format!(
        "  {name:<8} ratio {:>5.2} (reach {reach}) {:>8.0}/s p50 {:>6.2} ms p99 {:>6.2} ms | {:>8.0}/s {against}",
        got.per_second / limit.per_second,
        got.per_second,
        got.p50 * 1e3,
        got.p99 * 1e3,
        limit.per_second,
    ));
}

fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}
