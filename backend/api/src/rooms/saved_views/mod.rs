//! Saved views: the filters of a list that somebody keeps under a name, for
//! themselves or for everyone who works on the same units.

mod http;
mod store;

pub use http::routes;
