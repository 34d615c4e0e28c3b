//! Persons, the dated roll, deputies.

mod delegations;
mod enter;
mod read;
mod roll;
