//! Advice on a registration: what the form should be looked at again for.

use crate::kernel::text::search_key;
use serde::Serialize;

/// Advice that refuses nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Warning {
    /// Stable code: `over_limit`, `duplicate_pledge`.
    #[schema(value_type = String)]
    pub code: &'static str,
    /// JSON pointer of what is meant.
    pub pointer: String,
    /// Vietnamese sentence.
    pub message: String,
}

/// Advice on a registration: more pledges than the limit, the same pledge twice.
pub fn warnings<'a>(limit: i32, contents: impl IntoIterator<Item = &'a str>) -> Vec<Warning> {
    let mut seen: Vec<String> = Vec::new();
    let mut warnings = Vec::new();
    for (index, content) in contents.into_iter().enumerate() {
        let key = search_key(content);
        if let Some(first) = seen.iter().position(|other| *other == key) {
            warnings.push(Warning {
                code: "duplicate_pledge",
                pointer: format!("/pledges/{index}/content"),
                message: format!(
                    "Việc thứ {} trùng nội dung với việc thứ {}",
                    index + 1,
                    first + 1
                ),
            });
        }
        seen.push(key);
    }
    if seen.len() > usize::try_from(limit).unwrap_or(0) {
        warnings.push(Warning {
            code: "over_limit",
            pointer: "/pledges".to_owned(),
            message: format!("Số việc đăng ký vượt mức {limit} việc theo hướng dẫn của năm"),
        });
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_the_limit_and_the_same_twice_are_warned_of() {
        let codes = |contents: &[&str]| {
            warnings(2, contents.iter().copied())
                .into_iter()
                .map(|w| w.code)
                .collect::<Vec<_>>()
        };
        assert!(codes(&["một", "hai"]).is_empty());
        assert_eq!(codes(&["Hoà giải", "hòa  giải"]), ["duplicate_pledge"]);
        assert_eq!(codes(&["một", "hai", "ba"]), ["over_limit"]);
    }
}
