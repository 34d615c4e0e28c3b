//! What a reader does with the own inbox.

pub(super) mod change_settings;
pub(super) mod read;
