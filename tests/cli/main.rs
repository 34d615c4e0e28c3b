//! The program as an operator runs it: the real binary in a folder of its own.

mod admin;
mod audit;
mod backup;
mod configuration;
mod contract;
mod ending;
mod program;
mod schema;
mod serving;
