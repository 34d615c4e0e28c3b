//! The users' stories, room by room.

mod system;
