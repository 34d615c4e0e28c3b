//! The list of issues as a sheet.

use super::lists::filtered;
use super::names;
use super::queries::views_of;
use super::requests::ListQuery;
use super::store::{self, IssueRow};
use super::views::IssueView;
use crate::rooms::programmes;
use crate::web::export::{Cell, Export, Page};
use diesel::prelude::*;
use lamtheo_db::schema::issues;
use lamtheo_db::{Db, Outcome, ReadTx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::issue::{IssueStatus, SHEET};
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::sheet::Column;
use std::collections::HashMap;

/// The issues that a list's filters let through, all of them.
pub(super) struct Issues(pub(super) ListQuery);

impl Export for Issues {
    const EVENT: &'static str = "issues.exported";
    const FILE: &'static str = "van-de";
    const TITLE: &'static str = "Vấn đề";
    const COLUMNS: &'static [Column] = SHEET;

    fn count(&self, tx: &mut ReadTx<'_>, caller: &Caller) -> Outcome<i64> {
        let list = filtered(tx.conn, caller, &self.0, tx.at.today)?;
        Ok(list.count().get_result(tx.conn)?)
    }

    fn page(
        &self,
        tx: &mut ReadTx<'_>,
        caller: &Caller,
        after: Option<&str>,
        most: i64,
    ) -> Outcome<Page> {
        let today = tx.at.today;
        let mut list = filtered(tx.conn, caller, &self.0, today)?;
        if let Some(after) = after {
            list = list.filter(issues::id.gt(IssueId::from_trusted(after)));
        }
        let rows: Vec<IssueRow> = list
            .order(issues::id.asc())
            .limit(most)
            .select(IssueRow::as_select())
            .load(tx.conn)?;
        let full = i64::try_from(rows.len()).unwrap_or(most) == most;
        let next = rows.last().map(|row| row.id.to_string()).filter(|_| full);
        let around = Around::load(tx.conn, &rows)?;
        let views = views_of(tx.conn, caller, today, rows)?;
        let line = |view: &IssueView| -> Vec<Cell> {
            let columns = Self::COLUMNS.iter();
            columns
                .map(|column| around.cell(column.code, view))
                .collect()
        };
        Ok(Page {
            rows: views.iter().map(line).collect(),
            next,
        })
    }
}

/// What a sheet tells beside the view: codes by which it can be imported.
struct Around {
    codes: HashMap<IssueId, String>,
    units: HashMap<UnitId, String>,
    persons: HashMap<PersonId, String>,
    reasons: HashMap<IssueId, String>,
    words: programmes::EditedWords,
}

impl Around {
    fn load(conn: &mut Db, rows: &[IssueRow]) -> Outcome<Self> {
        let ids: Vec<&IssueId> = rows.iter().map(|row| &row.id).collect();
        let coordinating = store::coordinators_of(conn, &ids)?;
        let units = rows.iter().map(|row| &row.owning_unit_id);
        let units = units.chain(coordinating.values().flatten()).collect();
        let persons = rows.iter().filter_map(|r| r.responsible_person_id.as_ref());
        let origins: Vec<&IssueId> = rows
            .iter()
            .filter_map(|r| r.carried_from_id.as_ref())
            .collect();
        let mut codes: HashMap<IssueId, String> = names::codes(conn, origins)?;
        for row in rows {
            codes.insert(row.id.clone(), code(&row.id, row.external_id.as_ref()));
        }
        let withdrawn = rows.iter().filter(|r| r.status == IssueStatus::Withdrawn);
        let withdrawn: Vec<&IssueId> = withdrawn.map(|row| &row.id).collect();
        let reasons = store::acts_of(conn, &withdrawn)?
            .into_iter()
            .filter(|act| act.status == IssueStatus::Withdrawn)
            .filter_map(|act| Some((act.issue_id, act.comment?)))
            .collect();
        Ok(Self {
            units: names::unit_codes(conn, units)?,
            persons: names::person_codes(conn, persons.collect())?,
            words: programmes::edited_words(conn)?,
            codes,
            reasons,
        })
    }

    fn cell(&self, column: &str, view: &IssueView) -> Cell {
        let unit = |id: &UnitId| self.units.get(id).cloned().unwrap_or_default();
        let word = |list: &str, code: &str| Cell::text(self.words.word(list, code));
        let registered = view.registered_on.is_some();
        let report = view.report.as_ref();
        let decision = view.decision.as_ref();
        let withdrawn = view.status == IssueStatus::Withdrawn;
        match column {
            "external_id" => Cell::text(self.codes.get(&view.id)),
            "year" => Cell::Number(view.year.into()),
            "title" => Cell::Text(view.title.clone()),
            "content" => Cell::Text(view.content.clone()),
            "kind" => Cell::text(Some(view.kind.as_str())),
            "kind_name" => word("issue.kind", view.kind.as_str()),
            "field" => Cell::Text(view.field.clone()),
            "field_name" => word("field", &view.field),
            "registering_level" => word("registering_level", view.registering_level.as_str()),
            "owning_unit_id" => Cell::Text(unit(&view.owning_unit_id)),
            "owning_unit_name" => Cell::Text(view.owning_unit_name.clone()),
            "responsible_person_id" => {
                let person = view.responsible_person_id.as_ref();
                Cell::text(person.and_then(|person| self.persons.get(person)))
            }
            "responsible_name" => Cell::text(view.responsible_name.clone()),
            "responsible_position" => Cell::text(view.responsible_position.clone()),
            "coordinating_unit_ids" => {
                let codes: Vec<String> = view.coordinating_unit_ids.iter().map(unit).collect();
                Cell::Text(codes.join("; "))
            }
            "coordinating_unit_names" => {
                let names = view
                    .coordinating_units
                    .iter()
                    .map(|unit| unit.name.as_str());
                Cell::Text(names.collect::<Vec<_>>().join("; "))
            }
            "status" => Cell::text(Some(view.status.as_str())),
            "status_name" => word("issue.status", view.status.as_str()),
            "registered_on" => Cell::date(view.registered_on),
            "due_on" => Cell::date(view.due_on),
            "due_effective_on" => Cell::date(view.due_effective_on),
            "original_due_on" => Cell::date(view.original_due_on),
            "overdue" => Cell::Yes(view.overdue),
            "working_days_left" => view
                .working_days_left
                .map_or(Cell::Empty, |days| Cell::Number(days.into())),
            "extensions_count" if registered => Cell::Number(view.extensions_count.into()),
            "reopened_count" if registered => Cell::Number(view.reopened_count.into()),
            "decision_body" => Cell::text(decision.and_then(|d| d.body.clone())),
            "decision_document_no" => Cell::text(decision.and_then(|d| d.document_no.clone())),
            "decided_on" => Cell::date(decision.and_then(|d| d.decided_on)),
            "summary" => Cell::text(report.map(|report| report.summary.clone())),
            "done_on" => Cell::date(report.map(|report| report.done_on)),
            "confirmed_on" => Cell::date(view.confirmed_on),
            "withdrawn_reason" => Cell::text(self.reasons.get(&view.id)),
            "withdrawn_on" if withdrawn => Cell::Date(view.state_since),
            "carried_from_id" => {
                let origin = view.carried_from_id.as_ref();
                Cell::text(origin.and_then(|origin| self.codes.get(origin)))
            }
            "visibility" => Cell::text(Some(view.visibility.as_str())),
            "public_title" => Cell::text(view.public_title.clone()),
            "public_content" => Cell::text(view.public_content.clone()),
            _ => Cell::Empty,
        }
    }
}

/// The code of a record: where it came from, else its id.
pub(super) fn code(id: &IssueId, external_id: Option<&String>) -> String {
    external_id.cloned().unwrap_or_else(|| id.to_string())
}
