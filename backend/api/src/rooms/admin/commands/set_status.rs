//! Disables and enables accounts.

use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::account::{SessionEnd, UserStatus};
use lamtheo_domain::kernel::Refusal;
use serde_json::json;

use super::last_administrator;
use crate::rooms::admin::assembly::user_view;
use crate::rooms::admin::store::{self, UserRow};
use crate::rooms::auth::end_others;
use crate::web::answer::changed;

/// Disables the account and ends its sessions. One administrator remains.
pub fn disable(tx: &mut Tx<'_>, caller: &Caller, row: &UserRow) -> Outcome<Recorded<StoredReply>> {
    from(row, UserStatus::Active)?;
    keep_one_admin(tx, row)?;
    store::set_status(tx, row, UserStatus::Disabled)?;
    let ended = end_others(tx, &row.id, SessionEnd::AccountDisabled)?;
    let event = Event::new("user.disabled", "user", &row.id)
        .before(json!({"status": row.status}))
        .after(json!({"status": UserStatus::Disabled, "sessions_ended": ended}));
    finish(tx, caller, row, event)
}

/// Enables the account again; its password is the one it had.
pub fn enable(tx: &mut Tx<'_>, caller: &Caller, row: &UserRow) -> Outcome<Recorded<StoredReply>> {
    from(row, UserStatus::Disabled)?;
    store::set_status(tx, row, UserStatus::Active)?;
    let event = Event::new("user.enabled", "user", &row.id)
        .before(json!({"status": row.status}))
        .after(json!({"status": UserStatus::Active}));
    finish(tx, caller, row, event)
}

/// For each unit that the account administers, another administrator who can
/// sign in and reaches as far must remain.
fn keep_one_admin(tx: &mut Tx<'_>, row: &UserRow) -> Outcome<()> {
    let admins = store::living_admins(tx.conn, tx.at.today, stored(tx.at.now))?;
    let (own, others): (Vec<_>, Vec<_>) = admins
        .into_iter()
        .partition(|admin| admin.user_id == row.id);
    for admin in own {
        let above = store::line_of(tx.conn, &admin.unit_id, tx.at.today)?;
        if !others.iter().any(|other| above.contains(&other.unit_id)) {
            return Err(last_administrator().into());
        }
    }
    Ok(())
}

fn from(row: &UserRow, wanted: UserStatus) -> Result<(), Refusal> {
    if row.status == wanted {
        return Ok(());
    }
    let state = match row.status {
        UserStatus::Active => "Tài khoản đang hoạt động (active)",
        UserStatus::Disabled => "Tài khoản đang bị khóa (disabled)",
    };
    Err(Refusal::conflict(
        "illegal_transition",
        "Tài khoản đang ở trạng thái không thực hiện được việc này",
    )
    .detail(state))
}

fn finish(
    tx: &mut Tx<'_>,
    caller: &Caller,
    row: &UserRow,
    event: Event,
) -> Outcome<Recorded<StoredReply>> {
    let read = store::user(tx.conn, &row.id)?;
    let view = user_view(tx.conn, caller, read, tx.at)?;
    tx.record(event, changed(&view)?)
}
