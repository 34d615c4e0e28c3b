//! The audit log as system administrators read it: who changed what, when and
//! from where, and whether the chain still holds. Administrators read no
//! business records: of those only the states are shown, every text is masked.
//! The rows are written by the transactions themselves. Its door is [`routes`].

mod http;
mod mask;
mod queries;
mod store;
mod views;

pub use http::routes;
