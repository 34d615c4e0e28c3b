//! Sheets of units.

use super::cells::Cells;
use super::errors::RowError;
use super::ledger::{Above as Line, Ledger};
use super::{ImportKind, Importer, Written, columns};
use crate::rows::{ClosureRow, UnitCodeRow, UnitNameRow, UnitParentRow, UnitRow};
use chrono::{DateTime, NaiveDate, Utc};
use lamtheo_db::{Event, Outcome, Recorded, Tx, bulk, stored};
use lamtheo_domain::kernel::ids::{RowId, UnitId};
use lamtheo_domain::kernel::text::{search_key, sort_key};
use lamtheo_domain::unit::{
    Above, ReportingMode, UnitKind, UnitLevel, UnitProfile, check_parent, check_profile,
};
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;

/// One unit of a sheet.
#[derive(Debug, Clone)]
pub struct UnitItem {
    row: usize,
    id: UnitId,
    external_id: String,
    parent_code: String,
    party_code: Option<String>,
    code: Option<String>,
    profile: UnitProfile,
    from: NaiveDate,
    parent_id: Option<UnitId>,
    party_id: Option<UnitId>,
    line: Vec<Line>,
}

/// Collects the units of a sheet; parents may come after their children.
pub struct Units {
    ledger: Arc<Ledger>,
    now: DateTime<Utc>,
    items: Vec<UnitItem>,
    places: HashMap<String, usize>,
}

impl Units {
    fn facts(&self, code: &str) -> Option<(UnitId, UnitLevel, ReportingMode)> {
        match self.places.get(code) {
            Some(place) => {
                let item = &self.items[*place];
                Some((
                    item.id.clone(),
                    item.profile.level,
                    item.profile.reporting_mode,
                ))
            }
            None => self
                .ledger
                .unit(code)
                .map(|u| (u.id.clone(), u.level, u.mode)),
        }
    }

    fn profile(cells: &mut Cells<'_>) -> Option<UnitProfile> {
        let name = cells.required("name", 300);
        let or_name = |text: Option<String>| text.unwrap_or_else(|| name.clone());
        let committee_name = or_name(cells.optional("committee_name", 300));
        let short_name = or_name(cells.optional("short_name", 300));
        let kind: Option<UnitKind> = cells.required_code("kind", "unit.kind");
        let level: Option<UnitLevel> = cells.required_code("level", "unit.level");
        let reporting_mode = cells
            .code("reporting_mode", "reporting_mode")
            .unwrap_or(ReportingMode::Records);
        if name.is_empty() {
            return None;
        }
        let profile = UnitProfile {
            name,
            committee_name,
            short_name,
            kind: kind?,
            level: level?,
            reporting_mode,
        };
        check_profile(profile)
            .map_err(|refusal| cells.refused(&refusal, "name"))
            .ok()
    }

    /// Finds parents in the sheet or in the database.
    fn connect(&mut self, errors: &mut Vec<RowError>) {
        for place in 0..self.items.len() {
            let item = &self.items[place];
            let mut wrong = |code, message: String| {
                errors.push(RowError {
                    row: item.row,
                    column: columns::header(ImportKind::Units, code),
                    message,
                });
            };
            let (mut parent_id, mut party_id) = (None, None);
            if !item.parent_code.is_empty() {
                match self.facts(&item.parent_code) {
                    None => wrong(
                        "parent_id",
                        format!("không có đơn vị nào mang mã “{}”", item.parent_code),
                    ),
                    Some((id, level, reporting_mode)) => {
                        match check_parent(
                            item.profile.level,
                            Above {
                                level,
                                reporting_mode,
                            },
                        ) {
                            Ok(()) => parent_id = Some(id),
                            Err(refusal) => wrong("parent_id", refusal.title),
                        }
                    }
                }
            } else if item.profile.level != UnitLevel::Province {
                wrong(
                    "parent_id",
                    "chỉ đảng bộ cấp tỉnh không có đơn vị cấp trên".to_owned(),
                );
            }
            if let Some(code) = &item.party_code {
                party_id = self.facts(code).map(|(id, ..)| id);
                if party_id.is_none() {
                    wrong(
                        "party_unit_id",
                        format!("không có đơn vị nào mang mã “{code}”"),
                    );
                }
            } else if item.profile.kind.is_external() {
                party_id.clone_from(&parent_id);
            }
            self.items[place].parent_id = parent_id;
            self.items[place].party_id = party_id;
        }
    }

    /// Puts parents before children and draws the line above each; who stands
    /// in a circle is left and reported.
    fn order(&mut self, errors: &mut Vec<RowError>) -> Vec<UnitItem> {
        let mut waiting = std::mem::take(&mut self.items);
        let mut lines: HashMap<UnitId, Vec<Line>> = HashMap::new();
        let mut ordered = Vec::with_capacity(waiting.len());
        loop {
            let before = waiting.len();
            let mut left = Vec::new();
            for mut item in waiting {
                let above = match &item.parent_id {
                    None => Some(&[][..]),
                    Some(parent) => lines
                        .get(parent)
                        .or_else(|| self.ledger.lines.get(parent))
                        .map(Vec::as_slice),
                };
                let Some(above) = above else {
                    left.push(item);
                    continue;
                };
                item.line = line(&item, above);
                lines.insert(item.id.clone(), item.line.clone());
                ordered.push(item);
            }
            waiting = left;
            if waiting.is_empty() || waiting.len() == before {
                break;
            }
        }
        errors.extend(waiting.iter().map(|item| RowError {
            row: item.row,
            column: columns::header(ImportKind::Units, "parent_id"),
            message: "các đơn vị trực thuộc nhau thành vòng tròn".to_owned(),
        }));
        ordered
    }
}

/// The unit itself and everything above it, for the days on which both live.
fn line(item: &UnitItem, above: &[Line]) -> Vec<Line> {
    let mut line = vec![(item.id.clone(), 0, item.from, None)];
    line.extend(above.iter().filter_map(|(ancestor, depth, from, to)| {
        let from = item.from.max(*from);
        to.is_none_or(|to| to > from)
            .then(|| (ancestor.clone(), depth + 1, from, *to))
    }));
    line
}

impl Importer for Units {
    type Item = UnitItem;

    fn new(ledger: Arc<Ledger>, now: DateTime<Utc>) -> Self {
        Self {
            ledger,
            now,
            items: Vec::new(),
            places: HashMap::new(),
        }
    }

    fn take(&mut self, row: usize, cells: &mut Cells<'_>, _done: &mut Vec<UnitItem>) -> bool {
        let external_id = cells.required("external_id", 100);
        if self.ledger.present.contains(&external_id) {
            return false;
        }
        let profile = Self::profile(cells);
        let parent_code = cells.line("parent_id", 100);
        let party_code = cells.optional("party_unit_id", 100);
        let code = cells.optional("code", 50);
        let from = cells.required_date("valid_from");
        if from.is_some_and(|from| from > self.ledger.today) {
            cells.wrong("valid_from", "Ngày bắt đầu không được sau ngày hôm nay");
        }
        if self.places.contains_key(&external_id) {
            cells.wrong(
                "external_id",
                format!("Mã “{external_id}” đã có ở một dòng trước"),
            );
        }
        if let (Some(profile), Some(from)) = (profile, from) {
            self.places.insert(external_id.clone(), self.items.len());
            let id = UnitId::new(self.now);
            self.items.push(UnitItem {
                row,
                id,
                external_id,
                parent_code,
                party_code,
                code,
                profile,
                from,
                parent_id: None,
                party_id: None,
                line: Vec::new(),
            });
        }
        true
    }

    fn finish(&mut self, done: &mut Vec<UnitItem>, errors: &mut Vec<RowError>) {
        self.connect(errors);
        if errors.is_empty() {
            *done = self.order(errors);
        }
    }

    fn rows_of(_item: &UnitItem) -> usize {
        1
    }

    fn write(tx: &mut Tx<'_>, items: Vec<UnitItem>, by: &Written) -> Outcome<Recorded<usize>> {
        let stamp = bulk::instant(stored(tx.at.now));
        let (mut units, mut names, mut parents, mut closure, mut codes) =
            (vec![], vec![], vec![], vec![], vec![]);
        let mut events = Vec::with_capacity(items.len());
        for item in &items {
            let row_id = || RowId::new(tx.at.now).to_string();
            let unit_id = item.id.to_string();
            units.push(UnitRow {
                id: unit_id.clone(),
                party_unit_id: item.party_id.as_ref().map(ToString::to_string),
                source: by.source.clone().into(),
                external_id: Some(item.external_id.clone()),
                valid_from: item.from,
                valid_to: None,
                version: 1,
                created_at: stamp.clone(),
                updated_at: stamp.clone(),
            });
            names.push(name_row(item, row_id()));
            parents.extend(item.parent_id.as_ref().map(|parent| UnitParentRow {
                id: row_id(),
                unit_id: unit_id.clone(),
                parent_id: parent.to_string(),
                valid_from: item.from,
                valid_to: None,
            }));
            closure.extend(
                item.line
                    .iter()
                    .map(|(ancestor, depth, from, to)| ClosureRow {
                        ancestor_id: ancestor.to_string(),
                        descendant_id: unit_id.clone(),
                        depth: *depth,
                        valid_from: *from,
                        valid_to: *to,
                    }),
            );
            codes.extend(item.code.clone().map(|code| UnitCodeRow {
                id: row_id(),
                unit_id: unit_id.clone(),
                system: "administrative".into(),
                code: code.into(),
                valid_from: item.from,
                valid_to: None,
            }));
            let after = json!({"source": by.source, "external_id": item.external_id, "name": item.profile.name});
            events.push(
                Event::new("unit.imported", "unit", &item.id)
                    .unit(&item.id)
                    .after(after),
            );
        }
        bulk::insert(tx.conn, &units, 1_000)?;
        bulk::insert(tx.conn, &names, 1_000)?;
        bulk::insert(tx.conn, &parents, 1_000)?;
        bulk::insert(tx.conn, &closure, 1_000)?;
        bulk::insert(tx.conn, &codes, 1_000)?;
        tx.record_all(events, items.len())
    }
}

fn name_row(item: &UnitItem, id: String) -> UnitNameRow {
    let profile = &item.profile;
    UnitNameRow {
        id,
        unit_id: item.id.to_string(),
        search_key: search_key(&format!(
            "{} {} {}",
            profile.name, profile.committee_name, profile.short_name
        )),
        sort_key: sort_key(&profile.name),
        name: profile.name.clone(),
        committee_name: profile.committee_name.clone(),
        short_name: profile.short_name.clone(),
        kind: profile.kind.as_str(),
        level: profile.level.as_str(),
        reporting_mode: profile.reporting_mode.as_str(),
        valid_from: item.from,
        valid_to: None,
    }
}
