//! What every room's door stands on: who calls, what came in, what goes out.

pub mod addresses;
pub mod answer;
pub mod bounds;
pub mod caller;
pub mod cors;
pub mod export;
pub mod headers;
pub mod health;
pub mod input;
mod json;
pub mod limits;
pub mod list;
pub mod network;
mod one;
pub mod openapi;
pub mod patch;
pub mod path;
mod payload;
pub mod problem;
pub mod request;
pub mod search;
pub mod spa;
pub mod trace;

pub use answer::{Entity, Reply};
pub use input::{Body, Form, Input, NoInput, Query, QueryAndBody};
pub use list::{ListOf, Paging};
pub use openapi::IfMatch;
pub use path::{PathId, PathIds};
pub(crate) use payload::{layer as payload_layer, next_chunk};
pub use problem::{Problem, ProblemField};
pub use request::{Allowed, Anonymous};
