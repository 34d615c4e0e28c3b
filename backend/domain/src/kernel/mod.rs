//! What every concept of the field stands on: ids, clock, text, refusals.

pub mod clock;
pub mod figures;
pub mod form;
pub mod ids;
pub mod period;
pub mod refusal;
pub mod text;
mod text_enum;

pub use clock::{Clock, Moment};
pub use form::Faults;
pub use refusal::{Class, FieldError, Refusal};
pub use text::{like_contains, like_escape, person_sort_key, search_key, sort_key, spelling_key};
