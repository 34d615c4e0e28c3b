//! The limits: what a handler without work, and inserts without a service, reach.

use crate::client::Measured;
use crate::service::{free_port, scratch};
use actix_web::{App, HttpResponse, HttpServer, web};
use diesel::connection::SimpleConnection;
use lamtheo_db::{DatabaseUrl, migrate};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// Serves the bytes of `file` on every path: the same server without work.
pub fn static_handler(port: u16, file: &Path) {
    let body = web::Bytes::from(std::fs::read(file).expect("the bytes"));
    let server = move || {
        let body = body.clone();
        App::new().default_service(web::to(move || {
            let body = body.clone();
            async move {
                HttpResponse::Ok()
                    .content_type("application/json")
                    .body(body)
            }
        }))
    };
    actix_web::rt::System::new()
        .block_on(
            HttpServer::new(server)
                .workers(2)
                .bind(("127.0.0.1", port))
                .expect("a port")
                .run(),
        )
        .expect("the static handler");
}

/// The static handler in a process of its own.
pub struct StaticHandler {
    child: Child,
    port: u16,
}

impl StaticHandler {
    /// Starts it with these bytes.
    pub fn start(body: &[u8]) -> Self {
        let file = scratch().join("static-body");
        std::fs::write(&file, body).expect("the bytes");
        let port = free_port();
        let this = std::env::current_exe().expect("this program");
        let child = Command::new(this)
            .args(["--static-handler", &port.to_string()])
            .arg(&file)
            .spawn()
            .expect("the static handler");
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            std::thread::yield_now();
        }
        Self { child, port }
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for StaticHandler {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Inserts of a meeting with its audit and outbox rows, `batch` to a commit, on
/// an empty database of the same schema and settings.
pub fn inserts(url: &DatabaseUrl, batch: usize, time: Duration) -> Measured {
    let DatabaseUrl::Sqlite(filled) = url else {
        unreachable!("measured on SQLite only")
    };
    let path = filled.with_extension("inserts.db");
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
    }
    let url = DatabaseUrl::Sqlite(path);
    let mut conn = migrate::open(&url).expect("a connection");
    migrate::run(&url, "2022-05-19T00:00:00Z".parse().expect("an instant")).expect("the schema");
    // The rows name a unit and an account that this empty database lacks.
    conn.batch_execute("PRAGMA foreign_keys = OFF")
        .expect("a pragma");
    let (began, mut times, mut number) = (Instant::now(), Vec::new(), 0_u64);
    while began.elapsed() < time {
        let commit = Instant::now();
        conn.batch_execute("BEGIN IMMEDIATE").expect("begin");
        for _ in 0..batch {
            number += 1;
            insert(&mut conn, number);
        }
        conn.batch_execute("COMMIT").expect("commit");
        times.extend(std::iter::repeat_n(commit.elapsed().as_secs_f64(), batch));
    }
    Measured::of(times, began.elapsed())
}

fn insert(conn: &mut lamtheo_db::Db, number: u64) {
    use diesel::prelude::*;
    use lamtheo_db::schema::{audit_log, branch_meetings, outbox};
    let id = |what: &str| format!("01a00000-{what}-7000-8000-{number:012x}");
    let at = chrono::DateTime::UNIX_EPOCH.naive_utc();
    let unit = "01a00000-0000-7000-8000-000000000001";
    diesel::insert_into(branch_meetings::table)
        .values((
            branch_meetings::id.eq(id("0001")),
            branch_meetings::unit_id.eq(unit),
            branch_meetings::held_on.eq(at.date()),
            branch_meetings::kind.eq("regular"),
            branch_meetings::theme.eq("Học tập tấm gương"),
            branch_meetings::present_count.eq(20),
            branch_meetings::absent_count.eq(1),
            branch_meetings::minutes_no.eq("05-BB/CB"),
            branch_meetings::recorded_by.eq(unit),
            branch_meetings::version.eq(1),
            branch_meetings::created_at.eq(at),
            branch_meetings::updated_at.eq(at),
        ))
        .execute(conn)
        .expect("a meeting");
    diesel::insert_into(audit_log::table)
        .values((
            audit_log::id.eq(id("0002")),
            audit_log::at.eq(at),
            audit_log::actor_user_id.eq(unit),
            audit_log::session_id.eq(unit),
            audit_log::ip.eq("127.0.0.1"),
            audit_log::request_id.eq("0123456789abcdef0123456789abcdef"),
            audit_log::action.eq("branch_meeting.recorded"),
            audit_log::object_type.eq("branch_meeting"),
            audit_log::object_id.eq(id("0001")),
            audit_log::unit_id.eq(unit),
            audit_log::after_state.eq(
                "{\"held_on\":\"2022-05-05\",\"kind\":\"regular\",\"minutes_no\":\"05-BB/CB\"}",
            ),
            audit_log::content_hash
                .eq("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
        ))
        .execute(conn)
        .expect("an audit row");
    diesel::insert_into(outbox::table)
        .values((
            outbox::id.eq(id("0003")),
            outbox::at.eq(at),
            outbox::event.eq("branch_meeting.recorded"),
            outbox::object_type.eq("branch_meeting"),
            outbox::object_id.eq(id("0001")),
            outbox::unit_id.eq(unit),
            outbox::audit_id.eq(id("0002")),
        ))
        .execute(conn)
        .expect("an outbox row");
}
