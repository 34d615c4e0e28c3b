//! Counts over the records, on any unit and over any years: how many subjects
//! registered, how many pledges, how many of them were done, by their own word
//! and verified by another. Reads any table and writes none. Every reply says
//! what it was counted from, on which tree, what is missing and when the newest
//! change counted was made, so that unchanged data gives the same bytes.
//!
//! Counting groups by the record's own unit first, over the covering indexes,
//! and folds the groups up the dated tree afterwards. Its door is [`routes`].

mod http;
mod queries;
mod store;
mod views;

pub use http::routes;
