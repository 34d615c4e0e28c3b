//! The dated tree of units.

mod change;
mod create;
mod read;
