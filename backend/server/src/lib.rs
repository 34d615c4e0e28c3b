//! The door: what the command line does.

pub mod cli;
mod commands;
pub mod config;
pub mod demo;
mod logs;
mod serve;
