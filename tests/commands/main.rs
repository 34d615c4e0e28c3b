//! The commands of the program that fill a database.

mod demo;
