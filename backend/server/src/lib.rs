//! The door: what the command line does.
pub mod demo;
