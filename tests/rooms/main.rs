//! The users' stories, room by room.

mod admin;
mod audit;
mod auth;
mod figures;
mod files;
mod issues;
mod jobs;
mod meetings;
mod notifications;
mod org_units;
mod people;
mod programmes;
mod registrations;
mod reminders;
mod saved_views;
mod statistics;
mod system;
