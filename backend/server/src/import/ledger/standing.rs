//! Where persons and units stand, as issues ask for it.

use super::{Ledger, Stay, UnitFacts};
use chrono::NaiveDate;
use lamtheo_domain::kernel::ids::{PersonId, UnitId};
use lamtheo_domain::unit::UnitLevel;

impl Ledger {
    /// Who has no code of their own goes out and comes in by the id.
    pub(super) fn name_people_by_id(&mut self) {
        for person in self.stays.keys() {
            let entry = self.people.entry(person.to_string());
            entry.or_insert_with(|| vec![(true, person.clone())]);
        }
    }

    /// The level whose rules a unit follows: its own, or its committee's.
    pub fn level(&self, unit: &UnitFacts) -> UnitLevel {
        let outside = unit.level == UnitLevel::External;
        let committee = unit.committee.as_ref().filter(|_| outside);
        let level = committee.and_then(|committee| self.levels.get(committee));
        level.copied().unwrap_or(unit.level)
    }

    /// Where the person stands on `day`: in `unit` if possible, else anywhere.
    pub fn standing(&self, person: &PersonId, unit: &UnitId, day: NaiveDate) -> Option<&Stay> {
        let there = |stay: &&Stay| stay.from <= day && stay.to.is_none_or(|to| to > day);
        let stays = self.stays.get(person)?;
        let mut here = stays.iter().filter(there);
        here.find(|stay| stay.unit_id == *unit)
            .or_else(|| stays.iter().find(there))
    }
}
