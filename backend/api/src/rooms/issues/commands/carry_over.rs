//! An issue of a year that is over goes on in the running one: the origin stays
//! unresolved in its year, the new one is counted apart.

use super::super::requests::CarryOverBody;
use super::super::store::{self, IssueRow, MilestoneRow};
use super::super::{calendar, facts};
use super::assign::{self, Named};
use super::step::{state_of, write_act};
use super::{Record, Said, answer, cited, settle_extension, step};
use chrono::Datelike;
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::{issue_milestones, issues};
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::issue::{
    Deadline, IssueStatus, IssueVerb, check_carried_deadline, check_remark,
};
use lamtheo_domain::kernel::{Refusal, ids::*};

/// Runs the carrying over; answers with the origin, which names the new issue.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: Record,
    body: CarryOverBody,
) -> Outcome<Recorded<StoredReply>> {
    let verb = IssueVerb::CarryOver;
    let decision = cited(tx, caller, &record, verb, body.decision)?;
    let comment = check_remark(
        "/comment",
        body.comment.as_deref().unwrap_or_default(),
        false,
    )?;
    let today = tx.at.today;
    if today.year() <= record.row.year {
        return Err(Refusal::invalid(
            "year_not_over",
            "Chỉ chuyển tiếp vấn đề khi năm đăng ký đã kết thúc",
        )
        .into());
    }
    let days = calendar::load(tx.conn)?;
    let deadline = check_carried_deadline(&days, record.row.due_on, body.due_on, today)?;
    settle_extension::lapse(tx, caller, &record)?;
    let origin = record.row.clone();
    let said = Said {
        comment,
        due_on: Some(deadline.due_on),
        decision,
    };
    let event = step(tx, caller, &mut record, verb, said.clone(), |_| ())?;
    let next = next_year(tx, origin, deadline);
    insert(tx, &record, &next)?;
    write_act(tx, caller, &next, verb, &said)?;
    let opened = Event::new("issue.carried_in", "issue", &next.id)
        .unit(&next.owning_unit_id)
        .after(state_of(&next));
    let () = tx.record(opened, ())?.into_inner();
    answer(tx, caller, event, record)
}

fn next_year(tx: &Tx<'_>, origin: IssueRow, deadline: Deadline) -> IssueRow {
    let now = stored(tx.at.now);
    IssueRow {
        id: IssueId::new(tx.at.now),
        year: tx.at.today.year(),
        registered_on: Some(tx.at.today),
        due_on: Some(deadline.due_on),
        due_effective_on: Some(deadline.effective_on),
        original_due_on: Some(deadline.due_on),
        status: IssueStatus::InProgress,
        state_since: tx.at.today,
        extensions_count: 0,
        reopened_count: 0,
        counted: false,
        confirmed_on: None,
        carried_from_id: Some(origin.id.clone()),
        source: "manual".to_owned(),
        external_id: None,
        version: 1,
        created_at: now,
        updated_at: now,
        ..origin
    }
}

fn insert(tx: &mut Tx<'_>, origin: &Record, next: &IssueRow) -> Outcome<()> {
    diesel::insert_into(issues::table)
        .values(next)
        .execute(tx.conn)?;
    let coordinating = origin.facts.coordinating.clone();
    assign::write_coordinators(tx, &next.id, &coordinating)?;
    if let Some(person) = &next.responsible_person_id {
        let standing = facts::standing(tx.conn, person, &next.owning_unit_id, tx.at.today)?;
        let named = standing.map(|(unit, _)| Named {
            person: person.clone(),
            unit,
            position: next.responsible_position.clone(),
        });
        assign::write_responsible(tx, next, named.as_ref(), None)?;
    }
    let open = store::milestones_of(tx.conn, &[&origin.row.id])?;
    for milestone in open.into_iter().filter(|m| m.done_on.is_none()) {
        diesel::insert_into(issue_milestones::table)
            .values(&MilestoneRow {
                id: MilestoneId::new(tx.at.now),
                issue_id: next.id.clone(),
                version: 1,
                created_at: stored(tx.at.now),
                updated_at: stored(tx.at.now),
                ..milestone
            })
            .execute(tx.conn)?;
    }
    Ok(())
}
