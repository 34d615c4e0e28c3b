//! The inbox, what feeds it, and the letters.

mod inbox;
mod issues;
mod letters;
mod owners;
