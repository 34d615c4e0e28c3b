//! Names who answers for an issue and which units help.

use super::super::facts::standing;
use super::super::store::{IssueRow, ResponsibleRow};
use crate::rooms::org_units;
use diesel::prelude::*;
use lamtheo_db::schema::{issue_coordinators, issue_responsibles};
use lamtheo_db::{Outcome, Tx};
use lamtheo_domain::kernel::text::clean_line;
use lamtheo_domain::kernel::{FieldError, Refusal, ids::*};

/// Most units that help with one issue.
const MOST_COORDINATORS: usize = 20;
const POSITION_MAX: usize = 300;

/// Who answers, with the unit and the position in which they do.
pub(super) struct Named {
    pub person: PersonId,
    pub unit: UnitId,
    pub position: String,
}

/// Finds a person of the province on the roll; position as given, else the roll's.
pub(super) fn named(
    tx: &mut Tx<'_>,
    person: &PersonId,
    owner: &UnitId,
    position: Option<&str>,
) -> Outcome<Named> {
    let Some((unit, on_roll)) = standing(tx.conn, person, owner, tx.at.today)? else {
        return Err(unknown_person().into());
    };
    let province = top_of(tx, owner)?;
    if top_of(tx, &unit)? != province {
        return Err(unknown_person().into());
    }
    let given = position
        .map(|text| clean_line(text, POSITION_MAX))
        .transpose()
        .map_err(|fault| Refusal::fields(vec![fault.at("/responsible_position".to_owned())]))?
        .filter(|text| !text.is_empty());
    Ok(Named {
        person: person.clone(),
        unit,
        position: given.unwrap_or(on_roll),
    })
}

fn top_of(tx: &mut Tx<'_>, unit: &UnitId) -> Outcome<Option<UnitId>> {
    let place = org_units::place(tx.conn, unit, tx.at.today)?;
    Ok(place.and_then(|place| place.line.last().cloned()))
}

fn unknown_person() -> Refusal {
    Refusal::fields(vec![FieldError::new(
        "/responsible_person_id",
        "unknown_person",
        "Người chịu trách nhiệm phải là người đang sinh hoạt, công tác tại một đơn vị của tỉnh",
    )])
}

/// Writes into the row and the history who answers from today; `None`: nobody yet.
pub(super) fn write_responsible(
    tx: &mut Tx<'_>,
    row: &IssueRow,
    named: Option<&Named>,
    because: Option<&str>,
) -> Outcome<()> {
    let today = tx.at.today;
    // A draft has no history yet: the name is simply another.
    if row.status == lamtheo_domain::issue::IssueStatus::Draft {
        diesel::delete(
            issue_responsibles::table.filter(issue_responsibles::issue_id.eq(row.id.clone())),
        )
        .execute(tx.conn)?;
    }
    diesel::update(
        issue_responsibles::table
            .filter(issue_responsibles::issue_id.eq(row.id.clone()))
            .filter(issue_responsibles::to_on.is_null()),
    )
    .set((
        issue_responsibles::to_on.eq(Some(today)),
        issue_responsibles::ended_because.eq(because.map(str::to_owned)),
    ))
    .execute(tx.conn)?;
    if let Some(named) = named {
        diesel::insert_into(issue_responsibles::table)
            .values(&ResponsibleRow {
                id: RowId::new(tx.at.now),
                issue_id: row.id.clone(),
                person_id: named.person.clone(),
                unit_id: named.unit.clone(),
                position: named.position.clone(),
                from_on: today,
                to_on: None,
                ended_because: None,
            })
            .execute(tx.conn)?;
    }
    Ok(())
}

/// Checks the units that help: of the same province, not the owner, each once.
pub(super) fn check_coordinators(tx: &mut Tx<'_>, owner: &UnitId, units: &[UnitId]) -> Outcome<()> {
    let mut faults = Vec::new();
    if units.len() > MOST_COORDINATORS {
        let fault = FieldError::new(
            "/coordinating_unit_ids",
            "too_many",
            "Nhiều nhất 20 đơn vị phối hợp",
        );
        return Err(Refusal::fields(vec![fault]).into());
    }
    let province = top_of(tx, owner)?;
    for (index, unit) in units.iter().enumerate() {
        let pointer = format!("/coordinating_unit_ids/{index}");
        if unit == owner {
            faults.push(FieldError::new(
                pointer,
                "is_owner",
                "Đơn vị chủ trì không đồng thời là đơn vị phối hợp",
            ));
        } else if units[..index].contains(unit) {
            faults.push(FieldError::new(
                pointer,
                "duplicate",
                "Đơn vị đã có trong danh sách",
            ));
        } else if top_of(tx, unit)? != province {
            faults.push(FieldError::new(
                pointer,
                "unknown_unit",
                "Không có đơn vị này trong tỉnh",
            ));
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Refusal::fields(faults).into())
    }
}

/// Writes which units help.
pub(super) fn write_coordinators(tx: &mut Tx<'_>, id: &IssueId, units: &[UnitId]) -> Outcome<()> {
    diesel::delete(issue_coordinators::table.filter(issue_coordinators::issue_id.eq(id.clone())))
        .execute(tx.conn)?;
    for unit in units {
        diesel::insert_into(issue_coordinators::table)
            .values((
                issue_coordinators::issue_id.eq(id.clone()),
                issue_coordinators::unit_id.eq(unit.clone()),
            ))
            .execute(tx.conn)?;
    }
    Ok(())
}
