//! Branch meetings (sinh hoạt chi bộ): what was held, who was there, and the
//! one act by which a chi bộ passes many registrations or reports.

mod commands;
pub mod http;
mod queries;
mod requests;
mod store;
mod views;

use utoipa_actix_web::service_config::ServiceConfig;

/// The room's operations.
pub fn routes(api: &mut ServiceConfig<'_>) {
    api.service(http::list)
        .service(http::create)
        .service(http::get)
        .service(http::edit)
        .service(http::decide);
}
