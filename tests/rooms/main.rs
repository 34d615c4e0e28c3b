//! The users' stories, room by room.

mod admin;
mod audit;
mod auth;
mod figures;
mod statistics;
mod system;
