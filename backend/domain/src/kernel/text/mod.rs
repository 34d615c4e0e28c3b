//! Vietnamese text: what may be stored, how it is searched and how it is sorted.
//!
//! Databases fold and sort Vietnamese differently, so keys are computed here and
//! stored beside the text: `search_key` for searching without accents, `sort_key`
//! for the Vietnamese alphabet under binary comparison (`COLLATE "C"`).

mod clean;
mod keys;
mod syllable;

pub use clean::{TextFault, clean_line, clean_text};
pub use keys::{like_contains, like_escape, person_sort_key, search_key, sort_key, spelling_key};
