//! One room per concept of the field.

pub mod admin;
pub mod auth;
pub mod meetings;
pub mod org_units;
pub mod registrations;
pub mod system;
