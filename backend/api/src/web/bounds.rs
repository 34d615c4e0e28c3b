//! How large a request's head may be and how long its work may take.

use super::problem::Fault;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::Next;
use actix_web::{Error, ResponseError};
use lamtheo_db::Outcome;
use lamtheo_domain::kernel::{Class, Refusal};
use std::future::Future;
use std::time::Duration;

/// Request line and header fields together, in bytes.
pub const HEAD_LIMIT: usize = 16 * 1024;

/// Refuses large heads.
pub async fn layer(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    if head_bytes(&req) <= HEAD_LIMIT {
        return Ok(next.call(req).await?.map_into_left_body());
    }
    let refusal = Refusal::new(
        Class::Invalid,
        "request_head_too_large",
        "Địa chỉ và các trường tiêu đề của yêu cầu quá dài",
    );
    let fault = Fault::with_status(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, refusal);
    Ok(req
        .into_response(fault.error_response())
        .map_into_right_body())
}

/// The head as it was sent, without method and version.
fn head_bytes(req: &ServiceRequest) -> usize {
    let fields: usize = req
        .headers()
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + 4)
        .sum();
    let target = req
        .uri()
        .path_and_query()
        .map_or(0, |target| target.as_str().len());
    fields + target
}

/// Waits for `work` no longer than `limit`, which a handler may take. A transaction that was
/// begun ends by itself, so a change may still be kept; a repeat with the same
/// Idempotency-Key tells.
pub async fn in_time<T>(limit: Duration, work: impl Future<Output = Outcome<T>>) -> Outcome<T> {
    tokio::time::timeout(limit, work).await.unwrap_or_else(|_| {
        tracing::warn!("a handler took too long");
        Err(Refusal::new(
            Class::Unavailable,
            "took_too_long",
            "Yêu cầu mất quá nhiều thời gian nên đã dừng chờ kết quả",
        )
        .detail("Vui lòng tải lại dữ liệu để biết thay đổi đã được ghi hay chưa, rồi thử lại")
        .retry_after(5)
        .into())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use lamtheo_db::Failure;

    #[actix_web::test]
    async fn work_that_never_ends_is_not_waited_for() {
        let never = std::future::pending::<Outcome<()>>();
        match in_time(Duration::ZERO, never).await {
            Err(Failure::Refusal(refusal)) => {
                assert_eq!(refusal.code, "took_too_long");
                assert_eq!(refusal.class, Class::Unavailable);
            }
            other => panic!("{other:?}"),
        }
    }

    #[actix_web::test]
    async fn work_that_is_done_is_answered_whatever_the_limit() {
        let done = std::future::ready(Ok(1));
        assert!(matches!(in_time(Duration::ZERO, done).await, Ok(1)));
    }
}
