//! The house keeps its shape: direction between crates, between the layers of a
//! room and between rooms; short files; no drawers; twin migrations.

mod direction;
mod files;
mod source;
