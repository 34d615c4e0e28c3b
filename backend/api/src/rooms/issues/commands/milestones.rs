//! The milestones of an issue, kept by its owner.

use super::super::requests::{DoneBody, EditMilestone, MilestoneBody};
use super::super::store::{self, MilestoneRow};
use super::super::{calendar, updates};
use super::{Record, load_for_writing};
use crate::web::answer;
use crate::web::request::Versioned;
use chrono::NaiveDate;
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::issue_milestones;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::issue::{IssueVerb, check_milestone, check_near, next_status};
use lamtheo_domain::kernel::{FieldError, Refusal, ids::*};
use serde_json::json;

/// Most milestones of one issue.
const MOST: usize = 30;

/// A milestone with its issue.
pub(in super::super) struct Milestone {
    issue: Record,
    row: MilestoneRow,
}

impl Versioned for Milestone {
    fn version(&self) -> i32 {
        self.row.version
    }
}

/// Finds a milestone of an issue that the caller writes.
pub(in super::super) fn load(
    tx: &mut Tx<'_>,
    caller: &Caller,
    issue: &IssueId,
    id: &MilestoneId,
) -> Outcome<Milestone> {
    let issue = load_for_writing(tx, caller, issue)?;
    let row = store::milestones_of(tx.conn, &[&issue.row.id])?
        .into_iter()
        .find(|row| row.id == *id)
        .ok_or_else(Refusal::not_found)?;
    Ok(Milestone { issue, row })
}

/// Adds one.
pub(in super::super) fn add(
    tx: &mut Tx<'_>,
    caller: &Caller,
    issue: Record,
    body: &MilestoneBody,
) -> Outcome<Recorded<StoredReply>> {
    // Whoever may still be named may still get milestones.
    next_status(issue.row.status, IssueVerb::Assign)?;
    let there = store::milestones_of(tx.conn, &[&issue.row.id])?;
    if there.len() >= MOST {
        return Err(Refusal::invalid(
            "too_many_milestones",
            "Mỗi vấn đề có nhiều nhất 30 mốc công việc",
        )
        .into());
    }
    let now = stored(tx.at.now);
    let row = MilestoneRow {
        id: MilestoneId::new(tx.at.now),
        issue_id: issue.row.id.clone(),
        ordinal: there.iter().map(|m| m.ordinal).max().unwrap_or(0) + 1,
        title: check_milestone(&body.title)?,
        due_on: body.due_on,
        due_effective_on: effective(tx, body.due_on)?,
        done_on: None,
        done_by: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    diesel::insert_into(issue_milestones::table)
        .values(&row)
        .execute(tx.conn)?;
    let event = event(&issue, &row, "issue.milestone_added");
    let location = format!("/api/v1/issues/{}/milestones", issue.row.id);
    let view = updates::milestone(row, &issue.facts, issue.row.status, caller, tx.at.today);
    tx.record(event, answer::created(location, &view)?)
}

/// Changes one.
pub(in super::super) fn edit(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut milestone: Milestone,
    body: &EditMilestone,
) -> Outcome<Recorded<StoredReply>> {
    next_status(milestone.issue.row.status, IssueVerb::Assign)?;
    if let Some(title) = &body.title {
        milestone.row.title = check_milestone(title)?;
    }
    if let Some(due_on) = body.due_on {
        milestone.row.due_on = due_on;
        milestone.row.due_effective_on = effective(tx, due_on)?;
    }
    changed(tx, caller, milestone, "issue.milestone_edited")
}

/// Marks one as reached.
pub(in super::super) fn done(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut milestone: Milestone,
    body: &DoneBody,
) -> Outcome<Recorded<StoredReply>> {
    next_status(milestone.issue.row.status, IssueVerb::Assign)?;
    if milestone.row.done_on.is_some() {
        return Err(Refusal::conflict(
            "milestone_done",
            "Mốc công việc này đã được đánh dấu hoàn thành",
        )
        .into());
    }
    let day = body.done_on.unwrap_or(tx.at.today);
    if day > tx.at.today {
        return Err(Refusal::fields(vec![FieldError::new(
            "/done_on",
            "in_future",
            "Ngày hoàn thành không được sau ngày hôm nay",
        )])
        .into());
    }
    milestone.row.done_on = Some(day);
    milestone.row.done_by = Some(caller.user_id.clone());
    changed(tx, caller, milestone, "issue.milestone_done")
}

/// Takes one away.
pub(in super::super) fn remove(
    tx: &mut Tx<'_>,
    milestone: Milestone,
) -> Outcome<Recorded<StoredReply>> {
    next_status(milestone.issue.row.status, IssueVerb::Assign)?;
    let row = &milestone.row;
    let gone = diesel::delete(
        issue_milestones::table
            .filter(issue_milestones::id.eq(row.id.clone()))
            .filter(issue_milestones::version.eq(row.version)),
    )
    .execute(tx.conn)?;
    Tx::one_row(gone)?;
    let event = event(&milestone.issue, row, "issue.milestone_removed");
    tx.record(event, answer::gone())
}

fn changed(
    tx: &mut Tx<'_>,
    caller: &Caller,
    milestone: Milestone,
    name: &'static str,
) -> Outcome<Recorded<StoredReply>> {
    let Milestone { issue, mut row } = milestone;
    let read_at = row.version;
    row.version += 1;
    row.updated_at = stored(tx.at.now);
    let written = diesel::update(issue_milestones::table)
        .filter(issue_milestones::id.eq(row.id.clone()))
        .filter(issue_milestones::version.eq(read_at))
        .set(row.clone())
        .execute(tx.conn)?;
    Tx::one_row(written)?;
    let event = event(&issue, &row, name);
    let view = updates::milestone(row, &issue.facts, issue.row.status, caller, tx.at.today);
    tx.record(event, answer::changed(&view)?)
}

fn effective(tx: &mut Tx<'_>, due_on: NaiveDate) -> Outcome<NaiveDate> {
    check_near(due_on, tx.at.today)?;
    Ok(calendar::load(tx.conn)?.on_or_after(due_on))
}

fn event(issue: &Record, row: &MilestoneRow, name: &'static str) -> Event {
    Event::new(name, "issue", &issue.row.id)
        .unit(&issue.row.owning_unit_id)
        .after(json!({ "milestone": row.id, "due_on": row.due_on, "done_on": row.done_on }))
}
