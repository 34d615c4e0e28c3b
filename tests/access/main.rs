//! The reviewed access matrix (`matrix.csv`) holds for every operation of the
//! contract, every role and every relation; a refusal leaves no trace in the
//! tables.

mod ask;
mod counts;
mod hold;
mod matrix;
mod requests;
mod setting;
