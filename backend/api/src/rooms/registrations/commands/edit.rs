//! Changes a draft or a returned registration.

use super::super::store::{self, RegistrationRow};
use super::create::{pledge_row, widest};
use super::input::{EditRegistration, PledgeInput};
use super::{Record, answer_registration, state_of};
use crate::rooms::programmes;
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::pledges;
use lamtheo_db::{Event, Outcome, Recorded, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::{FieldError, Refusal};
use lamtheo_domain::programme::{ProgrammeStatus, year_closed};
use lamtheo_domain::registration::{PledgeRules, RegistrationVerb, check_draft, next_status};
use std::collections::HashSet;

/// Runs the change.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: Record,
    body: EditRegistration,
) -> Outcome<Recorded<StoredReply>> {
    let rules = open_form(tx, &record.row)?;
    let before = state_of(&record.row);
    if let Some(signed) = body.paper_signed {
        record.row.paper_signed = signed;
    }
    if let Some(inputs) = &body.pledges {
        let old = store::pledges_of(tx.conn, &[&record.row.id])?;
        let fields = fields(tx, old.iter().map(|pledge| &pledge.field))?;
        let drafts = inputs.iter().map(PledgeInput::draft).collect();
        check_draft(rules, &fields, drafts)?;
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
                let mut row = known.ok_or_else(|| unknown_pledge(index))?.clone();
                row.ordinal = ordinal;
                row.write(input.draft());
                store::save_pledge(tx, &mut row)?;
            }
        }
    }
    for row in old.iter().filter(|p| !kept.contains(&p.id)) {
        diesel::delete(pledges::table.find(&row.id)).execute(tx.conn)?;
    }
    Ok(())
}

/// The fields that may be named: those in use, and what the form has already.
pub(super) fn fields<'a>(
    tx: &mut Tx<'_>,
    kept: impl Iterator<Item = &'a String>,
) -> Outcome<Vec<String>> {
    let mut fields = programmes::active_codes(tx.conn, "field")?;
    fields.extend(kept.cloned());
    Ok(fields)
}

/// The rules of a form that may still be written: a draft or a returned
/// registration of a year that is not closed.
pub(super) fn open_form(tx: &mut Tx<'_>, record: &RegistrationRow) -> Outcome<PledgeRules> {
    next_status(record.status, RegistrationVerb::Edit)?;
    let year = store::year_rules(tx.conn, record.year)?;
    if year.status == ProgrammeStatus::Closed {
        return Err(year_closed().into());
    }
    Ok(store::pledge_rules(record, &year))
}

fn unknown_pledge(index: usize) -> Refusal {
    Refusal::fields(vec![FieldError::new(
        format!("/pledges/{index}/id"),
        "unknown_pledge",
        "Việc này không thuộc bản đăng ký đang sửa",
    )])
}
