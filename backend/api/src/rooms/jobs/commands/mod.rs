//! What can be done with a job.

pub(super) mod cancel;
