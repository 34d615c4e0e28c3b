//! Persons and the dated roll: who belongs where, in which position, obliged to
//! register or exempt, and who decides for the secretary of a chi bộ. The roll
//! is read over the caller's subtree and written by staff over theirs; what is
//! out of reach is not there. This is no register of members: it keeps the least
//! that the programme needs.

mod commands;
mod delegation_store;
mod delegations_http;
mod http;
mod memberships_http;
mod queries;
mod scope;
mod store;
mod views;

pub use http::routes;
