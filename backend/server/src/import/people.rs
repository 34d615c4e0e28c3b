//! Sheets of persons, each with the present membership.

use super::cells::Cells;
use super::errors::RowError;
use super::ledger::Ledger;
use super::{Importer, Written};
use crate::rows::{ExemptionRow, MembershipRow, PersonRow};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use lamtheo_db::{Event, Outcome, Recorded, Tx, bulk, stored};
use lamtheo_domain::kernel::ids::{MembershipId, PersonId, RowId, UnitId};
use lamtheo_domain::kernel::text::{person_sort_key, search_key};
use lamtheo_domain::roll::{ExemptionReason, MemberKind, PositionGroup};
use lamtheo_domain::unit::ReportingMode;
use serde_json::json;
use std::collections::HashSet;
use std::sync::Arc;

/// Youngest age of a person on the roll: no minors.
const YOUNGEST: i32 = 18;

/// One person of a sheet.
#[derive(Debug, Clone)]
pub struct PersonItem {
    external_id: String,
    full_name: String,
    birth_year: Option<i32>,
    membership_no: Option<String>,
    unit_id: UnitId,
    kind: MemberKind,
    position: String,
    group: PositionGroup,
    managed_by: Option<UnitId>,
    from: NaiveDate,
    exempt: Option<(ExemptionReason, NaiveDate)>,
}

/// Checks persons row by row.
pub struct People {
    ledger: Arc<Ledger>,
    seen: HashSet<String>,
}

impl People {
    fn unit(&self, cells: &mut Cells<'_>, column: &str) -> Option<UnitId> {
        let code = cells.line(column, 100);
        if code.is_empty() {
            return None;
        }
        match self.ledger.unit(&code) {
            None => {
                cells.wrong(column, format!("Không có đơn vị nào mang mã “{code}”"));
                None
            }
            Some(unit) if unit.mode == ReportingMode::AggregateOnly => {
                cells.wrong(
                    column,
                    "Đơn vị chỉ báo cáo số liệu tổng hợp, không quản lý cá nhân trên hệ thống",
                );
                None
            }
            Some(unit) => Some(unit.id.clone()),
        }
    }

    fn exempt(
        cells: &mut Cells<'_>,
        from: Option<NaiveDate>,
    ) -> Option<(ExemptionReason, NaiveDate)> {
        let reason = cells.code("exempt_reason", "exemption.reason")?;
        let since = cells.date("exempt_from").or(from)?;
        if from.is_some_and(|from| since < from) {
            cells.wrong("exempt_from", "Không được trước ngày về đơn vị");
        }
        Some((reason, since))
    }
}

impl Importer for People {
    type Item = PersonItem;

    fn new(ledger: Arc<Ledger>, _now: DateTime<Utc>) -> Self {
        Self {
            ledger,
            seen: HashSet::new(),
        }
    }

    fn take(&mut self, _row: usize, cells: &mut Cells<'_>, done: &mut Vec<PersonItem>) -> bool {
        let external_id = cells.required("external_id", 100);
        if self.ledger.present.contains(&external_id) {
            return false;
        }
        let full_name = cells.required("full_name", 200);
        let oldest_year = self.ledger.today.year() - YOUNGEST;
        let birth_year = cells.number("birth_year", 1900, oldest_year);
        let membership_no = cells.optional("membership_no", 50);
        if cells.raw("unit_id").is_empty() {
            cells.wrong("unit_id", "Ô này không được để trống");
        }
        let unit_id = self.unit(cells, "unit_id");
        let kind: Option<MemberKind> = cells.required_code("member_kind", "person.member_kind");
        let position = cells.line("position", 300);
        let group = cells
            .code("position_group", "position_group")
            .unwrap_or(PositionGroup::None);
        let managed_by = self.unit(cells, "managed_by_unit_id");
        let from = cells.required_date("valid_from");
        if from.is_some_and(|from| from > self.ledger.today) {
            cells.wrong("valid_from", "Ngày bắt đầu không được sau ngày hôm nay");
        }
        let exempt = Self::exempt(cells, from);
        if !external_id.is_empty() && !self.seen.insert(external_id.clone()) {
            cells.wrong(
                "external_id",
                format!("Mã “{external_id}” đã có ở một dòng trước"),
            );
        }
        if let (true, Some(unit_id), Some(kind), Some(from)) =
            (cells.errors.is_empty(), unit_id, kind, from)
        {
            done.push(PersonItem {
                external_id,
                full_name,
                birth_year,
                membership_no,
                unit_id,
                kind,
                position,
                group,
                managed_by,
                from,
                exempt,
            });
        }
        true
    }

    fn finish(&mut self, _done: &mut Vec<PersonItem>, _errors: &mut Vec<RowError>) {}

    fn rows_of(_item: &PersonItem) -> usize {
        1
    }

    fn write(tx: &mut Tx<'_>, items: Vec<PersonItem>, by: &Written) -> Outcome<Recorded<usize>> {
        let stamp = bulk::instant(stored(tx.at.now));
        let (mut people, mut memberships, mut exemptions) = (vec![], vec![], vec![]);
        let mut events = Vec::with_capacity(items.len());
        let count = items.len();
        for item in items {
            let id = PersonId::new(tx.at.now);
            let membership_id = MembershipId::new(tx.at.now).to_string();
            let after = json!({"source": by.source, "external_id": item.external_id});
            events.push(
                Event::new("person.imported", "person", &id)
                    .unit(&item.unit_id)
                    .after(after),
            );
            exemptions.extend(item.exempt.map(|(reason, from)| ExemptionRow {
                id: RowId::new(tx.at.now).to_string(),
                membership_id: membership_id.clone(),
                reason: reason.as_str(),
                note: None,
                valid_from: from,
                valid_to: None,
                created_at: stamp.clone(),
            }));
            memberships.push(MembershipRow {
                id: membership_id,
                person_id: id.to_string(),
                unit_id: item.unit_id.to_string(),
                member_kind: item.kind.as_str(),
                position: item.position,
                position_group: item.group.as_str(),
                managed_by_unit_id: item.managed_by.map(|unit| unit.to_string()),
                valid_from: item.from,
                valid_to: None,
                end_reason: None,
                version: 1,
                created_at: stamp.clone(),
                updated_at: stamp.clone(),
            });
            people.push(PersonRow {
                id: id.to_string(),
                search_key: search_key(&item.full_name),
                sort_key: person_sort_key(&item.full_name),
                full_name: item.full_name,
                birth_year: item.birth_year,
                membership_no: item.membership_no,
                source: by.source.clone().into(),
                external_id: Some(item.external_id),
                version: 1,
                created_at: stamp.clone(),
                updated_at: stamp.clone(),
            });
        }
        bulk::insert(tx.conn, &people, 1_000)?;
        bulk::insert(tx.conn, &memberships, 1_000)?;
        bulk::insert(tx.conn, &exemptions, 1_000)?;
        tx.record_all(events, count)
    }
}
