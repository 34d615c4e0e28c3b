//! The users' stories, room by room.

mod admin;
mod audit;
mod auth;
mod figures;
mod meetings;
mod registrations;
mod statistics;
mod org_units;
mod programmes;
mod system;
