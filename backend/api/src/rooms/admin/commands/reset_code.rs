//! Gives an account a new one-time code; its password is gone from then on.

use chrono::{DateTime, Utc};
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::account::{SessionEnd, UserStatus};
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::UserId;
use serde_json::json;

use super::code_expiry;
use crate::rooms::admin::assembly::user_view;
use crate::rooms::admin::store::{self, UserRow};
use crate::rooms::admin::views::UserWithCode;
use crate::rooms::auth::{OneTimeCode, end_others, reset_limits, take_limit};
use crate::web::answer::changed;

/// Resets within the limit of 2 an hour and 5 a day, when limits count.
pub fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    row: &UserRow,
    limited: bool,
    code_for: impl FnOnce(&UserId, i32, DateTime<Utc>) -> Outcome<OneTimeCode>,
) -> Outcome<Recorded<StoredReply>> {
    if row.status == UserStatus::Disabled {
        return Err(Refusal::conflict(
            "illegal_transition",
            "Tài khoản đang ở trạng thái không thực hiện được việc này",
        )
        .detail("Tài khoản đang bị khóa (disabled); hãy mở khóa trước khi cấp mã mới")
        .into());
    }
    let now = tx.at.now;
    if limited {
        take_limit(tx.conn, &reset_limits(row.id.as_str()), stored(now))??;
    }
    let expires_at = code_expiry(now);
    let code = code_for(&row.id, row.version + 1, expires_at)?;
    store::set_code(tx, row, &code.hash(), stored(expires_at))?;
    let ended = end_others(tx, &row.id, SessionEnd::CodeIssued)?;
    let read = store::user(tx.conn, &row.id)?;
    let user = user_view(tx.conn, caller, read, tx.at)?;
    let event = Event::new("user.code_issued", "user", &row.id).after(json!({
        "one_time_code": "***", "code_expires_at": expires_at, "sessions_ended": ended,
    }));
    let view = UserWithCode {
        user,
        one_time_code: None,
        expires_at,
    };
    tx.record(event, changed(&view)?)
}
