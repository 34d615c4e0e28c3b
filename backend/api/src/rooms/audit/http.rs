//! `/audit-log`.

use super::queries;
use super::views::{AuditFilter, AuditView, VerificationView};
use crate::web::problem::Handled;
use crate::web::{Allowed, ListOf, Query, Reply};
use actix_web::get;
use lamtheo_domain::access::held::ReadAudit;
use utoipa_actix_web::service_config::ServiceConfig;

/// The room's operations.
pub fn routes(api: &mut ServiceConfig<'_>) {
    api.service(verify_audit_log).service(list_audit_log);
}

/// Changes, newest first.
#[utoipa::path(tag = "audit", params(AuditFilter), responses((status = 200, body = ListOf<AuditView>)))]
#[get("/api/v1/audit-log")]
pub async fn list_audit_log(request: Allowed<ReadAudit, Query<AuditFilter>>) -> Handled<Reply> {
    let (request, Query(filter)) = request.split();
    let page = request
        .read(move |tx, caller| queries::list(tx, caller, &filter))
        .await?;
    Ok(Reply::json(&page)?)
}

/// Walks the whole chain and names the first broken row and the unsealed tail.
#[utoipa::path(tag = "audit", responses((status = 200, body = VerificationView)))]
#[get("/api/v1/audit-log/verify")]
pub async fn verify_audit_log(request: Allowed<ReadAudit>) -> Handled<Reply> {
    let view = request.read(|tx, _| queries::verify(tx)).await?;
    Ok(Reply::json(&view)?)
}
