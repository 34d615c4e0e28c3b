//! What can be done with a saved view.

pub(super) mod change;
mod check;
pub(super) mod remove;
pub(super) mod save;

pub(super) use super::store::own;
