//! The whole API on one page. A room may call only rooms listed above it.

use crate::rooms::{
    admin, audit, auth, downloads, figures, files, issues, jobs, meetings, notifications,
    org_units, people, programmes, registrations, reminders, saved_views, statistics, system,
};
use utoipa_actix_web::service_config::ServiceConfig;

/// Every operation of the service.
pub fn routes(api: &mut ServiceConfig<'_>) {
    api.service(system::http::system);
    auth::routes(api);
    org_units::routes(api);
    people::routes(api);
    programmes::routes(api);
    admin::routes(api);
    files::routes(api);
    registrations::routes(api);
    meetings::routes(api);
    issues::routes(api);
    downloads::routes(api);
    statistics::routes(api);
    figures::routes(api);
    jobs::routes(api);
    notifications::routes(api);
    reminders::routes(api);
    saved_views::routes(api);
    audit::routes(api);
}
