//! Ends a role on a day.

use chrono::NaiveDate;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::{Caller, Role};
use lamtheo_domain::account::SessionEnd;
use lamtheo_domain::kernel::{FieldError, Refusal};
use serde_json::json;

use super::last_administrator;
use crate::rooms::admin::assembly::role_view;
use crate::rooms::admin::store::{self, RoleRow};
use crate::rooms::admin::views::EndRoleBody;
use crate::rooms::auth::end_others;
use crate::web::answer::changed;

/// Ends the role on `valid_to` (the business day by default) and the account's
/// other sessions. One administrator remains on that day.
pub fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    row: &RoleRow,
    body: &EndRoleBody,
) -> Outcome<Recorded<StoredReply>> {
    let valid_to = body.valid_to.unwrap_or(tx.at.today.max(row.valid_from));
    check(tx, row, valid_to)?;
    if row.role == Role::SystemAdmin {
        keep_one_admin(tx, row, valid_to)?;
    }
    store::end_role(tx, row, valid_to)?;
    end_others(tx, &row.user_id, SessionEnd::RolesChanged)?;
    let event = Event::new("role.ended", "role_assignment", &row.id)
        .unit(&row.unit_id)
        .before(json!({"valid_to": row.valid_to}))
        .after(json!({"valid_to": valid_to, "role": row.role, "user_id": row.user_id}));
    let read = store::role(tx.conn, &row.id)?;
    let view = role_view(tx.conn, caller, read, tx.at)?;
    tx.record(event, changed(&view)?)
}

fn check(tx: &Tx<'_>, row: &RoleRow, valid_to: NaiveDate) -> Result<(), Refusal> {
    if row.valid_to.is_some_and(|end| end <= tx.at.today) {
        return Err(
            Refusal::conflict("illegal_transition", "Vai trò này đã kết thúc").detail(format!(
                "Vai trò đã kết thúc từ ngày {} (ended)",
                row.valid_to.unwrap_or(valid_to).format("%d/%m/%Y")
            )),
        );
    }
    let later = row.valid_to.is_some_and(|end| valid_to > end);
    if valid_to < row.valid_from || later {
        return Err(Refusal::fields(vec![FieldError::new(
            "/valid_to",
            "out_of_range",
            "Ngày kết thúc không được trước ngày bắt đầu hoặc sau ngày kết thúc đã định",
        )]));
    }
    Ok(())
}

/// Another administrator who can sign in and reaches as far must remain on
/// the day the role ends.
fn keep_one_admin(tx: &mut Tx<'_>, row: &RoleRow, valid_to: NaiveDate) -> Outcome<()> {
    let day = tx.at.today.max(valid_to);
    let admins = store::living_admins(tx.conn, tx.at.today, stored(tx.at.now))?;
    if !admins.iter().any(|admin| admin.id == row.id) {
        return Ok(());
    }
    let above = store::line_of(tx.conn, &row.unit_id, tx.at.today)?;
    let another = admins.iter().any(|admin| {
        admin.id != row.id
            && admin.valid_to.is_none_or(|end| end > day)
            && above.contains(&admin.unit_id)
    });
    if another {
        Ok(())
    } else {
        Err(last_administrator().into())
    }
}
