//! Changes what a unit is called, what it is or where it stands, from a date on.

use super::super::closure;
use super::super::place;
use super::super::store::{self, NameRow, ParentRow, UnitRow};
use super::{create, writable};
use crate::web::request::Versioned;
use chrono::NaiveDate;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::{RowId, UnitId};
use lamtheo_domain::unit::{self, Above, ReportingMode, UnitKind, UnitLevel, UnitProfile};
use serde_json::{Map, Value, json};

/// What is to change; `None` stays.
#[derive(Default)]
pub struct UnitChange {
    pub name: Option<String>,
    pub committee_name: Option<String>,
    pub short_name: Option<String>,
    pub kind: Option<UnitKind>,
    pub level: Option<UnitLevel>,
    pub reporting_mode: Option<ReportingMode>,
    pub parent_id: Option<UnitId>,
    pub party_unit_id: Option<UnitId>,
    pub effective_on: Option<NaiveDate>,
}

/// The unit as it was read, and what is to change.
pub struct Loaded {
    pub unit: UnitRow,
    pub wanted: UnitChange,
}

impl Versioned for Loaded {
    fn version(&self) -> i32 {
        self.unit.version
    }
}

impl UnitChange {
    fn applied_to(&self, current: &NameRow) -> UnitProfile {
        let old = current.profile();
        UnitProfile {
            name: self.name.clone().unwrap_or(old.name),
            committee_name: self.committee_name.clone().unwrap_or(old.committee_name),
            short_name: self.short_name.clone().unwrap_or(old.short_name),
            kind: self.kind.unwrap_or(old.kind),
            level: self.level.unwrap_or(old.level),
            reporting_mode: self.reporting_mode.unwrap_or(old.reporting_mode),
        }
    }
}

/// The unit, and the place of the new unit above within the caller's subtree.
pub fn load(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &UnitId,
    change: &UnitChange,
) -> Outcome<UnitRow> {
    let unit = super::load(tx, caller, id)?;
    if let Some(parent) = &change.parent_id {
        writable(tx.conn, caller, parent, tx.at.today)?;
    }
    Ok(unit)
}

/// Changes the unit from `effective_on` (today unless said) on. A change dated
/// on the day of the latest one corrects it.
pub fn run(tx: &mut Tx<'_>, unit: UnitRow, change: UnitChange) -> Outcome<Recorded<()>> {
    let from = change.effective_on.unwrap_or(tx.at.today);
    let (mut before, mut after) = (Map::new(), Map::new());
    let level = change_profile(tx, &unit, &change, from, (&mut before, &mut after))?;
    change_parent(tx, &unit, &change, level, from, (&mut before, &mut after))?;
    let mut party_unit_id = unit.party_unit_id.clone();
    if let Some(wanted) = change.party_unit_id {
        let wanted = create::party_unit(tx, wanted)?;
        before.insert("party_unit_id".into(), json!(party_unit_id));
        after.insert("party_unit_id".into(), json!(wanted));
        party_unit_id = Some(wanted);
    }
    after.insert("effective_on".into(), json!(from));
    let now = stored(tx.at.now);
    let touched = store::touch(tx.conn, &unit.id, unit.version, party_unit_id.as_ref(), now)?;
    Tx::one_row(touched)?;
    let event = Event::new("unit.changed", "unit", &unit.id)
        .unit(&unit.id)
        .before(Value::Object(before))
        .after(Value::Object(after));
    tx.record(event, ())
}

type Diff<'a> = (&'a mut Map<String, Value>, &'a mut Map<String, Value>);

/// Gives the unit its new names, kind, level; returns the level it then has.
fn change_profile(
    tx: &mut Tx<'_>,
    unit: &UnitRow,
    change: &UnitChange,
    from: NaiveDate,
    diff: Diff<'_>,
) -> Outcome<UnitLevel> {
    let last = store::names(tx.conn, &unit.id)?
        .pop()
        .ok_or_else(Refusal::not_found)?;
    let old = last.profile();
    let wanted = change.applied_to(&last);
    if wanted == old {
        return Ok(old.level);
    }
    let wanted = unit::check_profile(wanted)?;
    if from < last.valid_from {
        return Err(unit::before_latest_change().into());
    }
    if wanted.reporting_mode == ReportingMode::AggregateOnly
        && old.reporting_mode != ReportingMode::AggregateOnly
        && (!place::direct_below(tx.conn, &unit.id, from)?.is_empty()
            || store::has_persons(tx.conn, &unit.id, from)?)
    {
        return Err(unit::aggregate_only().into());
    }
    for below in place::direct_below(tx.conn, &unit.id, from)? {
        if let Some(below) = place::place(tx.conn, &below, from)? {
            unit::check_parent(below.level, above(wanted.level, wanted.reporting_mode))?;
        }
    }
    diff.0.insert("profile".into(), profile_json(&old));
    diff.1.insert("profile".into(), profile_json(&wanted));
    if from == last.valid_from {
        store::correct_name(tx.conn, &last.id, &wanted)?;
    } else {
        store::close_name(tx.conn, &last.id, from)?;
        store::insert_name(tx.conn, RowId::new(tx.at.now), &unit.id, &wanted, from)?;
    }
    Ok(wanted.level)
}

/// Moves the unit below another one, and its whole subtree with it.
fn change_parent(
    tx: &mut Tx<'_>,
    unit: &UnitRow,
    change: &UnitChange,
    level: UnitLevel,
    from: NaiveDate,
    diff: Diff<'_>,
) -> Outcome<()> {
    let last = store::parents(tx.conn, &unit.id)?.pop();
    let current = last.as_ref().map(|row| row.parent_id.clone());
    let Some(parent) = change.parent_id.clone().or_else(|| current.clone()) else {
        return Ok(());
    };
    let moved = current.as_ref() != Some(&parent);
    let level_changed = diff.1.contains_key("profile");
    if !moved && !level_changed {
        return Ok(());
    }
    let place = place::place(tx.conn, &parent, from)?.ok_or_else(create::not_there_yet)?;
    unit::check_parent(level, above(place.level, place.reporting_mode))?;
    if !moved {
        return Ok(());
    }
    if from < unit.valid_from || last.as_ref().is_some_and(|row| from < row.valid_from) {
        return Err(unit::before_latest_change().into());
    }
    if parent == unit.id || store::is_below_from(tx.conn, &parent, &unit.id, from)? {
        return Err(unit::below_itself().into());
    }
    diff.0.insert("parent_id".into(), json!(current));
    diff.1.insert("parent_id".into(), json!(parent));
    match last {
        Some(row) if row.valid_from == from => {
            store::correct_parent(tx.conn, &row.id, &parent)?;
        }
        last => {
            if let Some(row) = last.filter(|row| row.valid_to.is_none()) {
                store::close_parent(tx.conn, &row.id, from)?;
            }
            let row = ParentRow {
                id: RowId::new(tx.at.now),
                unit_id: unit.id.clone(),
                parent_id: parent,
                valid_from: from,
                valid_to: None,
            };
            store::insert_parent(tx.conn, &row)?;
        }
    }
    let touched = closure::rebuild(tx.conn, &unit.id)?;
    diff.1.insert("units_moved".into(), json!(touched));
    Ok(())
}

const fn above(level: UnitLevel, reporting_mode: ReportingMode) -> Above {
    Above {
        level,
        reporting_mode,
    }
}

fn profile_json(profile: &UnitProfile) -> Value {
    json!({
        "name": profile.name, "committee_name": profile.committee_name,
        "short_name": profile.short_name, "kind": profile.kind,
        "level": profile.level, "reporting_mode": profile.reporting_mode,
    })
}
