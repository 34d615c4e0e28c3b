//! The commands of the program that fill a database.

mod asking;
mod demo;
mod import;
mod import_issues;
mod import_limits;
mod loading;
