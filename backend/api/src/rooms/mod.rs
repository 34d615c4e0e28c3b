//! One room per concept of the field.

pub mod admin;
pub mod audit;
pub mod auth;
pub mod downloads;
pub mod figures;
pub mod files;
pub mod issues;
pub mod jobs;
pub mod meetings;
pub mod notifications;
pub mod org_units;
pub mod people;
pub mod programmes;
pub mod registrations;
pub mod reminders;
pub mod saved_views;
pub mod statistics;
pub mod system;
