//! Changes a draft or a returned registration.

use super::super::store::{self, PledgeRow};
use super::create::{pledge_row, widest};
use super::input::{EditRegistration, PledgeInput};
use super::{Record, answer_registration, state_of};
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::pledges;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::text::search_key;
use lamtheo_domain::kernel::{FieldError, Refusal};
use lamtheo_domain::registration::{PledgeRules, RegistrationVerb, check_draft, next_status};
use std::collections::HashSet;

/// Runs the change.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: Record,
    body: EditRegistration,
) -> Outcome<Recorded<StoredReply>> {
    next_status(record.row.status, RegistrationVerb::Edit)?;
    let before = state_of(&record.row);
    if let Some(signed) = body.paper_signed {
        record.row.paper_signed = signed;
    }
    if let Some(inputs) = &body.pledges {
        let year = store::year_rules(tx.conn, record.row.year)?;
        let rules = PledgeRules {
            year: record.row.year,
            limit: year.limits.pledge_limit,
            maximum: year.limits.pledge_maximum,
            subject_kind: record.row.subject_kind,
            position_group: record.row.position_group,
        };
        check_draft(rules, inputs.iter().map(PledgeInput::draft).collect())?;
        record.row.visibility = widest(inputs);
        replace_pledges(tx, &record, inputs)?;
    }
    store::save(tx, &mut record.row)?;
    let event = Event::new("registration.edited", "registration", &record.row.id)
        .unit(&record.row.unit_id)
        .before(before)
        .after(state_of(&record.row));
    answer_registration(tx, caller, event, &record)
}

fn replace_pledges(tx: &mut Tx<'_>, record: &Record, inputs: &[PledgeInput]) -> Outcome<()> {
    let old = store::pledges_of(tx.conn, &[&record.row.id])?;
    let mut kept = HashSet::new();
    for (index, input) in inputs.iter().enumerate() {
        let ordinal = i32::try_from(index + 1).unwrap_or(i32::MAX);
        match &input.id {
            None => {
                let row = pledge_row(tx, &record.row, ordinal, input);
                diesel::insert_into(pledges::table)
                    .values(&row)
                    .execute(tx.conn)?;
            }
            Some(id) => {
                let known = old.iter().find(|p| p.id == *id && kept.insert(id.clone()));
                let row = known.ok_or_else(|| unknown_pledge(index))?;
                update(tx, row.clone(), ordinal, input)?;
            }
        }
    }
    for row in old.iter().filter(|p| !kept.contains(&p.id)) {
        diesel::delete(pledges::table.find(&row.id)).execute(tx.conn)?;
    }
    Ok(())
}

fn update(tx: &mut Tx<'_>, mut row: PledgeRow, ordinal: i32, input: &PledgeInput) -> Outcome<()> {
    let draft = input.draft();
    row.ordinal = ordinal;
    row.search_key = search_key(&draft.content);
    row.content = draft.content;
    row.measure = draft.measure;
    row.solution = draft.solution;
    row.field = draft.field;
    row.due_on = draft.due_on;
    row.duty = draft.duty;
    row.topic_id = draft.topic_id;
    row.weakness = draft.weakness;
    row.visibility = draft.visibility;
    row.version += 1;
    row.updated_at = stored(tx.at.now);
    let changed = diesel::update(pledges::table.find(row.id.clone()))
        .set(row)
        .execute(tx.conn)?;
    Tx::one_row(changed)
}

fn unknown_pledge(index: usize) -> Refusal {
    Refusal::fields(vec![FieldError::new(
        format!("/pledges/{index}/id"),
        "unknown_pledge",
        "Việc này không thuộc bản đăng ký đang sửa",
    )])
}
