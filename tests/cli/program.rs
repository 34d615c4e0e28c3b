//! Runs the built program with nothing of the tests' own environment.

use lamtheo_db::{DatabaseUrl, Db, migrate};
use lamtheo_tests::{Backend, FreshDatabase};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use tempfile::TempDir;

/// The password of the demonstration's sign-ins.
pub const PASSWORD: &str = "mat-khau-minh-hoa";

/// An installation in a temporary folder.
pub struct Installation {
    folder: TempDir,
    variables: Vec<(String, String)>,
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Installation {
    /// A demonstration installation with an empty data folder.
    pub fn demo() -> Self {
        Self::bare().with("LAMTHEO_ENV", "demo")
    }

    /// No setting but the data folder.
    pub fn bare() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = folder.path().join("data").display().to_string();
        Self {
            folder,
            variables: vec![("LAMTHEO_DATA_DIR".to_owned(), data)],
        }
        .with("LAMTHEO_LISTEN", "127.0.0.1:0")
        // How full the disk of the testing machine is decides about nothing.
        .with("LAMTHEO_READY_FREE_PERCENT", "0")
    }

    /// A demonstration installation on a database of its own; the second value
    /// keeps the database.
    pub fn on(backend: Backend) -> (Self, FreshDatabase) {
        let database = FreshDatabase::empty(backend);
        let installation = Self::demo().with("LAMTHEO_DATABASE_URL", &database.url_text());
        (installation, database)
    }

    /// One more variable.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A path in the installation's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The embedded database.
    pub fn database(&self) -> PathBuf {
        self.path("data/lamtheo.db")
    }

    /// A connection to the embedded database.
    pub fn connect(&self) -> Db {
        migrate::open(&DatabaseUrl::Sqlite(self.database())).expect("a connection")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lamtheo"));
        command
            .args(arguments)
            .env_clear()
            .envs(self.variables.iter().map(|(n, v)| (n, v)))
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        let output = self.command(arguments).output().expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Ended {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// Runs a command that must succeed; returns what it printed.
    pub fn must(&self, arguments: &[&str]) -> String {
        let ended = self.run(arguments);
        assert_eq!(ended.code, Some(0), "{arguments:?}: {ended:?}");
        ended.out
    }

    /// Runs a command that must fail; returns what it said.
    pub fn must_fail(&self, arguments: &[&str]) -> String {
        let ended = self.run(arguments);
        assert_eq!(ended.code, Some(1), "{arguments:?}: {ended:?}");
        ended.err
    }

    /// Loads the small demonstration.
    pub fn fill(&self) {
        self.must(&["demo", "--scale", "small", "--password", PASSWORD]);
    }

    /// Starts the service; it listens when this returns.
    pub fn serve(&self) -> Service {
        self.serve_with(&[])
    }

    /// Starts the service with more arguments.
    pub fn serve_with(&self, arguments: &[&str]) -> Service {
        let (mut service, first) = self.start(&[&["serve"], arguments].concat());
        match first.trim_end().rsplit_once("http://") {
            Some((_, address)) => address.clone_into(&mut service.address),
            None => panic!("the service did not start: {}", service.rest_of_log()),
        }
        service
    }

    /// Starts `lamtheo worker`; it works when this returns.
    pub fn work(&self) -> Service {
        let (mut worker, first) = self.start(&["worker"]);
        assert_eq!(first, "lamtheo works\n", "{}", worker.rest_of_log());
        worker
    }

    fn start(&self, arguments: &[&str]) -> (Service, String) {
        let mut child = self
            .command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let log = BufReader::new(child.stderr.take().expect("its log"));
        let mut first = String::new();
        BufReader::new(child.stdout.take().expect("its output"))
            .read_line(&mut first)
            .expect("a line");
        let service = Service {
            child,
            log,
            address: String::new(),
        };
        (service, first)
    }
}

/// A running service; killed when dropped.
pub struct Service {
    child: Child,
    log: BufReader<ChildStderr>,
    address: String,
}

impl Service {
    /// `host:port`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// GET: status and body.
    pub fn get(&self, path: &str) -> (u16, String) {
        get(&self.address, path)
    }

    /// POST of JSON: status and body.
    pub fn post(&self, path: &str, body: &str) -> (u16, String) {
        let answer = agent()
            .post(format!("http://{}{path}", self.address))
            .content_type("application/json")
            .send(body);
        told(answer)
    }

    /// Sends these bytes; the answer with its head, up to the end of the connection.
    pub fn raw(&self, request: &str) -> String {
        let mut stream = std::net::TcpStream::connect(&self.address).expect("a connection");
        stream
            .write_all(request.as_bytes())
            .expect("a sent request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    /// Sends a signal: `TERM`, `INT`.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args([&format!("-{name}"), &self.child.id().to_string()])
            .status()
            .expect("kill runs");
        assert!(sent.success());
    }

    /// Reads the log up to a line with `text`, and returns that line.
    pub fn log_until(&mut self, text: &str) -> String {
        loop {
            let mut line = String::new();
            let read = self.log.read_line(&mut line).expect("a line of the log");
            assert!(read > 0, "the log ended before {text:?}");
            if line.contains(text) {
                return line;
            }
        }
    }

    /// Waits for the end; the exit code and the rest of the log.
    pub fn wait(mut self) -> (Option<i32>, String) {
        let log = self.rest_of_log();
        let status = self.child.wait().expect("the service ends");
        (status.code(), log)
    }

    /// SIGKILL: the process is gone when this returns.
    pub fn kill(mut self) {
        self.child.kill().expect("a killed service");
        self.child.wait().expect("its end");
    }

    /// SIGTERM, and waits for the end.
    pub fn stop(self) -> String {
        self.signal("TERM");
        let (code, log) = self.wait();
        assert_eq!(code, Some(0), "{log}");
        log
    }

    fn rest_of_log(&mut self) -> String {
        let mut rest = String::new();
        self.log.read_to_string(&mut rest).expect("the log");
        rest
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A client that takes any status for an answer.
pub fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into()
}

/// GET on any address.
pub fn get(address: &str, path: &str) -> (u16, String) {
    told(agent().get(format!("http://{address}{path}")).call())
}

fn told(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> (u16, String) {
    let mut answer = answer.expect("an answer");
    let body = answer.body_mut().read_to_string().expect("a body");
    (answer.status().as_u16(), body)
}

/// The text of a file.
pub fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a readable file")
}
