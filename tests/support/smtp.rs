//! A real SMTP server on this machine: Debian's `python3-aiosmtpd`, with a
//! folder of the letters it took.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// Takes letters until its input ends.
const PROGRAM: &str = r"
import sys
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import AuthResult
password = sys.argv[3].encode() if len(sys.argv) > 3 else None
def known(server, session, envelope, mechanism, given):
    return AuthResult(success=given.password == password, handled=False)
asks = {'auth_required': True, 'auth_require_tls': False, 'authenticator': known} if password else {}
controller = Controller(Mailbox(sys.argv[1]), hostname='127.0.0.1', port=int(sys.argv[2]), **asks)
controller.start()
print('ready', flush=True)
sys.stdin.read()
controller.stop()
";

/// A running server; ends when dropped.
pub struct SmtpServer {
    child: Child,
    folder: TempDir,
}

/// A letter as it arrived.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrived {
    /// Address of the reader.
    pub to: String,
    /// Subject, decoded.
    pub subject: String,
    /// Text, decoded.
    pub body: String,
    /// Its Message-ID.
    pub id: String,
}

/// A port on which nobody listens.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("its address").port()
}

impl SmtpServer {
    /// Starts on `port`; it takes letters when this returns.
    pub fn start(port: u16) -> Self {
        Self::started(port, None)
    }

    /// Starts on `port` and takes letters only after a sign-in with `password`.
    pub fn with_password(port: u16, password: &str) -> Self {
        Self::started(port, Some(password))
    }

    fn started(port: u16, password: Option<&str>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut child = Command::new("/usr/bin/python3")
            .args(["-c", PROGRAM])
            .arg(folder.path().join("letters"))
            .arg(port.to_string())
            .args(password)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output"))
            .read_line(&mut line)
            .expect("a line");
        assert_eq!(line, "ready\n", "scripts/install-packages mail");
        Self { child, folder }
    }

    /// The letters it took, sorted.
    pub fn letters(&self) -> Vec<Arrived> {
        let new: PathBuf = self.folder.path().join("letters/new");
        let mut letters: Vec<Arrived> = std::fs::read_dir(new)
            .into_iter()
            .flatten()
            .map(|entry| std::fs::read_to_string(entry.expect("an entry").path()))
            .map(|text| read(&text.expect("a letter in ASCII")))
            .collect();
        letters.sort();
        letters
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(text: &str) -> Arrived {
    let text = text.replace("\r\n", "\n");
    let (head, body) = text.split_once("\n\n").expect("a head and a body");
    let head = head.replace("\n ", " ").replace("\n\t", " ");
    let header = |name: &str| {
        head.lines()
            .find_map(|line| line.strip_prefix(&format!("{name}: ")))
            .unwrap_or_default()
            .to_owned()
    };
    let body = STANDARD
        .decode(body.replace('\n', ""))
        .expect("a body in base64");
    Arrived {
        to: header("To"),
        subject: words(&header("Subject")),
        body: String::from_utf8(body)
            .expect("UTF-8")
            .replace("\r\n", "\n"),
        id: header("Message-ID"),
    }
}

/// Decodes `=?utf-8?b?…?=` words; blanks between two of them do not count.
fn words(subject: &str) -> String {
    let mut decoded = String::new();
    let mut encoded_before = false;
    for word in subject.split(' ') {
        let inner = word
            .strip_prefix("=?utf-8?b?")
            .and_then(|rest| rest.strip_suffix("?="));
        let joined = encoded_before && inner.is_some();
        if !decoded.is_empty() && !joined {
            decoded.push(' ');
        }
        match inner {
            Some(base64) => {
                let bytes = STANDARD.decode(base64).expect("base64");
                decoded.push_str(&String::from_utf8(bytes).expect("UTF-8"));
            }
            None => decoded.push_str(word),
        }
        encoded_before = inner.is_some();
    }
    decoded
}
