//! Saved views: the filters of a list that somebody keeps under a name, for
//! themselves or for everyone who works on the same units.

mod commands;
mod http;
mod queries;
mod requests;
mod store;
mod views;

pub use http::routes;
