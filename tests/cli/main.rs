//! The program as an operator runs it: the real binary in a folder of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod admin;
mod audit;
mod backup;
mod configuration;
mod contract;
mod edges;
mod ending;
mod faults;
mod program;
mod schema;
mod serving;
mod uploads;
mod worker;
