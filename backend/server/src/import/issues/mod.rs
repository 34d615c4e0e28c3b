//! Sheets of issues: one row each, in any state, also of years that are over.
//! The form is the one in which they are exported.

mod states;
mod write;

use super::cells::Cells;
use super::errors::RowError;
use super::ledger::{Ledger, UnitFacts};
use super::{Importer, Written};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use lamtheo_db::{Outcome, Recorded, Tx};
use lamtheo_domain::issue::{
    Deadline, IssueDraft, IssueKind, IssueStatus, RegisteringLevel, check_deadline, check_draft,
    check_registrable, missing,
};
use lamtheo_domain::kernel::ids::{PersonId, UnitId};
use lamtheo_domain::kernel::text::search_key;
use lamtheo_domain::labels;
use lamtheo_domain::registration::Visibility;
use lamtheo_domain::unit::ReportingMode;
use states::Past;
use std::collections::HashSet;
use std::sync::Arc;

/// Most units that help with one issue.
const MOST_COORDINATORS: usize = 20;

/// An issue of a sheet.
#[derive(Debug, Clone)]
pub struct IssueItem {
    external_id: String,
    draft: IssueDraft,
    owner: UnitId,
    level: RegisteringLevel,
    responsible: Option<Responsible>,
    coordinating: Vec<UnitId>,
    status: IssueStatus,
    deadline: Option<Deadline>,
    past: Past,
    carried_from: Option<String>,
    /// The business day of the import.
    today: NaiveDate,
}

/// Who answers for an issue, with the unit and the position in which they do.
#[derive(Debug, Clone)]
struct Responsible {
    person: PersonId,
    unit: UnitId,
    position: String,
}

/// Checks issues row by row.
pub struct Issues {
    ledger: Arc<Ledger>,
    seen: HashSet<String>,
}

impl Issues {
    fn unit(&self, cells: &mut Cells<'_>, column: &str, code: &str) -> Option<UnitFacts> {
        let unit = self.ledger.unit(code);
        if unit.is_none() && !code.is_empty() {
            cells.wrong(column, format!("Không có đơn vị nào mang mã “{code}”"));
        }
        unit.cloned()
    }

    fn owner(&self, cells: &mut Cells<'_>) -> Option<UnitFacts> {
        let code = cells.required("owning_unit_id", 100);
        let unit = self.unit(cells, "owning_unit_id", &code)?;
        if unit.mode == ReportingMode::AggregateOnly {
            cells.wrong(
                "owning_unit_id",
                "Đơn vị này chỉ báo cáo số liệu tổng hợp, không lập hồ sơ vấn đề",
            );
        }
        Some(unit)
    }

    /// A code of the list, also of what the province added, or its label.
    fn field(&self, cells: &mut Cells<'_>) -> String {
        let raw = cells.required("field", 100);
        if self.ledger.fields.contains(&raw) {
            return raw;
        }
        let wanted = search_key(&raw);
        let entries = labels::list("field").map_or(&[][..], |list| &list.entries);
        let entry = entries
            .iter()
            .find(|entry| search_key(&entry.label) == wanted && !wanted.is_empty());
        entry.map_or(raw, |entry| entry.code.clone())
    }

    /// Who answers was on the roll when the issue was put on the list.
    fn responsible(
        &self,
        cells: &mut Cells<'_>,
        owner: &UnitId,
        day: NaiveDate,
    ) -> Option<Responsible> {
        let column = "responsible_person_id";
        let code = cells.line(column, 100);
        let position = cells.line("responsible_position", 300);
        if code.is_empty() {
            return None;
        }
        let Some(person) = self.ledger.person(&code).cloned() else {
            cells.wrong(column, format!("Không có cá nhân nào mang mã “{code}”"));
            return None;
        };
        let Some(stay) = self.ledger.standing(&person, owner, day) else {
            let on = day.format("%d/%m/%Y");
            let message =
                format!("Ngày {on} người này không sinh hoạt, công tác tại đơn vị nào của tỉnh");
            cells.wrong(column, message);
            return None;
        };
        Some(Responsible {
            person,
            unit: stay.unit_id.clone(),
            position: if position.is_empty() {
                stay.position.clone()
            } else {
                position
            },
        })
    }

    fn coordinating(&self, cells: &mut Cells<'_>, owner: &UnitId) -> Vec<UnitId> {
        let column = "coordinating_unit_ids";
        let line = cells.line(column, 2_000);
        let mut units = Vec::new();
        for code in line.split(';').map(str::trim).filter(|c| !c.is_empty()) {
            let Some(unit) = self.unit(cells, column, code) else {
                continue;
            };
            if unit.id == *owner {
                cells.wrong(column, "Đơn vị chủ trì không đồng thời là đơn vị phối hợp");
            } else if units.contains(&unit.id) {
                cells.wrong(column, format!("Đơn vị “{code}” có hai lần"));
            } else {
                units.push(unit.id);
            }
        }
        if units.len() > MOST_COORDINATORS {
            cells.wrong(column, "Nhiều nhất 20 đơn vị phối hợp");
        }
        units
    }

    fn draft(
        &self,
        cells: &mut Cells<'_>,
        responsible: Option<&Responsible>,
        status: IssueStatus,
    ) -> Option<IssueDraft> {
        let kind: Option<IssueKind> = cells.required_code("kind", "issue.kind");
        let field = self.field(cells);
        let visibility = cells
            .code("visibility", "visibility")
            .unwrap_or(Visibility::Internal);
        let due_on = cells.date("due_on");
        let text = |code: &str| Some(cells.raw(code).to_owned()).filter(|text| !text.is_empty());
        let draft = IssueDraft {
            title: text("title").unwrap_or_default(),
            content: text("content").unwrap_or_default(),
            kind: kind?,
            field,
            responsible_person_id: responsible.map(|r| r.person.clone()),
            due_on,
            visibility,
            public_title: text("public_title"),
            public_content: text("public_content"),
        };
        let known = |code: &str| self.ledger.fields.iter().any(|field| field == code);
        match check_draft(draft, known) {
            Ok(draft) => {
                if let Err(refusal) = missing(&draft)
                    && status != IssueStatus::Draft
                {
                    cells.refused(&refusal, "status");
                }
                Some(draft)
            }
            Err(refusal) => {
                cells.refused(&refusal, "content");
                None
            }
        }
    }

    /// What is not on the list yet has a deadline ahead; what is has one after
    /// it was put there.
    fn deadline(&self, cells: &mut Cells<'_>, draft: &IssueDraft, past: &Past) -> Option<Deadline> {
        let due_on = draft.due_on?;
        let calendar = &self.ledger.calendar;
        let checked = match past.registered_on {
            Some(on) => {
                let deadline = Deadline::of(calendar, due_on);
                check_registrable(deadline.effective_on, on).map(|()| deadline)
            }
            None if past.withdrawn.is_some() => Ok(Deadline::of(calendar, due_on)),
            None => check_deadline(calendar, due_on, self.ledger.today),
        };
        checked
            .map_err(|refusal| cells.refused(&refusal, "due_on"))
            .ok()
    }

    /// The issue of the year before is in already or stands above.
    fn carried_from(&self, cells: &mut Cells<'_>) -> Option<String> {
        let code = cells.optional("carried_from_id", 100)?;
        if !self.ledger.present.contains(&code) && !self.seen.contains(&code) {
            let message = format!("Chưa có vấn đề nào mang mã “{code}” ở các dòng trên");
            cells.wrong("carried_from_id", message);
        }
        Some(code)
    }
}

impl Importer for Issues {
    type Item = IssueItem;

    fn new(ledger: Arc<Ledger>, _now: DateTime<Utc>) -> Self {
        Self {
            ledger,
            seen: HashSet::new(),
        }
    }

    fn take(&mut self, _row: usize, cells: &mut Cells<'_>, done: &mut Vec<IssueItem>) -> bool {
        let external_id = cells.required("external_id", 100);
        if self.ledger.present.contains(&external_id) {
            return false;
        }
        let today = self.ledger.today;
        let status = cells
            .required_code("status", "issue.status")
            .unwrap_or(IssueStatus::Draft);
        let carried_from = self.carried_from(cells);
        let past = states::past(cells, status, carried_from.is_some(), today);
        let unit = self.owner(cells);
        let owner = unit.as_ref().map(|unit| unit.id.clone());
        let began = past.registered_on.unwrap_or(today);
        let responsible = owner
            .as_ref()
            .and_then(|owner| self.responsible(cells, owner, began));
        let draft = self.draft(cells, responsible.as_ref(), status);
        let deadline = draft
            .as_ref()
            .and_then(|draft| self.deadline(cells, draft, &past));
        let coordinating = owner
            .as_ref()
            .map(|owner| self.coordinating(cells, owner))
            .unwrap_or_default();
        if !external_id.is_empty() && !self.seen.insert(external_id.clone()) {
            let message = format!("Mã “{external_id}” đã có ở một dòng trước");
            cells.wrong("external_id", message);
        }
        if let (true, Some(draft), Some(unit)) = (cells.errors.is_empty(), draft, unit) {
            done.push(IssueItem {
                external_id,
                draft,
                level: RegisteringLevel::of(self.ledger.level(&unit)),
                owner: unit.id,
                responsible,
                coordinating,
                status,
                deadline,
                past,
                carried_from,
                today,
            });
        }
        true
    }

    fn finish(&mut self, _done: &mut Vec<IssueItem>, _errors: &mut Vec<RowError>) {}

    fn rows_of(_item: &IssueItem) -> usize {
        1
    }

    fn write(tx: &mut Tx<'_>, items: Vec<IssueItem>, by: &Written) -> Outcome<Recorded<usize>> {
        write::write(tx, items, by)
    }
}

impl IssueItem {
    /// Year of registration, of the import before.
    fn year(&self) -> i32 {
        self.past.registered_on.unwrap_or(self.today).year()
    }
}
