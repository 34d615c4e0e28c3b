//! The tree of units on a day, whole, for work on all of them.

use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{unit_names, unit_parents, units};
use lamtheo_db::{Db, Outcome, valid_on};
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::unit::UnitKind;
use std::collections::HashMap;

struct Node {
    name: String,
    kind: UnitKind,
    parent: Option<UnitId>,
    party_unit: Option<UnitId>,
}

/// Every unit of a day.
pub(super) struct Tree(HashMap<UnitId, Node>);

impl Tree {
    /// Reads it.
    pub fn on(conn: &mut Db, day: NaiveDate) -> Outcome<Self> {
        let rows: Vec<(UnitId, Option<UnitId>, String, UnitKind)> = units::table
            .inner_join(unit_names::table.on(unit_names::unit_id.eq(units::id)))
            .filter(valid_on!(unit_names, day))
            .select((
                units::id,
                units::party_unit_id,
                unit_names::name,
                unit_names::kind,
            ))
            .load(conn)?;
        let parents: HashMap<UnitId, UnitId> = unit_parents::table
            .filter(valid_on!(unit_parents, day))
            .select((unit_parents::unit_id, unit_parents::parent_id))
            .load::<(UnitId, UnitId)>(conn)?
            .into_iter()
            .collect();
        let nodes = rows.into_iter().map(|(id, party_unit, name, kind)| {
            let parent = parents.get(&id).cloned();
            let node = Node {
                name,
                kind,
                parent,
                party_unit,
            };
            (id, node)
        });
        Ok(Self(nodes.collect()))
    }

    /// The unit's name; empty when it is not there on the day.
    pub fn name(&self, unit: &UnitId) -> String {
        self.0.get(unit).map(|n| n.name.clone()).unwrap_or_default()
    }

    /// Whether the unit is a chi bộ.
    pub fn is_branch(&self, unit: &UnitId) -> bool {
        self.0.get(unit).is_some_and(|n| n.kind.is_branch())
    }

    /// The unit above, which decides: of a body outside the Party the committee
    /// of its own level.
    pub fn above(&self, unit: &UnitId) -> Option<&UnitId> {
        let node = self.0.get(unit)?;
        node.party_unit
            .as_ref()
            .filter(|_| node.kind.is_external())
            .or(node.parent.as_ref())
    }

    /// Who decides on the unit's own records: the unit above, at the top itself.
    pub fn approver<'a>(&'a self, unit: &'a UnitId) -> &'a UnitId {
        self.above(unit).unwrap_or(unit)
    }
}
