//! The rule book of lamtheo: value types, life cycles with their transition
//! tables, validation and the rules of who may do what. No input, no output:
//! time, ids and records come in as parameters.

pub mod access;
pub mod account;
pub mod calendar;
pub mod figure;
pub mod file;
pub mod issue;
pub mod job;
pub mod kernel;
pub mod labels;
pub mod meeting;
pub mod notice;
pub mod programme;
pub mod registration;
pub mod reminder;
pub mod roll;
pub mod sheet;
pub mod statistics;
pub mod unit;
