//! What the tests stand on: a fresh database each, a clock that stands still,
//! a small world of units and people, actors, and stories told on both databases.
#![forbid(unsafe_code)]

mod database;
mod stories;
pub mod time;

pub use database::{Backend, Filling, FreshDatabase, NOTHING};
