//! Every error as RFC 9457 problem+json with a stable code and Vietnamese text.

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, ResponseError};
use lamtheo_db::{DbError, Failure};
use lamtheo_domain::kernel::{Class, Refusal};
use serde::Serialize;
use utoipa::ToSchema;

/// The content type of every error.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// An error as clients see it (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// Stable URI of the kind of problem.
    #[serde(rename = "type")]
    #[schema(example = "/problems/not_found")]
    pub kind: String,
    /// Vietnamese: what happened.
    pub title: String,
    /// HTTP status.
    pub status: i32,
    /// Vietnamese: why, and what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Stable machine code.
    #[schema(example = "not_found")]
    pub code: String,
    /// Fields concerned.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<ProblemField>,
    /// Finds the request in the service's log.
    pub trace_id: String,
}

/// One field of the request that is refused.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProblemField {
    /// JSON pointer into the body, or the parameter's name.
    #[schema(example = "/pledges/0/measure")]
    pub pointer: String,
    /// Stable code.
    pub code: String,
    /// Vietnamese sentence.
    pub message: String,
}

/// An error on its way out of a handler.
#[derive(Debug)]
pub struct Fault {
    refusal: Refusal,
    status: StatusCode,
}

/// What handlers return.
pub type Handled<T> = Result<T, Fault>;

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.status.as_u16(), self.refusal.code)
    }
}

impl Fault {
    /// A refusal with a status of its own, e.g. 413.
    pub fn with_status(status: StatusCode, refusal: Refusal) -> Self {
        Self { refusal, status }
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.refusal.code
    }

    fn internal() -> Self {
        let refusal = Refusal::new(
            Class::Unavailable,
            "internal_error",
            "Hệ thống gặp lỗi khi xử lý yêu cầu; lỗi đã được ghi lại",
        )
        .detail("Vui lòng thử lại; nếu vẫn gặp lỗi, hãy gửi mã tra cứu cho bộ phận quản trị");
        Self {
            refusal,
            status: StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The body for the request with `trace_id`.
    pub fn problem(&self, trace_id: &str) -> Problem {
        Problem {
            kind: format!("/problems/{}", self.refusal.code),
            title: self.refusal.title.clone(),
            status: i32::from(self.status.as_u16()),
            detail: self.refusal.detail.clone(),
            code: self.refusal.code.to_owned(),
            fields: self
                .refusal
                .fields
                .iter()
                .map(|f| ProblemField {
                    pointer: f.pointer.clone(),
                    code: f.code.to_owned(),
                    message: f.message.clone(),
                })
                .collect(),
            trace_id: trace_id.to_owned(),
        }
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal.class {
            Class::Unauthenticated => StatusCode::UNAUTHORIZED,
            Class::Forbidden => StatusCode::FORBIDDEN,
            Class::NotFound => StatusCode::NOT_FOUND,
            Class::Conflict => StatusCode::CONFLICT,
            Class::Stale => StatusCode::PRECONDITION_FAILED,
            Class::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Class::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
            Class::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Class::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        };
        Self { refusal, status }
    }
}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Self {
        match &failure {
            Failure::Database(error @ (DbError::Internal(_) | DbError::Panicked)) => {
                tracing::error!(%error, "request failed");
            }
            Failure::Database(error) => tracing::warn!(%error, "request not served"),
            Failure::Refusal(_) => {}
        }
        let full = matches!(failure, Failure::Database(DbError::Full(_)));
        match failure.into_refusal() {
            Some(refusal) if full => Self {
                refusal,
                status: StatusCode::INSUFFICIENT_STORAGE,
            },
            Some(refusal) => refusal.into(),
            None => Self::internal(),
        }
    }
}

impl ResponseError for Fault {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        let trace_id = super::trace::current();
        let body = serde_json::to_string(&self.problem(&trace_id)).unwrap_or_default();
        let mut response = HttpResponse::build(self.status);
        response.insert_header((CONTENT_TYPE, PROBLEM_JSON));
        if let Some(seconds) = self.refusal.retry_after {
            response.insert_header((RETRY_AFTER, seconds.to_string()));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.insert_header((WWW_AUTHENTICATE, "Bearer"));
        }
        response.body(body)
    }
}
