//! Issues that have lost who answers for them: the person has left the unit, or
//! the owning unit has ended. The history is closed, and the event tells the
//! owner and the level above, once for each person who is lost.

use super::facts::{answered_for, ended_units};
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::schema::{issue_responsibles, issues, units};
use lamtheo_db::{Db, Event, Outcome, Recorded, Tx};
use lamtheo_domain::issue::IssueStatus;
use lamtheo_domain::kernel::{Refusal, ids::*};
use serde_json::json;
use std::collections::{HashMap, HashSet};

/// Why the history ends: the person is no longer on the roll of the unit.
pub const LEFT: &str = "left";
/// Why the history ends: the owning unit has ended.
pub const UNIT_ENDED: &str = "unit_ended";
/// Issues in one transaction.
const MOST: i64 = 100;

/// One line of the history that has to be closed.
#[derive(Debug, Clone)]
pub struct Lost {
    row: RowId,
    issue: IssueId,
    unit: UnitId,
    person: PersonId,
    because: &'static str,
}

/// Some of the issues that have lost who answers for them and nobody was told.
pub fn lost(conn: &mut Db, today: NaiveDate) -> Outcome<Vec<Lost>> {
    let over = [
        IssueStatus::Draft,
        IssueStatus::Confirmed,
        IssueStatus::Withdrawn,
        IssueStatus::CarriedOver,
    ];
    let open_lines = issue_responsibles::table
        .filter(issue_responsibles::to_on.is_null())
        .select(issue_responsibles::issue_id);
    let nobody = issues::id
        .ne_all(answered_for(today))
        .or(issues::owning_unit_id.eq_any(ended_units(today)));
    let found: HashMap<IssueId, UnitId> = issues::table
        .filter(issues::status.ne_all(over))
        .filter(nobody)
        .filter(issues::id.eq_any(open_lines))
        .order(issues::id)
        .limit(MOST)
        .select((issues::id, issues::owning_unit_id))
        .load::<(IssueId, UnitId)>(conn)?
        .into_iter()
        .collect();
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let ended: HashSet<UnitId> = ended_units(today)
        .filter(units::id.eq_any(found.values()))
        .load(conn)?
        .into_iter()
        .collect();
    let lines: Vec<(RowId, IssueId, PersonId)> = issue_responsibles::table
        .filter(issue_responsibles::to_on.is_null())
        .filter(issue_responsibles::issue_id.eq_any(found.keys()))
        .order(issue_responsibles::id)
        .select((
            issue_responsibles::id,
            issue_responsibles::issue_id,
            issue_responsibles::person_id,
        ))
        .load(conn)?;
    let lost = lines.into_iter().filter_map(|(row, issue, person)| {
        let unit = found.get(&issue)?.clone();
        let because = if ended.contains(&unit) {
            UNIT_ENDED
        } else {
            LEFT
        };
        Some(Lost {
            row,
            issue,
            unit,
            person,
            because,
        })
    });
    Ok(lost.collect())
}

/// Closes the history of `found` and records the events; what another process
/// has closed meanwhile is left to it.
///
/// # Errors
/// 412 when nothing is left to do.
pub fn close(tx: &mut Tx<'_>, found: &[Lost]) -> Outcome<Recorded<usize>> {
    let mut events = Vec::new();
    for lost in found {
        let closed = diesel::update(
            issue_responsibles::table
                .find(&lost.row)
                .filter(issue_responsibles::to_on.is_null()),
        )
        .set((
            issue_responsibles::to_on.eq(tx.at.today),
            issue_responsibles::ended_because.eq(lost.because),
        ))
        .execute(tx.conn)?;
        if closed == 1 {
            let event = Event::new("issue.responsible_missing", "issue", &lost.issue)
                .unit(&lost.unit)
                .reason(lost.because)
                .before(json!({ "responsible_person_id": lost.person }))
                .after(json!({ "responsible_person_id": null }));
            events.push(event);
        }
    }
    if events.is_empty() {
        return Err(Refusal::stale().into());
    }
    let closed = events.len();
    tx.record_all(events, closed)
}

/// Who answers for the issue on `today`; none once the person has left.
pub fn answers_for(conn: &mut Db, today: NaiveDate, id: &IssueId) -> Outcome<Option<PersonId>> {
    let answered: i64 = answered_for(today)
        .filter(issue_responsibles::issue_id.eq(id))
        .count()
        .get_result(conn)?;
    if answered == 0 {
        return Ok(None);
    }
    Ok(issues::table
        .find(id)
        .select(issues::responsible_person_id)
        .first(conn)?)
}
