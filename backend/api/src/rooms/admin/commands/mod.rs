//! One command per file, inside the request's transaction.

pub mod assign_role;
pub mod create_user;
pub mod end_role;
pub mod reset_code;
pub mod scope;
pub mod set_status;
pub mod update_user;

use chrono::{DateTime, Duration, Utc};
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::text::search_key;

/// How long a one-time code of an administrator is valid, in hours.
const CODE_HOURS: i64 = 72;

/// Until when a code given at `now` is valid.
fn code_expiry(now: DateTime<Utc>) -> DateTime<Utc> {
    now + Duration::hours(CODE_HOURS)
}

/// What an account is found by: its username and its name.
pub fn search_text(username: &str, display_name: &str) -> String {
    search_key(&format!("{display_name} {username}"))
}

/// 409: the last one who can administer would go.
fn last_administrator() -> Refusal {
    Refusal::conflict(
        "last_administrator",
        "Phải luôn còn ít nhất một quản trị hệ thống có thể đăng nhập",
    )
}
