//! What each command does beside serving.

pub(crate) mod audit_verify;
pub(crate) mod backup;
pub(crate) mod config_check;
pub(crate) mod create_admin;
pub(crate) mod demo;
pub(crate) mod import;
pub(crate) mod migrate;
pub(crate) mod openapi;
pub(crate) mod restore;
mod uploads;
