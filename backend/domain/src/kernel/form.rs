//! Collects every fault of a form, so that who filled it in mends all at once.

use super::text::{TextFault, clean_line, clean_text};
use super::{FieldError, Refusal};

/// The faults found so far.
#[derive(Debug, Default)]
pub struct Faults(Vec<FieldError>);

impl Faults {
    /// Notes a fault at the JSON pointer `pointer`.
    pub fn add(&mut self, pointer: &str, code: &'static str, message: impl Into<String>) {
        self.0.push(FieldError::new(pointer, code, message));
    }

    /// Notes a fault when the condition does not hold.
    pub fn require(&mut self, holds: bool, pointer: &str, code: &'static str, message: &str) {
        if !holds {
            self.add(pointer, code, message);
        }
    }

    /// A required text of one line, cleaned.
    pub fn line(&mut self, pointer: &str, text: &str, max: usize) -> String {
        let clean = self.cleaned(pointer, clean_line(text, max));
        if let Some(text) = &clean
            && !text.chars().any(char::is_alphanumeric)
        {
            self.0.push(TextFault::Required.at(pointer));
        }
        clean.unwrap_or_default()
    }

    /// A text of one line that may be empty, cleaned.
    pub fn loose_line(&mut self, pointer: &str, text: &str, max: usize) -> String {
        self.cleaned(pointer, clean_line(text, max))
            .unwrap_or_default()
    }

    /// An optional text of several lines, cleaned; an empty one is none.
    pub fn optional(&mut self, pointer: &str, text: Option<&str>, max: usize) -> Option<String> {
        self.cleaned(pointer, clean_text(text?, max))
            .filter(|text| !text.is_empty())
    }

    fn cleaned(&mut self, pointer: &str, cleaned: Result<String, TextFault>) -> Option<String> {
        cleaned.map_err(|fault| self.0.push(fault.at(pointer))).ok()
    }

    /// The value, or every fault in one refusal.
    ///
    /// # Errors
    /// 422 `validation_failed` with every broken field.
    pub fn finish<T>(self, value: T) -> Result<T, Refusal> {
        if self.0.is_empty() {
            Ok(value)
        } else {
            Err(Refusal::fields(self.0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_told_at_once() {
        let mut faults = Faults::default();
        assert_eq!(faults.line("/name", "  Đảng bộ  ", 20), "Đảng bộ");
        faults.line("/short_name", " .. ", 20);
        assert_eq!(faults.optional("/note", Some("  "), 20), None);
        faults.loose_line("/position", "a\nb", 20);
        faults.require(false, "/level", "wrong", "Sai");
        let refusal = faults.finish(()).unwrap_err();
        let pointers: Vec<_> = refusal.fields.iter().map(|f| f.pointer.as_str()).collect();
        assert_eq!(pointers, ["/short_name", "/position", "/level"]);
    }
}
