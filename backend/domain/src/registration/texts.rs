//! Texts that come in from people: required or not, clean, without secrecy marks.

use super::secrecy::{SECRET_MARK_CODE, has_secret_mark};
use crate::kernel::text::{TextFault, clean_text};
use crate::kernel::{FieldError, Refusal};

/// Most characters of a comment or a reason.
pub const COMMENT_MAX: usize = 2000;

/// Checks the comment that a return or a send-back must give.
///
/// # Errors
/// 422 with the field `/comment`.
pub fn check_comment(comment: &str) -> Result<String, Refusal> {
    required_text(
        "/comment",
        comment,
        "Phải nêu ý kiến để người đăng ký biết cần bổ sung nội dung gì",
    )
}

/// Checks the reason that a cancellation must give.
///
/// # Errors
/// 422 with the field `/reason`.
pub fn check_reason(reason: &str) -> Result<String, Refusal> {
    required_text("/reason", reason, "Phải nêu lý do")
}

fn required_text(pointer: &str, text: &str, missing: &str) -> Result<String, Refusal> {
    let mut check = Check::default();
    let clean = check.text(pointer, text, COMMENT_MAX);
    if check.faults.is_empty() && !says_something(&clean) {
        check
            .faults
            .push(FieldError::new(pointer, "required", missing));
    }
    check.finish(clean)
}

/// Whether a text holds a letter or a digit, not only dots and dashes.
pub(crate) fn says_something(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Collects every fault of one form.
#[derive(Default)]
pub(crate) struct Check {
    pub(crate) faults: Vec<FieldError>,
    secret: bool,
}

impl Check {
    /// An optional text, cleaned.
    pub(crate) fn text(&mut self, pointer: impl Into<String>, text: &str, max: usize) -> String {
        let pointer = pointer.into();
        match clean_text(text, max) {
            Ok(clean) => {
                if has_secret_mark(&clean) {
                    self.secret = true;
                    self.faults.push(FieldError::new(
                        pointer,
                        SECRET_MARK_CODE,
                        "Không đưa nội dung có dấu chỉ độ mật (Mật, Tối mật, Tuyệt mật) lên hệ thống",
                    ));
                }
                clean
            }
            Err(fault) => {
                self.faults.push(fault.at(pointer));
                String::new()
            }
        }
    }

    /// A required text, cleaned.
    pub(crate) fn required(&mut self, pointer: String, text: &str, max: usize) -> String {
        let before = self.faults.len();
        let clean = self.text(pointer.clone(), text, max);
        if self.faults.len() == before && !says_something(&clean) {
            self.faults.push(TextFault::Required.at(pointer));
        }
        clean
    }

    /// The value, or every fault in one refusal.
    pub(crate) fn finish<T>(self, value: T) -> Result<T, Refusal> {
        if self.faults.is_empty() {
            return Ok(value);
        }
        let mut refusal = Refusal::fields(self.faults);
        if self.secret {
            refusal.code = SECRET_MARK_CODE;
            "Nội dung có dấu chỉ độ mật".clone_into(&mut refusal.title);
            refusal.detail = Some(
                "Hệ thống không tiếp nhận bí mật nhà nước. Hãy bỏ nội dung có dấu chỉ độ mật và xử lý theo quy định về bảo vệ bí mật nhà nước."
                    .to_owned(),
            );
        }
        Err(refusal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_reasons_are_required() {
        assert_eq!(check_comment(" Cần nêu rõ ").as_deref(), Ok("Cần nêu rõ"));
        assert_eq!(
            check_comment(" ").unwrap_err().fields[0].pointer,
            "/comment"
        );
        assert_eq!(check_reason("…").unwrap_err().fields[0].pointer, "/reason");
    }
}
