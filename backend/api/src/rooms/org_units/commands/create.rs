//! Creates a unit below another.

use super::super::closure;
use super::super::store::{self, CodeRow, ParentRow, UnitRow};
use super::writable;
use chrono::NaiveDate;
use lamtheo_db::{Event, Outcome, Recorded, Tx, dialect, stored};
use lamtheo_domain::access::{Caller, Place};
use lamtheo_domain::kernel::ids::{RowId, UnitId};
use lamtheo_domain::kernel::{Faults, Refusal};
use lamtheo_domain::unit::{self, Above, UnitProfile};
use serde_json::json;

/// A unit to be created.
pub struct NewUnit {
    pub parent_id: UnitId,
    pub profile: UnitProfile,
    pub party_unit_id: Option<UnitId>,
    pub codes: Vec<(String, String)>,
    pub source: Option<String>,
    pub external_id: Option<String>,
    pub valid_from: Option<NaiveDate>,
}

/// The place of the unit above, within the caller's subtree.
pub fn load(tx: &mut Tx<'_>, caller: &Caller, wanted: &NewUnit) -> Outcome<Place> {
    store::lock_tree(tx.conn, stored(tx.at.now))?;
    writable(tx.conn, caller, &wanted.parent_id, tx.at.today)
}

/// Creates the unit with its first name, its parent and its codes.
pub fn run(tx: &mut Tx<'_>, wanted: NewUnit) -> Outcome<(UnitId, Recorded<()>)> {
    let from = wanted.valid_from.unwrap_or(tx.at.today);
    let profile = unit::check_profile(wanted.profile)?;
    let above =
        super::super::place::place(tx.conn, &wanted.parent_id, from)?.ok_or_else(not_there_yet)?;
    unit::check_parent(
        profile.level,
        Above {
            level: above.level,
            reporting_mode: above.reporting_mode,
        },
    )?;
    let mut faults = Faults::default();
    faults.require(
        wanted.party_unit_id.is_none() || profile.kind.is_external(),
        "/party_unit_id",
        "not_external",
        "Chỉ tổ chức ngoài hệ thống đảng mới có cấp ủy cùng cấp",
    );
    let source = faults.line("/source", wanted.source.as_deref().unwrap_or("manual"), 50);
    let external_id = faults.optional("/external_id", wanted.external_id.as_deref(), 100);
    faults.finish(())?;
    let party_unit_id = match wanted.party_unit_id {
        None => profile.kind.is_external().then(|| wanted.parent_id.clone()),
        Some(id) => Some(party_unit(tx, id)?),
    };
    let now = stored(tx.at.now);
    let row = UnitRow {
        id: UnitId::new(tx.at.now),
        party_unit_id,
        source,
        external_id,
        valid_from: from,
        valid_to: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    store::insert_unit(tx.conn, &row).map_err(|error| {
        if dialect::is_unique_violation(&error) {
            external_id_taken().into()
        } else {
            lamtheo_db::Failure::from(error)
        }
    })?;
    store::insert_name(tx.conn, RowId::new(tx.at.now), &row.id, &profile, from)?;
    store::insert_parent(
        tx.conn,
        &ParentRow {
            id: RowId::new(tx.at.now),
            unit_id: row.id.clone(),
            parent_id: wanted.parent_id.clone(),
            valid_from: from,
            valid_to: None,
        },
    )?;
    for (system, code) in &wanted.codes {
        let (system, code) = unit::check_code(system, code)?;
        store::insert_code(
            tx.conn,
            &CodeRow {
                id: RowId::new(tx.at.now),
                unit_id: row.id.clone(),
                system,
                code,
                valid_from: from,
                valid_to: None,
            },
        )?;
    }
    closure::rebuild(tx.conn, &row.id)?;
    let event = Event::new("unit.created", "unit", &row.id)
        .unit(&row.id)
        .after(json!({
            "name": profile.name, "kind": profile.kind, "level": profile.level,
            "reporting_mode": profile.reporting_mode, "parent_id": wanted.parent_id,
            "valid_from": from,
        }));
    let recorded = tx.record(event, ())?;
    Ok((row.id, recorded))
}

/// The Party committee of a body outside the Party, if there is such a unit.
pub(super) fn party_unit(tx: &mut Tx<'_>, id: UnitId) -> Outcome<UnitId> {
    let place = super::super::place::place(tx.conn, &id, tx.at.today)?;
    if place.is_some_and(|place| !place.kind.is_external()) {
        return Ok(id);
    }
    let mut faults = Faults::default();
    faults.add(
        "/party_unit_id",
        "unknown_unit",
        "Không có cấp ủy này trên hệ thống",
    );
    Ok(faults.finish(id)?)
}

/// The refusal of a date on which the unit above does not exist (422).
pub(super) fn not_there_yet() -> Refusal {
    Refusal::invalid(
        "parent_not_valid",
        "Đơn vị cấp trên chưa có hoặc không còn vào ngày có hiệu lực",
    )
}

fn external_id_taken() -> Refusal {
    Refusal::conflict(
        "external_id_taken",
        "Đã có đơn vị mang mã này từ cùng nguồn dữ liệu",
    )
}
