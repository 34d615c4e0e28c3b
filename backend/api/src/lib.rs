//! The rooms of the register behind one HTTP interface.

mod app;
pub mod rooms;
mod routes;
mod settings;
mod state;
pub mod web;
pub mod worker;

pub use app::{create_app, openapi};
pub use settings::{DIGEST_AT, Environment, FileSettings, MailSettings, Readiness, Settings};
pub use state::AppState;
