//! A load of one request over kept connections, as plain as can be.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// One request, to be sent over and over.
pub struct Load {
    port: u16,
    request: Vec<u8>,
}

/// What a run measured.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// Requests (or loop turns) a second.
    pub per_second: f64,
    /// Median, in seconds.
    pub p50: f64,
    /// 99th percentile, in seconds.
    pub p99: f64,
}

impl Measured {
    /// From the durations of all requests of a run.
    pub fn of(mut times: Vec<f64>, took: Duration) -> Self {
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        Self {
            per_second: times.len() as f64 / took.as_secs_f64(),
            p50: at(0.5),
            p99: at(0.99),
        }
    }
}

impl Load {
    /// GET `path`.
    pub fn get(port: u16, path: &str, token: &str) -> Self {
        Self::new(
            port,
            format!(
                "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n\r\n"
            ),
        )
    }

    /// POST `body` to `path`.
    pub fn post(port: u16, path: &str, token: &str, body: &str) -> Self {
        Self::new(
            port,
            format!(
                "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            ),
        )
    }

    fn new(port: u16, request: String) -> Self {
        Self {
            port,
            request: request.into_bytes(),
        }
    }

    /// Sends it from `clients` connections for `time`, after a short warm-up.
    pub fn run(&self, clients: usize, time: Duration) -> Measured {
        self.round(clients, time / 4);
        self.round(clients, time)
    }

    fn round(&self, clients: usize, time: Duration) -> Measured {
        let began = Instant::now();
        let times = std::thread::scope(|scope| {
            let running: Vec<_> = (0..clients)
                .map(|_| scope.spawn(|| self.client(began, time)))
                .collect();
            running
                .into_iter()
                .flat_map(|thread| thread.join().expect("a client"))
                .collect()
        });
        Measured::of(times, began.elapsed())
    }

    fn client(&self, began: Instant, time: Duration) -> Vec<f64> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_nodelay(true).expect("a socket option");
        let mut times = Vec::new();
        let mut buffer = vec![0; 256 * 1024];
        while began.elapsed() < time {
            let sent = Instant::now();
            stream.write_all(&self.request).expect("a request");
            answer(&mut stream, &mut buffer);
            times.push(sent.elapsed().as_secs_f64());
        }
        times
    }
}

/// Reads one answer with a Content-Length; only 2xx counts.
fn answer(stream: &mut TcpStream, buffer: &mut [u8]) {
    let mut have = 0;
    let head = loop {
        let read = stream.read(&mut buffer[have..]).expect("an answer");
        assert!(read > 0, "the connection was closed");
        have += read;
        if let Some(end) = buffer[..have].windows(4).position(|w| w == b"\r\n\r\n") {
            break end + 4;
        }
    };
    let text = String::from_utf8_lossy(&buffer[..head]).to_ascii_lowercase();
    assert!(
        text.starts_with("http/1.1 2"),
        "{text}{}",
        String::from_utf8_lossy(&buffer[head..have])
    );
    let length: usize = text
        .lines()
        .find_map(|l| l.strip_prefix("content-length: "))
        .and_then(|l| l.trim().parse().ok())
        .expect("a content-length");
    let mut left = (head + length).saturating_sub(have);
    while left > 0 {
        let end = left.min(buffer.len());
        let read = stream.read(&mut buffer[..end]).expect("a body");
        assert!(read > 0, "the body broke off");
        left -= read;
    }
}
