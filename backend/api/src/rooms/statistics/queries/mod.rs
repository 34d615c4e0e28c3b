//! Answers a question: finds the unit within the caller's scope, counts or looks
//! up what was reported, and lays the table out.

mod counted;
mod groups;
mod reported;
mod table;

use super::store;
use super::views::{MissingUnit, StatisticsView, UnitName, columns};
use crate::rooms::org_units;
use crate::rooms::programmes::{self, EditedWords};
use chrono::{NaiveDate, NaiveDateTime};
use groups::Groups;
use lamtheo_db::{Outcome, ReadTx, shown};
use lamtheo_domain::access::{Action, Caller, may_read_counts};
use lamtheo_domain::kernel::ids::UnitId;
use lamtheo_domain::kernel::period::last_day;
use lamtheo_domain::kernel::{FieldError, Refusal};
use lamtheo_domain::labels;
use lamtheo_domain::statistics::{Attribute, Basis, DEFINITION_VERSION, Question, Tree};

/// What every step of an answer knows.
struct Asked<'q> {
    question: &'q Question,
    unit: UnitId,
    today: NaiveDate,
    /// Programme years within the range of the question.
    years: Vec<i32>,
    /// What the province added to the code lists, or renamed.
    edited: EditedWords,
}

impl Asked<'_> {
    /// The day of the tree on which the records of `year` are counted.
    fn tree_day(&self, year: i32) -> NaiveDate {
        match self.question.tree {
            Tree::AtTime => self.cut_off(year),
            Tree::Current => self.today,
        }
    }

    /// The last day of `year`, or today while it runs.
    fn cut_off(&self, year: i32) -> NaiveDate {
        last_day(year).min(self.today)
    }

    /// The last day of the whole range, or today.
    fn range_day(&self) -> NaiveDate {
        self.tree_day(self.question.years.to())
    }
}

/// The answer to `question` for `caller`.
pub fn answer(
    tx: &mut ReadTx<'_>,
    caller: &Caller,
    question: &Question,
) -> Outcome<StatisticsView> {
    let today = tx.at.today;
    let unit = unit_in_scope(tx, caller, question)?;
    let edited = programmes::edited_words(tx.conn)?;
    known_fields(question, &edited)?;
    let asked = Asked {
        edited,
        question,
        today,
        years: store::programme_years(tx.conn, question.years)?,
        unit,
    };
    let groups = Groups::find(tx.conn, &asked)?;
    let name = org_units::name_of(tx.conn, &asked.unit, today)?.unwrap_or_default();
    let mut newest = None;
    let (table, figures) = match question.basis {
        Basis::Records => {
            let table = counted::table(tx.conn, &asked, &groups, &mut newest)?;
            (table, Vec::new())
        }
        Basis::Reported => reported::table(tx.conn, &asked, &groups, &mut newest)?,
    };
    let (rows, names) = table::lay_out(&asked, &name, &groups, table);
    Ok(StatisticsView {
        columns: columns(&question.by, &question.measures),
        rows,
        names,
        missing_units: missing_units(tx, &asked)?,
        basis: question.basis,
        tree: question.tree,
        as_of: today,
        computed_at: newest.map(shown),
        definition_version: DEFINITION_VERSION,
        year: question.years.to_string(),
        unit: UnitName {
            id: asked.unit.to_string(),
            name,
        },
        figures,
    })
}

/// Refuses a field that is neither built in nor added by the province.
fn known_fields(question: &Question, edited: &EditedWords) -> Outcome<()> {
    let list = "field";
    let asked = question.only.iter().filter(|(a, _)| *a == Attribute::Field);
    let unknown = asked
        .flat_map(|(_, codes)| codes)
        .find(|code| !labels::has(list, code) && edited.label(list, code).is_none());
    match unknown {
        None => Ok(()),
        Some(code) => {
            let message = format!("Mã “{code}” không có trong danh mục");
            Err(Refusal::fields(vec![FieldError::new(list, "unknown_code", message)]).into())
        }
    }
}

/// The unit asked for, or the caller's highest; 404 outside of the caller's scope.
fn unit_in_scope(tx: &mut ReadTx<'_>, caller: &Caller, question: &Question) -> Outcome<UnitId> {
    let today = tx.at.today;
    if let Some(unit) = &question.unit {
        let place = org_units::place(tx.conn, unit, today)?.ok_or_else(Refusal::not_found)?;
        if !may_read_counts(caller, Action::ReadStatistics, &place) {
            return Err(Refusal::not_found().into());
        }
        return Ok(unit.clone());
    }
    let mut highest: Option<(usize, UnitId)> = None;
    for unit in caller.units_of(Action::ReadStatistics.roles()) {
        let Some(place) = org_units::place(tx.conn, unit, today)? else {
            continue;
        };
        let rank = (place.line.len(), unit.clone());
        if highest.as_ref().is_none_or(|best| rank < *best) {
            highest = Some(rank);
        }
    }
    let (_, unit) = highest.ok_or_else(Refusal::not_found)?;
    Ok(unit)
}

/// Units of the subtree whose records are not counted, each once.
fn missing_units(tx: &mut ReadTx<'_>, asked: &Asked<'_>) -> Outcome<Vec<MissingUnit>> {
    if asked.question.basis == Basis::Reported {
        return Ok(Vec::new());
    }
    let mut days: Vec<NaiveDate> = asked
        .years
        .iter()
        .map(|year| asked.tree_day(*year))
        .collect();
    days.push(asked.range_day());
    days.sort_unstable_by(|a, b| b.cmp(a));
    days.dedup();
    let mut missing: Vec<MissingUnit> = Vec::new();
    let mut add = |units: Vec<store::Listed>, reason: &'static str| {
        for unit in units {
            if !missing.iter().any(|known| known.id == unit.id) {
                missing.push(MissingUnit {
                    id: unit.id,
                    name: unit.name,
                    reason,
                });
            }
        }
    };
    for day in days {
        add(
            store::aggregate_only(tx.conn, &asked.unit, day)?,
            "aggregate_only",
        );
    }
    if asked.question.tree == Tree::Current {
        let ended = store::ended(tx.conn, &asked.unit, asked.question.years, asked.today)?;
        add(ended, "ended");
    }
    Ok(missing)
}

/// The later of two instants.
fn later(newest: &mut Option<NaiveDateTime>, seen: Option<NaiveDateTime>) {
    *newest = (*newest).max(seen);
}
