//! What a superior does.

pub(super) mod change_rules;
mod lines;
mod recipients;
pub(super) mod remind;
pub(super) mod targets;
