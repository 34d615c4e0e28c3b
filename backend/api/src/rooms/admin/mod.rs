//! Accounts and roles, kept by the system administrators: an account is made
//! for a person with a one-time code that is shown once; roles are given on a
//! unit for a time. Nobody ever sets a password for somebody else.
//!
//! A change of roles, of the person or of the state of an account ends the
//! sessions of that account. An administrator reaches the accounts and roles of
//! the own unit's subtree. One administrator who can sign in always remains;
//! the first is made on the command line by [`create_admin`].

mod assembly;
mod commands;
mod first_admin;
mod http;
mod http_roles;
mod queries;
mod reach;
mod store;
mod views;

pub use first_admin::{FirstAdmin, NewAdmin, create_admin};
pub use http::routes;
