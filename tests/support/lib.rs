//! What the tests stand on: a fresh database each, a clock that stands still,
//! a small world of units and people, actors, and stories told on both databases.
#![forbid(unsafe_code)]

pub mod accounts;
mod app;
mod call;
mod database;
pub mod files;
pub mod issues;
pub mod open_issues;
pub mod programme;
pub mod records;
pub mod reform;
mod signing;
pub mod smtp;
mod stories;
pub mod time;
pub mod world;

pub use app::{Actor, TestApp, tell, tell_over};
pub use call::{Call, Reply};
pub use database::{Backend, Filling, FreshDatabase, NOTHING, SMALL_WORLD};
