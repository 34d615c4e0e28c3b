//! The users' stories, room by room.

mod auth;
mod system;
