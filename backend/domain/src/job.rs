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

/// The error of a job whose worker was gone again and again.
pub const WORKER_LOST: &str = "worker_lost";
/// The error of a digest that did not reach every reader.
pub const READERS_NOT_TOLD: &str = "readers_not_told";

/// Whether trying again is of no use: a rule said no, and will say it again.
pub fn is_final(code: Option<&str>) -> bool {
    code.is_some_and(|code| code != READERS_NOT_TOLD)
}

/// What a system administrator reads about the error `code` of a job.
pub fn error_title(code: &str) -> &'static str {
    match code {
        WORKER_LOST => {
            "Công việc bị dừng giữa chừng nhiều lần nên hệ thống thôi thực hiện; đề nghị xem nhật ký của máy chủ"
        }
        READERS_NOT_TOLD => {
            "Có người chưa nhận được bản nhắc việc; hệ thống sẽ thử lại, phần còn thiếu được nhắc vào ngày làm việc sau"
        }
        "superseded" => "Đã sang ngày khác; phần chưa nhắc được nhắc trong ngày làm việc sau",
        "job_lost" => "Công việc đã được nơi khác tiếp nhận hoặc đã hủy",
        _ => "Công việc gặp lỗi; đề nghị xem nhật ký của máy chủ theo mã công việc",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_a_sentence() {
        for code in [
            WORKER_LOST,
            READERS_NOT_TOLD,
            "superseded",
            "job_lost",
            "broken",
        ] {
            assert!(
                error_title(code).ends_with(|c: char| c.is_alphabetic()),
                "{code}"
            );
        }
    }
}
