//! Units, their dated names and parents, the closure, codes.

use super::Loader;
use crate::demo::tree::{Unit, UnitIx};
use crate::rows::{ClosureRow, UnitCodeRow, UnitNameRow, UnitParentRow, UnitRow};
use chrono::NaiveDate;
use lamtheo_db::DbError;
use lamtheo_domain::kernel::text::{search_key, sort_key};

/// Where rows of the demonstration come from.
const SOURCE: &str = "demo";

/// A stretch of time under one parent.
type Stretch = (UnitIx, NaiveDate, Option<NaiveDate>);

impl Loader<'_> {
    pub(super) fn units(&mut self) -> Result<(), DbError> {
        let plan = self.plan;
        let (mut units, mut names, mut parents, mut codes) = (vec![], vec![], vec![], vec![]);
        for (ix, unit) in plan.tree.units.iter().enumerate() {
            units.push(self.unit_row(ix, unit));
            self.names_of(ix, unit, &mut names);
            for (parent, from, to) in stretches(unit) {
                parents.push(UnitParentRow {
                    id: self.ids.next(),
                    unit_id: self.unit_ids[ix].clone(),
                    parent_id: self.unit_ids[parent].clone(),
                    valid_from: from,
                    valid_to: to,
                });
            }
            codes.extend(unit.code.map(|code| UnitCodeRow {
                id: self.ids.next(),
                unit_id: self.unit_ids[ix].clone(),
                system: "administrative".into(),
                code: code.into(),
                valid_from: unit.since,
                valid_to: None,
            }));
        }
        let closure = self.closure();
        self.insert(&units)?;
        self.insert(&names)?;
        self.insert(&parents)?;
        self.insert(&closure)?;
        self.insert(&codes)
    }

    fn unit_row(&self, ix: UnitIx, unit: &Unit) -> UnitRow {
        UnitRow {
            id: self.unit_ids[ix].clone(),
            party_unit_id: unit.party_unit.map(|party| self.unit_ids[party].clone()),
            source: SOURCE.into(),
            external_id: Some(format!("DV-{:05}", ix + 1)),
            valid_from: unit.since,
            valid_to: None,
            version: 1,
            created_at: self.stamp.clone(),
            updated_at: self.stamp.clone(),
        }
    }

    fn names_of(&mut self, ix: UnitIx, unit: &Unit, names: &mut Vec<UnitNameRow>) {
        let mut row = |name: &str, from: NaiveDate, to: Option<NaiveDate>| UnitNameRow {
            id: self.ids.next(),
            unit_id: self.unit_ids[ix].clone(),
            name: name.to_owned(),
            committee_name: unit.committee_name.clone(),
            short_name: unit.short_name.clone(),
            kind: unit.kind.as_str(),
            level: unit.level.as_str(),
            reporting_mode: unit.mode.as_str(),
            search_key: search_key(&format!(
                "{name} {} {}",
                unit.committee_name, unit.short_name
            )),
            sort_key: sort_key(name),
            valid_from: from,
            valid_to: to,
        };
        let mut since = unit.since;
        if let Some((former, until)) = &unit.former_name {
            names.push(row(former, since, Some(*until)));
            since = *until;
        }
        names.push(row(&unit.name, since, None));
    }

    /// Every ancestor of every unit, itself included, for the time it was one.
    fn closure(&self) -> Vec<ClosureRow> {
        let units = &self.plan.tree.units;
        let mut rows = Vec::with_capacity(units.len() * 5);
        for (ix, unit) in units.iter().enumerate() {
            let mut pair = |ancestor: UnitIx, depth, from, to| {
                rows.push(ClosureRow {
                    ancestor_id: self.unit_ids[ancestor].clone(),
                    descendant_id: self.unit_ids[ix].clone(),
                    depth,
                    valid_from: from,
                    valid_to: to,
                });
            };
            pair(ix, 0, unit.since, None);
            for (parent, from, to) in stretches(unit) {
                let (mut ancestor, mut depth) = (Some(parent), 1);
                while let Some(above) = ancestor {
                    pair(above, depth, from, to);
                    // Above a moved unit nothing moved.
                    ancestor = units[above].parent;
                    depth += 1;
                }
            }
        }
        rows
    }
}

/// The parents of a unit in time.
fn stretches(unit: &Unit) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut since = unit.since;
    if let Some((former, until)) = unit.former_parent {
        stretches.push((former, since, Some(until)));
        since = until;
    }
    stretches.extend(unit.parent.map(|parent| (parent, since, None)));
    stretches
}
