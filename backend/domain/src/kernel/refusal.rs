//! Coded refusals: what a rule says when it says no. The web layer turns a
//! refusal into problem+json; nothing else reaches a client.

/// The class of a refusal; decides the HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Not signed in or sign-in failed (401).
    Unauthenticated,
    /// Not allowed to this caller (403).
    Forbidden,
    /// Not there, or not visible to this caller (404).
    NotFound,
    /// The state does not allow it (409).
    Conflict,
    /// The caller's version is stale (412).
    Stale,
    /// A rule of the field or of the form is broken (422).
    Invalid,
    /// No If-Match where one is required (428).
    PreconditionRequired,
    /// Too often (429).
    TooMany,
    /// Try again later (503).
    Unavailable,
}

/// One field that a rule refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// JSON pointer into the request body, e.g. `/pledges/0/measure`.
    pub pointer: String,
    /// Stable code, e.g. `required`.
    pub code: &'static str,
    /// Vietnamese sentence.
    pub message: String,
}

impl FieldError {
    /// A field error at `pointer`.
    pub fn new(pointer: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            code,
            message: message.into(),
        }
    }
}

/// A rule's "no": class, stable code and a Vietnamese sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {title}")]
pub struct Refusal {
    /// Decides the HTTP status.
    pub class: Class,
    /// Stable machine code, e.g. `programme_year_closed`.
    pub code: &'static str,
    /// Vietnamese title: what happened.
    pub title: String,
    /// Vietnamese detail: why, and what to do.
    pub detail: Option<String>,
    /// Fields concerned.
    pub fields: Vec<FieldError>,
    /// Seconds to wait, for `TooMany` and `Unavailable`.
    pub retry_after: Option<u32>,
}

impl Refusal {
    /// A refusal of `class` with its code and Vietnamese title.
    pub fn new(class: Class, code: &'static str, title: impl Into<String>) -> Self {
        Self {
            class,
            code,
            title: title.into(),
            detail: None,
            fields: Vec::new(),
            retry_after: None,
        }
    }

    /// 403 with `code`.
    pub fn forbidden(code: &'static str, title: impl Into<String>) -> Self {
        Self::new(Class::Forbidden, code, title)
    }

    /// 409 with `code`.
    pub fn conflict(code: &'static str, title: impl Into<String>) -> Self {
        Self::new(Class::Conflict, code, title)
    }

    /// 422 with `code`.
    pub fn invalid(code: &'static str, title: impl Into<String>) -> Self {
        Self::new(Class::Invalid, code, title)
    }

    /// 404: not there or out of the caller's scope; the two are never told apart.
    pub fn not_found() -> Self {
        Self::new(
            Class::NotFound,
            "not_found",
            "Không tìm thấy nội dung yêu cầu hoặc đồng chí không có quyền xem",
        )
    }

    /// 412: the record changed since the caller read it.
    pub fn stale() -> Self {
        Self::new(
            Class::Stale,
            "version_stale",
            "Bản ghi đã được người khác thay đổi; hãy tải lại rồi thực hiện lại",
        )
    }

    /// 422 with every broken field.
    pub fn fields(fields: Vec<FieldError>) -> Self {
        let mut refusal = Self::invalid("validation_failed", "Dữ liệu gửi lên chưa hợp lệ");
        refusal.detail = fields.first().map(|f| f.message.clone());
        refusal.fields = fields;
        refusal
    }

    /// Adds the Vietnamese detail sentence.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Adds one field.
    pub fn field(mut self, field: FieldError) -> Self {
        self.fields.push(field);
        self
    }

    /// Adds the seconds after which a repeat makes sense.
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }
}
