//! JSON in: bounded depth, clean text, unknown fields refused, every fault with
//! its place and a Vietnamese sentence.

use chrono::NaiveDate;
use lamtheo_domain::kernel::{FieldError, Refusal};
use serde::de::DeserializeOwned;
use serde_json::Value;
use unicode_normalization::is_nfc;

/// Deepest nesting.
const DEPTH: usize = 32;
/// Longest string, in characters.
const STRING_CHARS: usize = 10_000;
const WRONG_DATE: &str = "Ngày, tháng không hợp lệ (dạng đúng: 2022-05-19)";

/// What a body's text must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRule {
    /// NFC, no control or direction-changing characters.
    Strict,
    /// Passwords: any normal form, but no control characters.
    AnyNormalForm,
}

/// Why bytes are not the JSON that is wanted: syntax (400) or content (422).
#[derive(Debug)]
pub enum JsonFault {
    /// Not JSON, or nested too deep.
    Syntax(Refusal),
    /// JSON of the wrong shape or with forbidden text.
    Content(Refusal),
}

/// Parses `bytes` as `T`.
pub fn parse<T: DeserializeOwned>(bytes: &[u8], rule: TextRule) -> Result<T, JsonFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| {
        JsonFault::Syntax(Refusal::invalid(
            "json_not_utf8",
            "Nội dung gửi lên không đúng mã hóa UTF-8",
        ))
    })?;
    if nesting(text) > DEPTH {
        return Err(JsonFault::Syntax(Refusal::invalid(
            "json_too_deep",
            "Nội dung JSON lồng quá nhiều cấp (tối đa 32)",
        )));
    }
    let value: Value = serde_json::from_str(text).map_err(|_| {
        JsonFault::Syntax(Refusal::invalid(
            "json_syntax",
            "Nội dung gửi lên không phải JSON hợp lệ",
        ))
    })?;
    let mut faults = Vec::new();
    check_text(&value, &mut String::new(), rule, &mut faults);
    if !faults.is_empty() {
        return Err(JsonFault::Content(Refusal::fields(faults)));
    }
    serde_path_to_error::deserialize(value).map_err(|error| {
        let pointer = pointer_of(error.path());
        JsonFault::Content(Refusal::fields(vec![explain(
            pointer,
            &error.inner().to_string(),
        )]))
    })
}

/// Deepest nesting of arrays and objects outside of strings.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest, mut quoted, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

fn check_text(value: &Value, pointer: &mut String, rule: TextRule, faults: &mut Vec<FieldError>) {
    let length = pointer.len();
    match value {
        Value::String(text) => faults.extend(
            text_fault(text, rule)
                .map(|(code, message)| FieldError::new(pointer.clone(), code, message)),
        ),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                push(pointer, index);
                check_text(item, pointer, rule, faults);
                pointer.truncate(length);
            }
        }
        Value::Object(fields) => {
            for (name, item) in fields {
                pointer.push('/');
                pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
                check_text(item, pointer, rule, faults);
                pointer.truncate(length);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The fault of a text, also of a query parameter.
pub fn text_fault(text: &str, rule: TextRule) -> Option<(&'static str, &'static str)> {
    if text.chars().any(is_forbidden) {
        Some((
            "forbidden_character",
            "Có ký tự điều khiển hoặc ký tự đổi chiều chữ, không được phép",
        ))
    } else if text.chars().count() > STRING_CHARS {
        Some(("too_long", "Nội dung quá dài (tối đa 10.000 ký tự)"))
    } else if rule == TextRule::Strict && !is_nfc(text) {
        Some((
            "text_not_nfc",
            "Chữ có dấu phải ở dạng Unicode dựng sẵn (NFC)",
        ))
    } else if rule == TextRule::Strict && is_signed_date(text) {
        Some(("invalid_date", WRONG_DATE))
    } else {
        None
    }
}

/// A year outside 0000 to 9999 is read from a sign before it; a column of
/// SQLite compares days as text and would put it anywhere.
fn is_signed_date(text: &str) -> bool {
    text.trim_start().starts_with(['+', '-']) && text.parse::<NaiveDate>().is_ok()
}

fn is_forbidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}')
}

fn push(pointer: &mut String, part: impl std::fmt::Display) {
    pointer.push('/');
    pointer.push_str(&part.to_string());
}

fn pointer_of(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter().fold(String::new(), |mut whole, segment| {
        let pointer = &mut whole;
        match segment {
            Segment::Seq { index } => push(pointer, index),
            Segment::Map { key } => push(pointer, key),
            Segment::Enum { variant } => push(pointer, variant),
            Segment::Unknown => {}
        }
        whole
    })
}

/// Says in Vietnamese what the deserialiser found; its own words stay inside.
pub fn explain(pointer: String, library_text: &str) -> FieldError {
    let named = || {
        library_text
            .split('`')
            .nth(1)
            .unwrap_or_default()
            .to_owned()
    };
    let below = |pointer: &str, name: &str| {
        if pointer.ends_with(&format!("/{name}")) {
            pointer.to_owned()
        } else {
            format!("{pointer}/{name}")
        }
    };
    if library_text.starts_with("unknown field") {
        let name = named();
        FieldError::new(
            below(&pointer, &name),
            "unknown_field",
            format!("Không có trường “{name}”"),
        )
    } else if library_text.starts_with("missing field") {
        let name = named();
        FieldError::new(
            below(&pointer, &name),
            "required",
            format!("Thiếu trường bắt buộc “{name}”"),
        )
    } else if library_text.starts_with("invalid type") {
        FieldError::new(pointer, "wrong_type", "Giá trị không đúng kiểu dữ liệu")
    } else if library_text.starts_with("unknown variant")
        || library_text.starts_with("unknown code")
    {
        FieldError::new(pointer, "unknown_code", "Mã không có trong danh mục")
    } else if library_text.contains("not an id") {
        FieldError::new(pointer, "invalid_id", "Mã định danh không hợp lệ")
    } else if library_text.contains("premature end of input")
        || library_text.contains("invalid characters")
        || library_text.contains("out of range")
        || library_text.contains("trailing input")
    {
        FieldError::new(pointer, "invalid_date", WRONG_DATE)
    } else {
        FieldError::new(pointer, "invalid_value", "Giá trị không hợp lệ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nesting_is_counted_outside_of_strings() {
        assert_eq!(nesting(r#"{"a":["[[[\"[["]}"#), 2);
        let deep = format!("{}{}", "[".repeat(33), "]".repeat(33));
        assert!(matches!(
            parse::<Value>(deep.as_bytes(), TextRule::Strict),
            Err(JsonFault::Syntax(_))
        ));
    }

    #[test]
    fn nul_decomposed_and_bidi_text_are_named_by_pointer() {
        let body = "{\"a\":\"x\\u0000\",\"b\":[\"ho\u{0061}\u{0300}\"],\"c\":\"\u{202E}x\",\"d\":\"hòa\\n\"}";
        let Err(JsonFault::Content(refusal)) = parse::<Value>(body.as_bytes(), TextRule::Strict)
        else {
            panic!("accepted")
        };
        let found: Vec<_> = refusal
            .fields
            .iter()
            .map(|f| (f.pointer.as_str(), f.code))
            .collect();
        assert_eq!(
            found,
            [
                ("/a", "forbidden_character"),
                ("/b/0", "text_not_nfc"),
                ("/c", "forbidden_character")
            ]
        );
    }

    #[test]
    fn a_day_with_a_sign_is_no_day() {
        for day in ["+99999-01-01", " +10000-12-31", "-0001-01-01"] {
            let fault = text_fault(day, TextRule::Strict).map(|(code, _)| code);
            assert_eq!(fault, Some("invalid_date"), "{day}");
            assert_eq!(text_fault(day, TextRule::AnyNormalForm), None, "{day}");
        }
        for text in ["2022-05-19", "+84 204 385", "- 05 học sinh"] {
            assert_eq!(text_fault(text, TextRule::Strict), None, "{text}");
        }
    }
}
