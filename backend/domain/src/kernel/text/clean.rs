//! Which text may enter the register.

use crate::kernel::FieldError;
use unicode_normalization::is_nfc;

/// Why a text is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFault {
    /// Nothing but whitespace where something is required.
    Required,
    /// More characters than the field takes.
    TooLong {
        /// Most characters the field takes.
        max: usize,
    },
    /// U+0000, a C0 or C1 control, or a line break in a one-line field.
    ControlCharacter,
    /// A character that turns the direction of writing and hides what is meant.
    BidiOverride,
    /// Letters and marks stand apart (NFD); the register keeps NFC.
    NotComposed,
}

impl TextFault {
    /// Stable code of the field error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong { .. } => "too_long",
            Self::ControlCharacter => "control_character",
            Self::BidiOverride => "bidi_override",
            Self::NotComposed => "not_nfc",
        }
    }

    /// Vietnamese sentence.
    pub fn message(self) -> String {
        match self {
            Self::Required => "Nội dung này là bắt buộc".to_owned(),
            Self::TooLong { max } => format!("Nội dung dài quá {max} ký tự"),
            Self::ControlCharacter => "Nội dung có ký tự điều khiển không được phép".to_owned(),
            Self::BidiOverride => "Nội dung có ký tự đảo chiều chữ không được phép".to_owned(),
            Self::NotComposed => {
                "Nội dung phải ở dạng Unicode dựng sẵn (NFC); hãy nhập lại bằng bộ gõ Unicode"
                    .to_owned()
            }
        }
    }

    /// The field error at the JSON pointer `pointer`.
    pub fn at(self, pointer: impl Into<String>) -> FieldError {
        FieldError::new(pointer, self.code(), self.message())
    }
}

/// Checks a text of several lines and gives it without surrounding whitespace.
/// An empty text passes; whether it is required is the field's matter.
pub fn clean_text(text: &str, max: usize) -> Result<String, TextFault> {
    check(text, max, |c| matches!(c, '\n' | '\t'))
}

/// Checks a text of one line: as [`clean_text`], without line breaks and tabs.
pub fn clean_line(text: &str, max: usize) -> Result<String, TextFault> {
    check(text, max, |_| false)
}

fn check(text: &str, max: usize, allowed: fn(char) -> bool) -> Result<String, TextFault> {
    for c in text.chars() {
        if c.is_control() && !allowed(c) {
            return Err(TextFault::ControlCharacter);
        }
        if is_bidi_override(c) {
            return Err(TextFault::BidiOverride);
        }
    }
    if !is_nfc(text) {
        return Err(TextFault::NotComposed);
    }
    let text = text.trim();
    if text.chars().count() > max {
        return Err(TextFault::TooLong { max });
    }
    Ok(text.to_owned())
}

/// Embeddings, overrides and isolates of the bidirectional algorithm, and its marks.
const fn is_bidi_override(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn hostile_text_is_refused() {
        let decomposed: String = "Đảng ủy".nfd().collect();
        let cases = [
            ("a\u{0}b", TextFault::ControlCharacter),
            ("a\rb", TextFault::ControlCharacter),
            ("a\u{85}b", TextFault::ControlCharacter),
            ("a\u{7f}b", TextFault::ControlCharacter),
            ("a\u{202e}b", TextFault::BidiOverride),
            ("a\u{2067}b", TextFault::BidiOverride),
            (decomposed.as_str(), TextFault::NotComposed),
            ("dài hơn mười", TextFault::TooLong { max: 10 }),
        ];
        for (text, fault) in cases {
            assert_eq!(clean_text(text, 10), Err(fault), "{text:?}");
        }
    }

    #[test]
    fn several_lines_pass_where_several_lines_are_meant() {
        assert_eq!(clean_text(" một\n\thai ", 20).as_deref(), Ok("một\n\thai"));
        assert_eq!(clean_line("một\nhai", 20), Err(TextFault::ControlCharacter));
        assert_eq!(clean_line("  ", 20).as_deref(), Ok(""));
    }

    #[test]
    fn the_limit_counts_characters_not_bytes() {
        assert!(clean_text("ưưưưưưưưưư", 10).is_ok());
        assert!(clean_text("ưưưưưưưưưưư", 10).is_err());
    }

    proptest! {
        #[test]
        fn what_passes_is_clean_and_passes_again(text in any::<String>()) {
            if let Ok(clean) = clean_text(&text, 50) {
                prop_assert!(clean.chars().count() <= 50);
                prop_assert!(is_nfc(&clean));
                prop_assert!(clean.chars().all(|c| !c.is_control() || c == '\n' || c == '\t'));
                let again = clean_text(&clean, 50);
                prop_assert_eq!(again.as_deref(), Ok(clean.as_str()));
            }
        }
    }
}
