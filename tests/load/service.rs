//! The real program as a process of its own.

use lamtheo_db::DatabaseUrl;
use serde_json::Value;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Issuer of the tokens, the same in every process of the benchmark.
pub const BASE_URL: &str = "http://lamtheo.bench";
/// Signs the tokens of the benchmark.
pub const SECRET: &str = "a secret of the benchmark, 32 bytes or more";

/// The program under test, built beside this one.
fn program() -> PathBuf {
    let here = std::env::current_exe().expect("this program");
    here.parent()
        .and_then(Path::parent)
        .expect("the build folder")
        .join("lamtheo")
}

/// Where the benchmark keeps its databases between runs.
pub fn scratch() -> PathBuf {
    let here = std::env::current_exe().expect("this program");
    let folder = here
        .parent()
        .and_then(Path::parent)
        .and_then(Path::parent)
        .expect("the target folder")
        .join("bench-data");
    std::fs::create_dir_all(&folder).expect("a scratch folder");
    folder
}

fn url_text(url: &DatabaseUrl) -> String {
    match url {
        DatabaseUrl::Sqlite(path) => format!("sqlite://{}", path.display()),
        DatabaseUrl::Postgres(text) => text.clone(),
    }
}

fn command(url: &DatabaseUrl) -> Command {
    let mut command = Command::new(program());
    command
        .env("LAMTHEO_ENV", "demo")
        .env("LAMTHEO_RATE_LIMITS", "off")
        .env("LAMTHEO_READY_FREE_PERCENT", "0")
        .env("LAMTHEO_BASE_URL", BASE_URL)
        .env("LAMTHEO_TOKEN_SECRET", SECRET)
        .env("LAMTHEO_DATA_DIR", scratch())
        .env("LAMTHEO_DATABASE_URL", url_text(url));
    command
}

/// Loads the demonstration, unless an earlier run has.
pub fn fill(url: &DatabaseUrl, scale: &str, password: &str) {
    let mark = scratch().join(format!("{}-{scale}.filled", url.kind()));
    if mark.exists() {
        return;
    }
    if let DatabaseUrl::Sqlite(path) = url {
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
        }
    }
    let began = Instant::now();
    let done = command(url)
        .args(["demo", "--scale", scale, "--password", password])
        .stdout(Stdio::null())
        .status();
    assert!(
        done.expect("the demonstration").success(),
        "the demonstration was not loaded"
    );
    println!(
        "  demo     loaded in {:.0} s",
        began.elapsed().as_secs_f64()
    );
    std::fs::write(mark, "").expect("a mark");
}

/// A running service; stopped when dropped.
pub struct Service {
    child: Child,
    port: u16,
}

impl Service {
    /// Starts it; how long until it was ready.
    pub fn start(url: &DatabaseUrl) -> (Self, Duration) {
        let port = free_port();
        let began = Instant::now();
        let child = command(url)
            .env("LAMTHEO_LISTEN", format!("127.0.0.1:{port}"))
            .arg("serve")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the service");
        let service = Self { child, port };
        while !service.is_ready() {
            assert!(
                began.elapsed() < Duration::from_secs(20),
                "the service does not get ready"
            );
            std::thread::yield_now();
        }
        (service, began.elapsed())
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    fn is_ready(&self) -> bool {
        TcpStream::connect(("127.0.0.1", self.port)).is_ok()
            && ureq::get(self.url("/readyz")).call().is_ok()
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// An access token.
    pub fn sign_in(&self, username: &str, password: &str) -> String {
        let body = serde_json::json!({ "username": username, "password": password });
        let mut reply = ureq::post(self.url("/api/v1/auth/login"))
            .send_json(body)
            .expect("a sign-in");
        let reply: Value = reply.body_mut().read_json().expect("a token");
        reply["access_token"].as_str().expect("a token").to_owned()
    }

    /// The bytes of a reply.
    pub fn body(&self, path: &str, token: &str) -> Vec<u8> {
        let call = ureq::get(self.url(path)).header("authorization", &format!("Bearer {token}"));
        call.call()
            .expect("a reply")
            .body_mut()
            .read_to_vec()
            .expect("a body")
    }

    /// A reply as JSON.
    pub fn get(&self, path: &str, token: &str) -> Value {
        serde_json::from_slice(&self.body(path, token)).expect("JSON")
    }

    /// A line of the process's memory figures, in KiB.
    pub fn memory(&self, name: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .unwrap_or_default();
        status
            .lines()
            .find_map(|l| l.strip_prefix(name))
            .and_then(|l| l.trim_start_matches(':').split_whitespace().next())
            .and_then(|n| n.parse().ok())
            .unwrap_or(0)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that is free now.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|l| l.local_addr())
        .expect("a free port")
        .port()
}
