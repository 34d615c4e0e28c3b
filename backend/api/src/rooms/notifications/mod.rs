//! Notices: the inbox of every account, fed from the outbox once per event and
//! reader, the settings of what is told in which way, and the queue of letters.
//!
//! The public door for other rooms is [`tell`], which puts one notice into an
//! inbox, [`arrivals`], which says what became of notices, and [`Accounts`],
//! which knows whose account a person or an office is; for the worker
//! [`deliver`] and [`post`].

mod accounts;
mod arrivals;
mod commands;
pub mod deliver;
pub mod http;
mod listeners;
pub mod post;
mod queries;
mod requests;
mod store;
mod tell;
mod views;

pub use accounts::Accounts;
pub use arrivals::{Arrival, arrivals};
pub use tell::{Notice, Posting, Told, tell};

use utoipa_actix_web::service_config::ServiceConfig;

/// The room's operations.
pub fn routes(api: &mut ServiceConfig<'_>) {
    api.service(http::list)
        .service(http::unread)
        .service(http::get_settings)
        .service(http::change_settings)
        .service(http::read_all)
        .service(http::read);
}
