//! The two schemas: they go up, down and up again, and are the same.

mod catalog;
mod migrations;
mod pipeline;
mod seeds;
