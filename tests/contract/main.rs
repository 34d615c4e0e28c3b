//! The contract: checked in, complete, and kept by every operation.

mod document;
mod surface;
