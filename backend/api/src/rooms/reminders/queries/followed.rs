//! What became of the things that reminders were about. That somebody was
//! reminded stays; what followed is shown to who may read the thing now.

use super::super::counts;
use super::super::store::ItemRow;
use super::super::views::ReminderItemView;
use super::ledger::READERS;
use crate::rooms::{issues, org_units};
use diesel::prelude::*;
use lamtheo_db::schema::{registrations, reminder_items};
use lamtheo_db::{Outcome, ReadTx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::issue::IssueStatus;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::registration::RegistrationStatus;
use lamtheo_domain::reminder::Measure;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The items of a page of the ledger, with what is so now.
#[derive(Default)]
pub(super) struct Followed {
    items: HashMap<ReminderId, Vec<ItemRow>>,
    /// Issues that the caller reads now.
    issues: HashMap<String, (String, IssueStatus)>,
    /// Registrations of persons, handed in: drafts are private.
    handed_in: HashMap<(String, i32), RegistrationStatus>,
    counts: HashMap<(Measure, i32, UnitId), i64>,
    /// Units whose counts the caller reads now.
    units: HashSet<UnitId>,
}

impl Followed {
    /// Reads them for the reminders `ids`.
    pub(super) fn load(tx: &mut ReadTx<'_>, caller: &Caller, ids: &[&ReminderId]) -> Outcome<Self> {
        let rows: Vec<ItemRow> = reminder_items::table
            .filter(reminder_items::reminder_id.eq_any(ids.iter().copied()))
            .order((reminder_items::reminder_id, reminder_items::ordinal))
            .select(ItemRow::as_select())
            .load(tx.conn)?;
        let mut about: Vec<&str> = of_type(&rows, "issue")
            .map(|r| r.object_id.as_str())
            .collect();
        about.sort_unstable();
        about.dedup();
        let mut followed = Self {
            issues: issues::readable_now(tx.conn, caller, tx.at.today, &about)?,
            handed_in: handed_in(tx, &rows)?,
            counts: counted(tx, &rows)?,
            units: units_of(tx, caller, &rows)?,
            ..Self::default()
        };
        for row in rows {
            followed
                .items
                .entry(row.reminder_id.clone())
                .or_default()
                .push(row);
        }
        Ok(followed)
    }

    /// The items of one reminder; without names where only counts may be seen.
    pub(super) fn take(&mut self, id: &ReminderId, named: bool) -> Vec<ReminderItemView> {
        let rows = self.items.remove(id).unwrap_or_default();
        rows.into_iter().map(|row| self.item(row, named)).collect()
    }

    fn item(&self, row: ItemRow, named: bool) -> ReminderItemView {
        let mut view = ReminderItemView {
            object_type: row.object_type,
            object_id: None,
            readable: false,
            title: None,
            rule_code: row.rule_code,
            year: row.year,
            due_on: row.due_on,
            state_now: row.state_then.clone(),
            state_then: row.state_then,
            measure: row.measure,
            count_then: row.count_then,
            count_now: None,
            settled: false,
        };
        match (view.object_type.as_str(), row.measure) {
            ("issue", _) => {
                let Some((title, status)) = self.issues.get(&row.object_id) else {
                    return view;
                };
                view.title = Some(title.clone());
                view.settled = is_settled(*status, &view.state_then);
                view.state_now = status.to_string();
            }
            ("unit", Some(measure)) => {
                let unit = UnitId::from_trusted(row.object_id.clone());
                if !self.units.contains(&unit) {
                    return view;
                }
                let now = self
                    .counts
                    .get(&(measure, row.year, unit))
                    .copied()
                    .unwrap_or_default();
                view.count_now = Some(now);
                view.settled = now == 0;
            }
            _ => {
                let status = self.handed_in.get(&(row.object_id.clone(), row.year));
                view.state_now = status.map_or_else(|| "missing".to_owned(), ToString::to_string);
                view.settled = status.is_some_and(|s| *s != RegistrationStatus::Returned);
                if !named {
                    view.readable = true;
                    return view;
                }
            }
        }
        view.readable = true;
        view.object_id = Some(row.object_id);
        view
    }
}

fn of_type<'r>(rows: &'r [ItemRow], what: &'r str) -> impl Iterator<Item = &'r ItemRow> {
    rows.iter().filter(move |row| row.object_type == what)
}

/// Over, or past the decision that was waited for.
fn is_settled(status: IssueStatus, then: &str) -> bool {
    let waited = [IssueStatus::Submitted, IssueStatus::ReportedResolved]
        .iter()
        .any(|waiting| waiting.as_str() == then);
    match status {
        IssueStatus::Confirmed | IssueStatus::Withdrawn | IssueStatus::CarriedOver => true,
        now => waited && now.as_str() != then,
    }
}

fn handed_in(
    tx: &mut ReadTx<'_>,
    rows: &[ItemRow],
) -> Outcome<HashMap<(String, i32), RegistrationStatus>> {
    let persons: HashSet<&str> = of_type(rows, "registration")
        .map(|r| r.object_id.as_str())
        .collect();
    let years: HashSet<i32> = of_type(rows, "registration").map(|r| r.year).collect();
    let persons: Vec<&str> = persons.into_iter().collect();
    let found: Vec<(Option<String>, i32, RegistrationStatus)> = registrations::table
        .filter(registrations::person_id.eq_any(persons))
        .filter(registrations::year.eq_any(years))
        .filter(registrations::status.ne(RegistrationStatus::Draft))
        .select((
            registrations::person_id,
            registrations::year,
            registrations::status,
        ))
        .load(tx.conn)?;
    Ok(found
        .into_iter()
        .filter_map(|(person, year, status)| Some(((person?, year), status)))
        .collect())
}

/// What the items of units counted, counted again: the same measure of the
/// same unit and year.
fn counted(tx: &mut ReadTx<'_>, rows: &[ItemRow]) -> Outcome<HashMap<(Measure, i32, UnitId), i64>> {
    let mut wanted: BTreeMap<(Measure, i32), Vec<UnitId>> = BTreeMap::new();
    for row in of_type(rows, "unit") {
        if let Some(measure) = row.measure {
            let units = wanted.entry((measure, row.year)).or_default();
            units.push(UnitId::from_trusted(row.object_id.clone()));
        }
    }
    let mut found = HashMap::new();
    for ((measure, year), mut units) in wanted {
        units.sort();
        units.dedup();
        let counts = counts::counts(tx.conn, tx.at.today, year, measure, Some(&units))?;
        found.extend(
            counts
                .into_iter()
                .map(|(unit, n)| ((measure, year, unit), n)),
        );
    }
    Ok(found)
}

/// Units of these items that lie below one of the caller's offices.
fn units_of(tx: &mut ReadTx<'_>, caller: &Caller, rows: &[ItemRow]) -> Outcome<HashSet<UnitId>> {
    let mut units: Vec<UnitId> = of_type(rows, "unit")
        .map(|row| row.unit_id.clone())
        .collect();
    units.sort();
    units.dedup();
    let standings = org_units::standings(tx.conn, &units, tx.at.today)?;
    Ok(standings
        .into_iter()
        .filter(|(_, standing)| caller.over_any(&READERS, &standing.place))
        .map(|(unit, _)| unit)
        .collect())
}
