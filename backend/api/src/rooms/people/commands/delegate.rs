//! Names a deputy who decides for the secretary of a chi bộ for a time.

use super::super::delegation_store::{self as store, DelegationRow};
use crate::rooms::org_units;
use chrono::NaiveDate;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::{Caller, Place, Reach, Role, may_delegate};
use lamtheo_domain::kernel::ids::{DelegationId, PersonId, UnitId};
use lamtheo_domain::kernel::{Faults, Refusal};
use lamtheo_domain::roll::{self, Membership};
use serde_json::json;

/// A deputy to be named.
pub struct NewDelegation {
    pub unit_id: UnitId,
    pub from_person_id: PersonId,
    pub to_person_id: PersonId,
    pub document_no: Option<String>,
    pub reason: Option<String>,
    pub valid_from: NaiveDate,
    pub valid_to: NaiveDate,
}

/// The place of a unit for which the caller may name a deputy: 404 out of
/// reach, 403 for those who only read.
pub fn load(tx: &mut Tx<'_>, caller: &Caller, unit: &UnitId) -> Outcome<Place> {
    let place = org_units::place(tx.conn, unit, tx.at.today)?.ok_or_else(Refusal::not_found)?;
    if !Reach::of_delegations(caller).contains(&place) {
        return Err(Refusal::not_found().into());
    }
    if may_delegate(caller, &place) {
        return Ok(place);
    }
    Err(Refusal::forbidden(
        "not_the_delegator",
        "Việc ủy quyền do bí thư chi bộ hoặc cấp ủy cấp trên trực tiếp thực hiện",
    )
    .into())
}

/// Names the deputy; a chi bộ has one at a time.
pub fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    place: &Place,
    wanted: NewDelegation,
) -> Outcome<(DelegationId, Recorded<()>)> {
    if !place.kind.is_branch() {
        return Err(Refusal::invalid(
            "unit_not_a_branch",
            "Chỉ chi bộ mới có phó bí thư được ủy quyền thay bí thư",
        )
        .into());
    }
    let days = roll::check_days(wanted.valid_from, Some(wanted.valid_to))?;
    check_persons(tx, caller, &wanted)?;
    let mut faults = Faults::default();
    let document_no = faults.optional("/document_no", wanted.document_no.as_deref(), 100);
    let reason = faults.optional("/reason", wanted.reason.as_deref(), 500);
    faults.finish(())?;
    store::lock_unit(tx.conn, &wanted.unit_id)?;
    if store::overlaps(tx.conn, &wanted.unit_id, days)? {
        return Err(Refusal::invalid(
            "delegation_overlaps",
            "Trong thời gian này chi bộ đã có người được ủy quyền",
        )
        .into());
    }
    let now = stored(tx.at.now);
    let row = DelegationRow {
        id: DelegationId::new(tx.at.now),
        unit_id: wanted.unit_id,
        from_person_id: wanted.from_person_id,
        to_person_id: wanted.to_person_id,
        document_no,
        reason,
        valid_from: wanted.valid_from,
        valid_to: wanted.valid_to,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    store::insert(tx.conn, &row)?;
    let event = Event::new("delegation.created", "delegation", &row.id)
        .unit(&row.unit_id)
        .after(json!({
            "from_person_id": row.from_person_id, "to_person_id": row.to_person_id,
            "document_no": row.document_no, "valid_from": row.valid_from, "valid_to": row.valid_to,
        }));
    let recorded = tx.record(event, ())?;
    Ok((row.id, recorded))
}

/// A secretary names a deputy for himself; the unit above may also do so when
/// the secretary cannot. Both belong to the chi bộ, the deputy is a member.
fn check_persons(tx: &mut Tx<'_>, caller: &Caller, wanted: &NewDelegation) -> Outcome<()> {
    let mut faults = Faults::default();
    faults.require(
        wanted.from_person_id != wanted.to_person_id,
        "/to_person_id",
        "same_person",
        "Không ai tự ủy quyền cho mình",
    );
    let by_secretary = caller.on(Role::BranchSecretary, &wanted.unit_id);
    let day = wanted.valid_from;
    let from_is_secretary = store::is_secretary(
        tx.conn,
        &wanted.from_person_id,
        &wanted.unit_id,
        tx.at.today,
    )?;
    let from_belongs =
        store::member_kind_in(tx.conn, &wanted.from_person_id, &wanted.unit_id, day)?.is_some();
    faults.require(
        from_is_secretary || (!by_secretary && from_belongs),
        "/from_person_id",
        "not_the_secretary",
        "Người ủy quyền phải là bí thư của chi bộ",
    );
    let deputy = store::member_kind_in(tx.conn, &wanted.to_person_id, &wanted.unit_id, day)?;
    faults.require(
        deputy.is_some_and(|kind| kind.membership() == Membership::PartyMember),
        "/to_person_id",
        "not_in_the_branch",
        "Người được ủy quyền phải là đảng viên của chi bộ",
    );
    Ok(faults.finish(())?)
}
