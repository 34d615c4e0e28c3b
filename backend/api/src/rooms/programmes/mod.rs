//! The programme: the documents that govern it, its years with their windows
//! and limits, and the code lists with their Vietnamese words. One programme for
//! the whole province: everyone signed in reads it, the province's staff write
//! it. Closing a year closes its approved registrations in the same act. The
//! public door for other rooms is [`active_codes`], [`all_codes`] and
//! [`edited_words`].

mod codes;
mod codes_http;
mod commands;
mod documents_http;
mod http;
mod queries;
mod store;
mod views;

pub use codes::{EditedWords, active_codes, all_codes, edited_words};
pub use http::routes;
