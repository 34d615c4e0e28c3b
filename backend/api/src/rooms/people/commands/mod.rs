//! What changes persons, the roll and delegations.

pub mod add_membership;
pub mod add_person;
pub mod change_membership;
pub mod change_person;
pub mod delegate;
pub mod end_delegation;
pub mod end_membership;
pub mod exempt;
pub mod transfer;

use super::scope;
use super::store::{self, MembershipRow, PersonRow};
use crate::rooms::org_units;
use crate::web::request::Versioned;
use chrono::NaiveDate;
use lamtheo_db::{Outcome, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::ids::{MembershipId, UnitId};
use lamtheo_domain::kernel::{FieldError, Refusal};
use lamtheo_domain::roll::{self, MemberKind, PositionGroup};
use lamtheo_domain::unit::{self, ReportingMode};
use serde_json::{Value, json};

impl Versioned for PersonRow {
    fn version(&self) -> i32 {
        self.version
    }
}

impl Versioned for MembershipRow {
    fn version(&self) -> i32 {
        self.version
    }
}

/// Where someone belongs, and as what.
#[derive(Debug, Clone)]
pub struct Belonging {
    pub unit_id: UnitId,
    pub member_kind: MemberKind,
    pub position: String,
    pub position_group: PositionGroup,
    pub managed_by_unit_id: Option<UnitId>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
}

/// The membership that is to be changed, its person held until commit.
pub fn load_membership(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &MembershipId,
) -> Outcome<MembershipRow> {
    let row = store::membership(tx.conn, id)?.ok_or_else(Refusal::not_found)?;
    scope::unit_to_write(tx.conn, caller, &row.unit_id, tx.at.today)?;
    store::lock_person(tx.conn, &row.person_id)?;
    Ok(store::membership(tx.conn, id)?.ok_or_else(Refusal::not_found)?)
}

/// Checks the rules of belonging and gives it cleaned: the unit exists on the
/// first day and keeps records.
fn checked(tx: &mut Tx<'_>, belonging: Belonging) -> Outcome<Belonging> {
    let position = roll::check_position(&belonging.position)?;
    roll::check_days(belonging.valid_from, belonging.valid_to)?;
    let place = org_units::place(tx.conn, &belonging.unit_id, belonging.valid_from)?
        .ok_or_else(unit_not_there)?;
    if place.reporting_mode == ReportingMode::AggregateOnly {
        return Err(unit::aggregate_only().into());
    }
    check_managing_unit(tx, belonging.managed_by_unit_id.as_ref())?;
    Ok(Belonging {
        position,
        ..belonging
    })
}

fn check_managing_unit(tx: &mut Tx<'_>, unit: Option<&UnitId>) -> Outcome<()> {
    if let Some(unit) = unit
        && !store::unit_exists(tx.conn, unit)?
    {
        return Err(Refusal::fields(vec![FieldError::new(
            "/managed_by_unit_id",
            "unknown_unit",
            "Không có cấp ủy này trên hệ thống",
        )])
        .into());
    }
    Ok(())
}

fn unit_not_there() -> Refusal {
    Refusal::invalid(
        "unit_not_valid",
        "Đơn vị chưa có hoặc không còn vào ngày bắt đầu",
    )
}

/// Refuses to change what has ended.
fn refuse_ended(row: &MembershipRow, today: NaiveDate) -> Result<(), Refusal> {
    if row.valid_to.is_some_and(|to| to <= today) {
        Err(roll::membership_ended())
    } else {
        Ok(())
    }
}

fn as_json(row: &MembershipRow) -> Value {
    json!({
        "person_id": row.person_id, "unit_id": row.unit_id, "member_kind": row.member_kind,
        "position": row.position, "position_group": row.position_group,
        "managed_by_unit_id": row.managed_by_unit_id,
        "valid_from": row.valid_from, "valid_to": row.valid_to,
    })
}
