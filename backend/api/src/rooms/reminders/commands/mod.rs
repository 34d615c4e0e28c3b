//! What a superior does.

pub(super) mod change_rules;
mod lines;
pub(super) mod remind;
pub(super) mod targets;
