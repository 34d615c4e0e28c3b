//! One request about a target.

use lamtheo_tests::{Actor, Reply};
use serde_json::Value;

/// What goes out beside method and path template.
#[derive(Default, PartialEq)]
pub struct Ask {
    /// What stands for the parameter in the path.
    pub parameter: Option<String>,
    /// Query string.
    pub query: String,
    /// JSON body.
    pub body: Option<Value>,
    /// Form with a file: content type and bytes.
    pub form: Option<(String, Vec<u8>)>,
    /// The record that a list shows or not.
    pub listed: Option<String>,
}

impl Ask {
    /// About the record `id`.
    pub fn about(id: impl ToString) -> Self {
        Self {
            parameter: Some(id.to_string()),
            ..Self::default()
        }
    }

    /// A change of the record `id`.
    pub fn change(id: impl ToString, body: Value) -> Self {
        Self {
            body: Some(body),
            ..Self::about(id)
        }
    }

    /// A creation.
    pub fn create(body: Value) -> Self {
        Self {
            body: Some(body),
            ..Self::default()
        }
    }

    /// A list that may hold the record `id`.
    pub fn list(id: impl ToString, query: impl Into<String>) -> Self {
        Self {
            listed: Some(id.to_string()),
            query: query.into(),
            ..Self::default()
        }
    }

    /// Sends it for `operation`, e.g. `GET /api/v1/units/{id}`, with the version
    /// of the record, always 1, where one is needed.
    pub async fn send(&self, caller: &Actor, operation: &str, version: Option<i64>) -> Reply {
        let (method, template) = operation.split_once(' ').expect("METHOD path");
        let mut path = template.to_owned();
        // Several parameters are written one after the other: `issue/milestone`.
        for value in self.parameter.iter().flat_map(|all| all.split('/')) {
            let (open, close) = path
                .find('{')
                .zip(path.find('}'))
                .unwrap_or_else(|| panic!("{operation}: a parameter too much"));
            path.replace_range(open..=close, value);
        }
        assert!(!path.contains('{'), "{operation}: a parameter is missing");
        if !self.query.is_empty() {
            path = format!("{path}?{}", self.query);
        }
        let mut call = caller.request(method, &path);
        if let Some(version) = version {
            call = call.if_match(version);
        }
        if let Some(body) = &self.body {
            call = call.json(body.clone());
        }
        if let Some((kind, body)) = &self.form {
            call = call.bytes(kind, body.clone());
        }
        call.await
    }
}
