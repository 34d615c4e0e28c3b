//! The users' stories, room by room.

mod admin;
mod auth;
mod system;
