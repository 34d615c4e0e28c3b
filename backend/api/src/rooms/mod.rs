//! One room per concept of the field.

pub mod system;
