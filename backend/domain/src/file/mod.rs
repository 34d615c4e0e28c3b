//! Files that are handed in as evidence: what is taken, by which names, within
//! which bounds. Nothing here opens a file; bytes come in as a parameter.

mod kind;
mod name;
mod refused;

pub use kind::{FileKind, HEAD_BYTES, agreed_kind};
pub use name::{FileName, is_marked_secret};
pub use refused::*;

/// Most picture points of an image.
pub const MOST_PIXELS: u64 = 40_000_000;
/// Most bytes of a file unless the installation says otherwise.
pub const MOST_BYTES: u64 = 20 << 20;
/// Most files on one record unless the installation says otherwise.
pub const MOST_PER_RECORD: usize = 10;
/// Most bytes of all files of one unit unless the installation says otherwise.
pub const UNIT_QUOTA: u64 = 500 << 20;
/// A file that hangs on nothing is kept so long unless the installation says otherwise.
pub const UNATTACHED_DAYS: i64 = 7;
/// Longest note beside a piece of evidence, in characters.
pub const NOTE_MAX: usize = 500;
