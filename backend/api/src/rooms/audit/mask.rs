//! What of a change an administrator may see.

use serde_json::{Map, Value};

/// Kinds of records whose texts are no matter of administrators.
const BUSINESS: [&str; 8] = [
    "registration",
    "pledge",
    "issue",
    "export",
    "branch_meeting",
    "person",
    "membership",
    "figure",
];

/// Fields that say what happened without saying what was written.
const OPEN: [&str; 22] = [
    "status",
    "year",
    "subject_kind",
    "unit_id",
    "late",
    "paper_signed",
    "on_behalf",
    "visibility",
    "result",
    "declared_result",
    "verified_result",
    "counted",
    "version",
    "valid_from",
    "valid_to",
    "metric",
    "kind",
    "due_on",
    "extensions_count",
    "reopened_count",
    "rows",
    "form",
];

/// Whether records of this kind are no matter of administrators.
pub fn is_business(object_type: &str) -> bool {
    BUSINESS.contains(&object_type)
}

/// The change with what may not be seen replaced by `***`.
pub fn masked(object_type: &str, state: Option<&str>) -> Option<Value> {
    let state: Value = serde_json::from_str(state?).ok()?;
    if !is_business(object_type) {
        return Some(state);
    }
    let Value::Object(fields) = state else {
        return Some(Value::String("***".to_owned()));
    };
    let fields: Map<String, Value> = fields
        .into_iter()
        .map(|(name, value)| {
            if OPEN.contains(&name.as_str()) && !value.is_object() && !value.is_array() {
                (name, value)
            } else {
                (name, Value::String("***".to_owned()))
            }
        })
        .collect();
    Some(Value::Object(fields))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn business_texts_are_masked_and_states_are_not() {
        let state = json!({"status": "approved", "content": "Giúp hộ nghèo", "pledges": [1]});
        assert_eq!(
            masked("registration", Some(&state.to_string())),
            Some(json!({"status": "approved", "content": "***", "pledges": "***"}))
        );
        assert_eq!(
            masked("user", Some(r#"{"username":"tinh"}"#)),
            Some(json!({"username": "tinh"}))
        );
        assert_eq!(masked("pledge", Some("\"text\"")), Some(json!("***")));
        assert_eq!(masked("pledge", None), None);
    }
}
