//! Jobs: long work that runs beside the requests, seen by who began it and by
//! the system's administrators. The queue itself is `lamtheo_db::jobs`.

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
        .service(http::get)
        .service(http::cancel);
}
