//! Gives an account a role on a unit.

use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::{Caller, Role};
use lamtheo_domain::account::SessionEnd;
use lamtheo_domain::kernel::ids::RoleAssignmentId;
use lamtheo_domain::kernel::period::Interval;
use lamtheo_domain::kernel::{FieldError, Refusal};
use lamtheo_domain::unit::UnitLevel;
use serde_json::json;

use crate::rooms::admin::assembly::role_view;
use crate::rooms::admin::store::{self, RoleRow};
use crate::rooms::admin::views::NewRoleBody;
use crate::rooms::auth::end_others;
use crate::web::answer::created;

/// Assigns the role and ends the account's other sessions.
pub fn run(tx: &mut Tx<'_>, caller: &Caller, body: &NewRoleBody) -> Outcome<Recorded<StoredReply>> {
    let valid_from = body.valid_from.unwrap_or(tx.at.today);
    let interval = check(body, valid_from)?;
    province_staff_serve_a_province(tx, body)?;
    store::hold_user(tx.conn, &body.user_id)?;
    let same = store::same_roles(tx.conn, &body.user_id, body.role, &body.unit_id)?;
    if same.iter().any(|other| {
        Interval::new(other.valid_from, other.valid_to).is_some_and(|i| i.overlaps(interval))
    }) {
        return Err(Refusal::conflict(
            "role_already_assigned",
            "Tài khoản đã có vai trò này tại đơn vị trong thời gian đó",
        )
        .into());
    }
    let now = stored(tx.at.now);
    let row = RoleRow {
        id: RoleAssignmentId::new(tx.at.now),
        user_id: body.user_id.clone(),
        role: body.role,
        unit_id: body.unit_id.clone(),
        valid_from,
        valid_to: body.valid_to,
        granted_by: Some(caller.user_id.clone()),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    store::insert_role(tx.conn, &row)?;
    end_others(tx, &row.user_id, SessionEnd::RolesChanged)?;
    let event = Event::new("role.assigned", "role_assignment", &row.id)
        .unit(&row.unit_id)
        .after(json!({
            "user_id": row.user_id, "role": row.role, "unit_id": row.unit_id,
            "valid_from": row.valid_from, "valid_to": row.valid_to,
        }));
    let view = role_view(tx.conn, caller, row, tx.at)?;
    let location = format!("/api/v1/role-assignments/{}", view.id);
    tx.record(event, created(location, &view)?)
}

/// What province staff write holds for the whole province: no district may make one.
fn province_staff_serve_a_province(tx: &mut Tx<'_>, body: &NewRoleBody) -> Outcome<()> {
    let level = store::unit_level(tx.conn, &body.unit_id, tx.at.today)?;
    if body.role == Role::ProvinceStaff && level != Some(UnitLevel::Province) {
        return Err(Refusal::fields(vec![FieldError::new(
            "/unit_id",
            "role_not_for_unit",
            "Vai trò cán bộ cấp tỉnh chỉ giao tại đảng bộ tỉnh",
        )])
        .into());
    }
    Ok(())
}

fn check(body: &NewRoleBody, valid_from: chrono::NaiveDate) -> Result<Interval, Refusal> {
    if body.role == Role::Integrator {
        return Err(Refusal::fields(vec![FieldError::new(
            "/role",
            "role_not_assignable",
            "Vai trò tích hợp chỉ dành cho khóa API",
        )]));
    }
    Interval::new(valid_from, body.valid_to).ok_or_else(|| {
        Refusal::fields(vec![FieldError::new(
            "/valid_to",
            "before_start",
            "Ngày kết thúc phải sau ngày bắt đầu",
        )])
    })
}
