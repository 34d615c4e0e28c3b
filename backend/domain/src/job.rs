//! Jobs: long work beside the requests.

use crate::kernel::Refusal;
use crate::{labels, text_enum};

text_enum! {
    /// State of a job.
    JobStatus {
        Queued = "queued",
        Running = "running",
        Done = "done",
        Failed = "failed",
        Cancelled = "cancelled",
    }
}

impl JobStatus {
    /// Whether nothing more will happen.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }

    /// Whether the job can still be cancelled.
    ///
    /// # Errors
    /// 409 `illegal_transition`, naming the state.
    pub fn may_cancel(self) -> Result<(), Refusal> {
        if self.is_over() {
            let state = labels::label("job.status", self.as_str());
            return Err(crate::registration::refuse_transition(
                "Công việc",
                state,
                "Hủy",
            ));
        }
        Ok(())
    }
}
