//! The users' stories, room by room.

mod admin;
mod audit;
mod auth;
mod figures;
mod meetings;
mod org_units;
mod people;
mod programmes;
mod registrations;
mod statistics;
mod system;
