//! The door: what the command line does.

pub mod cli;
mod commands;
pub mod config;
mod database;
pub mod demo;
pub mod import;
mod installation;
mod logs;
mod rows;
mod serve;
mod worker;
