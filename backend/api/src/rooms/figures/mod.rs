//! Reported figures: values that units reported for a period without records
//! behind them, each with its qualifier and its source. Written by the
//! province's staff, read over the own subtree; figures of units outside the
//! province's tree are read by everyone signed in. They are never mixed with
//! what is counted from records. Its door is [`routes`].

mod commands;
mod http;
mod queries;
mod store;
mod views;

pub use http::routes;
