//! Reminders (nhắc việc, đôn đốc): the daily digest by rules, a superior's
//! reminder with one click, the ledger of both, and the superior's own duty.
//!
//! The public door is for the worker: [`digest_slot`], [`run_digest`] and the
//! names of schedule and job.

mod commands;
mod counts;
mod digest;
pub mod http;
mod missing;
mod open_issues;
mod queries;
mod requests;
mod store;
mod tree;
mod views;

pub use digest::{DIGEST, digest_slot, run_digest};

use utoipa_actix_web::service_config::ServiceConfig;

/// The room's operations.
pub fn routes(api: &mut ServiceConfig<'_>) {
    api.service(http::list)
        .service(http::remind)
        .service(http::duty)
        .service(http::get_rules)
        .service(http::change_rules);
}
