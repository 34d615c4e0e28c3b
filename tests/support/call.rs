//! One request of an actor and its reply.

use crate::app::TestApp;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::test::TestRequest;
use actix_web::web::Bytes;
use serde_json::Value;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

const BASE: &str = "/api/v1";
const OUTSIDE: [&str; 4] = ["/livez", "/readyz", "/openapi.json", "/docs"];

/// A request being put together; `.await` sends it.
pub struct Call {
    app: TestApp,
    method: Method,
    path: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
}

impl Call {
    pub(crate) fn new(app: &TestApp, method: Method, path: &str) -> Self {
        let whole = path.starts_with(BASE) || OUTSIDE.iter().any(|start| path.starts_with(start));
        Self {
            app: app.clone(),
            method,
            path: if whole {
                path.to_owned()
            } else {
                format!("{BASE}{path}")
            },
            headers: Vec::new(),
            body: Bytes::new(),
        }
    }

    /// With a header.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        let value = HeaderValue::from_str(value).expect("a header value");
        self.headers.push((HeaderName::from_static(name), value));
        self
    }

    /// With a JSON body.
    pub fn json(self, body: Value) -> Self {
        self.bytes("application/json", body.to_string())
    }

    /// With any body.
    pub fn bytes(self, content_type: &str, body: impl Into<Bytes>) -> Self {
        let mut call = self.header("content-type", content_type);
        call.body = body.into();
        call
    }

    /// On the version of the record that the caller has read.
    pub fn if_match(self, version: i64) -> Self {
        self.header("if-match", &format!("\"{version}\""))
    }

    /// With an Idempotency-Key.
    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    async fn send(self) -> Reply {
        let mut request = TestRequest::default()
            .method(self.method)
            .uri(&self.path)
            .peer_addr(([192, 0, 2, 1], 40_000).into())
            .set_payload(self.body);
        for header in self.headers {
            request = request.append_header(header);
        }
        self.app.serve(request).await
    }
}

impl IntoFuture for Call {
    type Output = Reply;
    type IntoFuture = Pin<Box<dyn Future<Output = Reply>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Reply {
    /// HTTP status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Whole body.
    pub body: Bytes,
}

impl Reply {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error} in {:?}", self.body))
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The body, when the status is the expected one; null when it is not JSON.
    #[track_caller]
    pub fn ok(&self, status: u16) -> Value {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{}",
            String::from_utf8_lossy(&self.body)
        );
        let json = self
            .header("content-type")
            .is_some_and(|kind| kind.contains("json"));
        if json { self.json() } else { Value::Null }
    }

    /// The problem, when status and code are the expected ones.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) -> Value {
        let problem = self.ok(status);
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json"),
            "{problem}"
        );
        assert_eq!(problem["code"], code, "{problem}");
        problem
    }

    /// The version of the record in the reply.
    pub fn version(&self) -> i64 {
        self.json()["version"].as_i64().expect("a version")
    }
}
