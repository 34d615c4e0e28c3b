//! `GET /api/v1/system`.

use crate::Environment;
use crate::web::problem::Handled;
use crate::web::{Anonymous, Reply};
use actix_web::get;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

/// The installation.
#[derive(Debug, Serialize, ToSchema)]
pub struct SystemView {
    /// Version of the program.
    pub version: &'static str,
    /// What the installation is for.
    pub environment: Environment,
    /// The day on which lateness, roll and decisions are judged.
    pub business_date: NaiveDate,
    /// Vietnamese banner of a demonstration.
    pub banner: Option<String>,
}

/// Version, environment, business date and banner; needs no sign-in.
#[utoipa::path(tag = "system", security(()), responses((status = 200, body = SystemView)))]
#[get("/api/v1/system")]
pub async fn system(request: Anonymous) -> Handled<Reply> {
    let settings = &request.app.settings;
    let view = SystemView {
        version: env!("CARGO_PKG_VERSION"),
        environment: settings.environment,
        business_date: request.app.db.clock().moment().today,
        banner: settings.banner.clone(),
    };
    Ok(Reply::json(&view)?)
}
