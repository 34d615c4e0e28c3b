//! Sheets of registrations: one row for each pledge, the rows of a
//! registration follow each other under the same code.

mod states;
mod write;

use super::cells::Cells;
use super::errors::RowError;
use super::ledger::Ledger;
use super::{ImportKind, Importer, Written, columns};
use chrono::{DateTime, NaiveDate, Utc};
use lamtheo_db::{Outcome, Recorded, Tx};
use lamtheo_domain::kernel::ids::{PersonId, UnitId};
use lamtheo_domain::registration::{
    PledgeDraft, PledgeResult, PledgeRules, RegistrationStatus, SubjectKind, Visibility,
    check_pledges, is_late,
};
use lamtheo_domain::roll::{MemberKind, Membership, PositionGroup};
use states::{FieldCode, decided, status};
use std::collections::HashSet;
use std::sync::Arc;

/// A registration of a sheet.
#[derive(Debug, Clone)]
pub struct RegistrationItem {
    external_id: String,
    year: i32,
    subject_kind: SubjectKind,
    subject_key: String,
    person_id: Option<PersonId>,
    unit_id: UnitId,
    membership: Option<Membership>,
    position: String,
    group: PositionGroup,
    status: RegistrationStatus,
    submitted_on: Option<NaiveDate>,
    late: bool,
    paper_signed: bool,
    decision: Option<Decided>,
    pledges: Vec<PledgeItem>,
}

/// The decision that an approved registration cites.
#[derive(Debug, Clone)]
struct Decided {
    body: String,
    document_no: String,
    on: NaiveDate,
}

/// A pledge of a sheet with what was reported and verified.
#[derive(Debug, Clone)]
struct PledgeItem {
    row: usize,
    draft: PledgeDraft,
    report: Option<Reported>,
    verified: Option<PledgeResult>,
}

#[derive(Debug, Clone)]
struct Reported {
    result: PledgeResult,
    summary: String,
    done_on: NaiveDate,
}

/// The columns that every row of one registration repeats.
const SHARED: [&str; 10] = [
    "year",
    "subject_kind",
    "unit_id",
    "person_id",
    "status",
    "submitted_on",
    "paper_signed",
    "decision_body",
    "decision_document_no",
    "decided_on",
];

/// Collects registrations row by row.
pub struct Registrations {
    ledger: Arc<Ledger>,
    open: Option<(RegistrationItem, Vec<String>)>,
    current: String,
    sound: bool,
    seen: HashSet<String>,
    subjects: HashSet<(String, i32)>,
    errors: Vec<RowError>,
}

impl Registrations {
    /// Closes the registration whose rows have ended.
    fn close(&mut self, done: &mut Vec<RegistrationItem>) {
        let Some((mut item, _)) = self.open.take() else {
            return;
        };
        if !self.sound {
            return;
        }
        let Some(year) = self.ledger.years.get(&item.year) else {
            return;
        };
        let rules = PledgeRules {
            year: item.year,
            limit: year.limit,
            maximum: year.maximum,
            subject_kind: item.subject_kind,
            position_group: item.group,
        };
        let drafts = item
            .pledges
            .iter()
            .map(|pledge| pledge.draft.clone())
            .collect();
        match check_pledges(rules, &self.ledger.fields, drafts) {
            Ok(clean) => {
                for (pledge, draft) in item.pledges.iter_mut().zip(clean) {
                    pledge.draft = draft;
                }
                done.push(item);
            }
            Err(refusal) => {
                for field in refusal.fields {
                    self.errors
                        .push(located(&item, &field.pointer, field.message));
                }
            }
        }
    }

    fn begin(&mut self, cells: &mut Cells<'_>, external_id: &str) -> Option<RegistrationItem> {
        let year = cells.number("year", 2016, 2100);
        let subject_kind: Option<SubjectKind> = cells.required_code("subject_kind", "subject_kind");
        if cells.raw("year").is_empty() {
            cells.wrong("year", "Ô này không được để trống");
        }
        let unit_id = self.unit(cells);
        let ledger = Arc::clone(&self.ledger);
        let facts = year.and_then(|year| {
            let facts = ledger.years.get(&year);
            if facts.is_none() {
                cells.wrong("year", format!("Chưa có năm {year} trong chương trình"));
            }
            facts
        });
        let (year, subject_kind, unit_id, facts) = (year?, subject_kind?, unit_id?, facts?);
        let status = status(cells, facts);
        let mut item = RegistrationItem {
            external_id: external_id.to_owned(),
            year,
            subject_kind,
            subject_key: format!("u:{unit_id}"),
            person_id: None,
            unit_id,
            membership: None,
            position: String::new(),
            group: PositionGroup::None,
            status,
            submitted_on: None,
            late: false,
            paper_signed: cells.yes("paper_signed"),
            decision: decided(cells, status, ledger.today),
            pledges: Vec::new(),
        };
        let obliged_from = self.subject(cells, &mut item);
        if status != RegistrationStatus::Draft {
            let day = cells
                .date("submitted_on")
                .or(item.decision.as_ref().map(|d| d.on))
                .unwrap_or(ledger.today);
            if day > ledger.today {
                cells.wrong("submitted_on", "Ngày không được sau ngày hôm nay");
            }
            item.late = is_late(day, obliged_from, &facts.windows);
            item.submitted_on = Some(day);
        }
        let key = (item.subject_key.clone(), item.year);
        if ledger.subjects.contains(&key) || !self.subjects.insert(key) {
            cells.wrong("external_id", "Chủ thể này đã có bản đăng ký của năm");
        }
        Some(item)
    }

    fn unit(&self, cells: &mut Cells<'_>) -> Option<UnitId> {
        let code = cells.required("unit_id", 100);
        let unit = self.ledger.unit(&code);
        if unit.is_none() && !code.is_empty() {
            cells.wrong("unit_id", format!("Không có đơn vị nào mang mã “{code}”"));
        }
        unit.map(|unit| unit.id.clone())
    }

    /// Finds the person and the membership that the registration freezes; since
    /// when the subject was obliged.
    fn subject(&self, cells: &mut Cells<'_>, item: &mut RegistrationItem) -> Option<NaiveDate> {
        let code = cells.line("person_id", 100);
        if item.subject_kind == SubjectKind::Collective {
            if !code.is_empty() {
                cells.wrong("person_id", "Bản đăng ký của tập thể không ghi mã cá nhân");
            }
            return NaiveDate::from_ymd_opt(item.year, 1, 1);
        }
        let Some(person) = self.ledger.person(&code).cloned() else {
            cells.wrong(
                "person_id",
                format!("Không có cá nhân nào mang mã “{code}”"),
            );
            return None;
        };
        item.subject_key = format!("p:{person}");
        let Some(stay) = self.ledger.stay(&person, &item.unit_id, item.year) else {
            cells.wrong(
                "unit_id",
                format!(
                    "Cá nhân không sinh hoạt tại đơn vị này trong năm {}",
                    item.year
                ),
            );
            return None;
        };
        item.membership = Some(stay.kind.membership());
        item.position.clone_from(&stay.position);
        item.group = stay.group;
        item.person_id = Some(person);
        (stay.kind != MemberKind::NonMember).then(|| stay.from())
    }

    fn pledge(
        &self,
        cells: &mut Cells<'_>,
        row: usize,
        item: &RegistrationItem,
    ) -> Option<PledgeItem> {
        let due_on = cells.required_date("due_on");
        let visibility = cells
            .code("visibility", "visibility")
            .unwrap_or(Visibility::Internal);
        let field: Option<FieldCode> = cells.required_code("field", "field");
        let declared: Option<PledgeResult> = cells.code("declared_result", "pledge.result");
        let verified: Option<PledgeResult> = cells.code("verified_result", "pledge.result");
        let decided = matches!(
            item.status,
            RegistrationStatus::Approved | RegistrationStatus::Closed
        );
        if declared.is_some() && !decided {
            cells.wrong(
                "declared_result",
                "Chỉ bản đăng ký đã thông qua mới có kết quả",
            );
        }
        if verified.is_some() && declared.is_none() {
            cells.wrong("verified_result", "Chưa có kết quả tự báo cáo để xác nhận");
        }
        let report = declared.and_then(|result| {
            let summary = cells.required("summary", 4_000);
            let done_on = cells.required_date("done_on")?;
            if done_on > self.ledger.today {
                cells.wrong("done_on", "Ngày thực hiện không được sau ngày hôm nay");
            }
            Some(Reported {
                result,
                summary,
                done_on,
            })
        });
        let text = |code: &str| cells.raw(code).to_owned();
        let optional = |code: &str| Some(text(code)).filter(|t| !t.is_empty());
        let draft = PledgeDraft {
            content: text("content"),
            measure: text("measure"),
            solution: text("solution"),
            field: field?.0,
            due_on: due_on?,
            duty: optional("duty"),
            topic_id: None,
            weakness: optional("weakness"),
            visibility,
        };
        Some(PledgeItem {
            row,
            draft,
            report,
            verified,
        })
    }
}

/// The row and column of a fault that a rule found in `/pledges/<index>/<field>`.
fn located(item: &RegistrationItem, pointer: &str, message: String) -> RowError {
    let mut parts = pointer.trim_start_matches('/').split('/').skip(1);
    let index: Option<usize> = parts.next().and_then(|part| part.parse().ok());
    let pledge = index
        .and_then(|index| item.pledges.get(index))
        .or(item.pledges.last());
    let code = parts.next().unwrap_or("external_id");
    RowError {
        row: pledge.map_or(0, |pledge| pledge.row),
        column: columns::header(ImportKind::Registrations, code),
        message,
    }
}

impl Importer for Registrations {
    type Item = RegistrationItem;

    fn new(ledger: Arc<Ledger>, _now: DateTime<Utc>) -> Self {
        Self {
            ledger,
            open: None,
            current: String::new(),
            sound: false,
            seen: HashSet::new(),
            subjects: HashSet::new(),
            errors: Vec::new(),
        }
    }

    fn take(
        &mut self,
        row: usize,
        cells: &mut Cells<'_>,
        done: &mut Vec<RegistrationItem>,
    ) -> bool {
        let external_id = cells.required("external_id", 100);
        if external_id != self.current || external_id.is_empty() {
            self.close(done);
            self.current.clone_from(&external_id);
            if self.ledger.present.contains(&external_id) {
                return false;
            }
            if !self.seen.insert(external_id.clone()) {
                cells.wrong("external_id", "Các dòng của một bản đăng ký phải liền nhau");
            }
            let shared = SHARED
                .iter()
                .map(|code| cells.raw(code).to_owned())
                .collect();
            self.open = self.begin(cells, &external_id).map(|item| (item, shared));
            self.sound = true;
        } else if self.ledger.present.contains(&external_id) {
            return false;
        }
        if let Some((mut item, shared)) = self.open.take() {
            for (code, first) in SHARED.iter().zip(&shared) {
                let here = cells.raw(code);
                if !here.is_empty() && here != first {
                    cells.wrong(code, "Khác với dòng đầu của cùng bản đăng ký");
                }
            }
            item.pledges.extend(self.pledge(cells, row, &item));
            self.open = Some((item, shared));
        }
        self.sound &= cells.errors.is_empty();
        cells.errors.append(&mut self.errors);
        true
    }

    fn finish(&mut self, done: &mut Vec<RegistrationItem>, errors: &mut Vec<RowError>) {
        self.close(done);
        errors.append(&mut self.errors);
    }

    fn rows_of(item: &RegistrationItem) -> usize {
        item.pledges.len()
    }

    fn write(
        tx: &mut Tx<'_>,
        items: Vec<RegistrationItem>,
        by: &Written,
    ) -> Outcome<Recorded<usize>> {
        write::write(tx, items, by)
    }
}
