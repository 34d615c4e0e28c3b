//! `openapi/openapi.json` is what the code says; nothing breaks unnoticed.

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The contract as the code says it.
pub fn from_code() -> Value {
    serde_json::to_value(lamtheo_api::openapi()).expect("a JSON document")
}

fn checked_in() -> Value {
    let path = root().join("openapi/openapi.json");
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|_| panic!("{} is missing: make openapi", path.display()));
    serde_json::from_str(&text).expect("a JSON document")
}

#[test]
fn the_contract_is_checked_in() {
    let (old, new) = (checked_in(), from_code());
    let approved = std::fs::read_to_string(root().join("openapi/approved-changes.txt"))
        .expect("openapi/approved-changes.txt");
    let unapproved: Vec<String> = breaking(&old, &new)
        .into_iter()
        .filter(|change| !approved.lines().any(|line| line == change))
        .collect();
    assert!(
        unapproved.is_empty(),
        "these changes break clients; approve them by name in openapi/approved-changes.txt:\n{}",
        unapproved.join("\n")
    );
    assert!(old == new, "openapi/openapi.json is stale: make openapi");
}

#[test]
fn every_operation_says_what_it_is_and_how_it_refuses() {
    let document = from_code();
    let mut complaints = Vec::new();
    for (name, operation) in operations(&document) {
        let summary = operation["summary"].as_str().unwrap_or_default();
        if summary.trim().is_empty() {
            complaints.push(format!("{name}: no summary"));
        }
        let refuses = operation["responses"].as_object().is_some_and(|responses| {
            responses
                .values()
                .any(|response| response.to_string().contains("roblem"))
        });
        if !refuses {
            complaints.push(format!("{name}: no problem+json response"));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn every_reference_leads_somewhere() {
    let document = from_code();
    let mut broken = BTreeSet::new();
    visit(&document, &mut |value| {
        if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
            let pointer = reference.trim_start_matches('#');
            if document.pointer(pointer).is_none() {
                broken.insert(reference.to_owned());
            }
        }
    });
    assert!(broken.is_empty(), "{broken:?}");
}

#[test]
fn codes_are_the_words_that_are_sent() {
    let document = from_code();
    let schemas = document["components"]["schemas"].as_object();
    let strange: Vec<String> = schemas
        .into_iter()
        .flatten()
        .flat_map(|(name, schema)| {
            words(&schema["enum"])
                .into_iter()
                .map(move |word| format!("{name}: {word}"))
        })
        .filter(|line| {
            let word = line.split(": ").nth(1).unwrap_or_default();
            !word
                .chars()
                .all(|c| c.is_ascii_lowercase() || "_-".contains(c))
        })
        .collect();
    assert_eq!(strange, Vec::<String>::new());
}

fn visit(value: &Value, see: &mut impl FnMut(&Value)) {
    see(value);
    match value {
        Value::Object(fields) => fields.values().for_each(|field| visit(field, see)),
        Value::Array(items) => items.iter().for_each(|item| visit(item, see)),
        _ => {}
    }
}

/// `METHOD path` and the operation.
pub fn operations(document: &Value) -> Vec<(String, &Value)> {
    let Some(paths) = document["paths"].as_object() else {
        return Vec::new();
    };
    paths
        .iter()
        .flat_map(|(path, item)| {
            let item = item.as_object().into_iter().flatten();
            item.filter(|(method, _)| {
                ["get", "post", "put", "patch", "delete"].contains(&method.as_str())
            })
            .map(move |(method, operation)| {
                (format!("{} {path}", method.to_uppercase()), operation)
            })
        })
        .collect()
}

/// What a client of `old` would miss in `new`: operations, parameters, fields
/// and codes that are gone, and fields that became required.
fn breaking(old: &Value, new: &Value) -> Vec<String> {
    let mut changes = Vec::new();
    let now = operations(new);
    for (name, before) in operations(old) {
        let Some((_, after)) = now.iter().find(|(other, _)| *other == name) else {
            changes.push(format!("{name}: removed"));
            continue;
        };
        for parameter in names(&before["parameters"]).difference(&names(&after["parameters"])) {
            changes.push(format!("{name}: parameter {parameter} removed"));
        }
    }
    let none = serde_json::Map::new();
    let schemas = |document: &'_ Value| document["components"]["schemas"].clone();
    let (before, after) = (schemas(old), schemas(new));
    for (name, schema) in before.as_object().unwrap_or(&none) {
        let Some(now) = after.get(name) else {
            changes.push(format!("{name}: removed"));
            continue;
        };
        for field in keys(&schema["properties"]).difference(&keys(&now["properties"])) {
            changes.push(format!("{name}: field {field} removed"));
        }
        for code in words(&schema["enum"]).difference(&words(&now["enum"])) {
            changes.push(format!("{name}: code {code} removed"));
        }
        let asked = name.ends_with("Body") || name.starts_with("New");
        for field in words(&now["required"]).difference(&words(&schema["required"])) {
            if asked || keys(&schema["properties"]).contains(field) {
                changes.push(format!("{name}: field {field} became required"));
            }
        }
    }
    changes
}

fn names(parameters: &Value) -> BTreeSet<String> {
    let list = parameters.as_array().into_iter().flatten();
    list.filter_map(|parameter| parameter["name"].as_str().map(str::to_owned))
        .collect()
}

fn keys(object: &Value) -> BTreeSet<String> {
    let fields = object.as_object().into_iter().flatten();
    fields.map(|(name, _)| name.clone()).collect()
}

fn words(list: &Value) -> BTreeSet<String> {
    let items = list.as_array().into_iter().flatten();
    items
        .filter_map(|item| item.as_str().map(str::to_owned))
        .collect()
}

#[test]
fn a_break_is_named() {
    let old = serde_json::json!({
        "paths": {"/a": {"get": {"parameters": [{"name": "q"}]}, "post": {}}},
        "components": {"schemas": {"Thing": {"properties": {"id": {}, "word": {}}, "enum": ["x"]}}}
    });
    let new = serde_json::json!({
        "paths": {"/a": {"get": {"parameters": []}}},
        "components": {"schemas": {"Thing": {"properties": {"id": {}}, "enum": []}}}
    });
    assert_eq!(
        breaking(&old, &new),
        [
            "GET /a: parameter q removed",
            "POST /a: removed",
            "Thing: field word removed",
            "Thing: code x removed"
        ]
    );
    assert_eq!(breaking(&old, &old), Vec::<String>::new());
}
