//! Reading files. A file that hangs on nothing is its uploader's alone; one that
//! hangs on records is read by whoever may read one of them. This room stands
//! below the rooms that keep those records and asks each at its door, so that no
//! other place has to know on what files may hang.

mod body;
mod http;
mod queries;

use utoipa_actix_web::service_config::ServiceConfig;

/// The room's operations.
pub fn routes(api: &mut ServiceConfig<'_>) {
    api.service(http::get).service(http::content);
}
