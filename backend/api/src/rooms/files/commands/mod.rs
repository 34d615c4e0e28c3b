//! What can be done with a file.

pub(super) mod keep;
pub(super) mod remove;
pub mod sweep;
