//! Someone else confirms what was declared.

use super::super::requests::VerifyBody;
use super::super::store;
use super::{PledgeRecord, answer_pledge, cited, pledge_state};
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::pledge_reports;
use lamtheo_db::{Event, Failure, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::registration::{
    Decision, PledgeResult, PledgeVerb, check_comment, check_work, next_pledge_status,
};

/// Confirms one and answers with it.
pub(in super::super) fn reply(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: PledgeRecord,
    body: VerifyBody,
) -> Outcome<Recorded<StoredReply>> {
    let event = confirm(
        tx,
        caller,
        &mut record,
        body.result,
        body.comment.as_deref(),
        body.decision,
    )?;
    answer_pledge(tx, caller, event, &record)
}

/// Confirms the pledge and says what to record.
pub(in super::super) fn confirm(
    tx: &mut Tx<'_>,
    caller: &Caller,
    record: &mut PledgeRecord,
    result: PledgeResult,
    comment: Option<&str>,
    decision: Option<Decision>,
) -> Outcome<Event> {
    let before = pledge_state(&record.pledge);
    let year = store::year_rules(tx.conn, record.row.year)?;
    check_work(record.row.status, year.status)?;
    let next = next_pledge_status(record.pledge.status, PledgeVerb::Verify)?;
    let comment = comment
        .filter(|c| !c.trim().is_empty())
        .map(check_comment)
        .transpose()?;
    let decision = cited(tx, caller, &record.facts, decision)?;
    record.pledge.status = next;
    record.pledge.verified_result = Some(result);
    store::save_pledge(tx, &mut record.pledge)?;
    decide_report(
        tx,
        caller,
        record,
        ("verified", Some(result), comment),
        &decision,
    )?;
    Ok(Event::new("pledge.verified", "pledge", &record.pledge.id)
        .unit(&record.row.unit_id)
        .before(before)
        .after(pledge_state(&record.pledge)))
}

/// Writes the outcome on the latest report.
pub(super) fn decide_report(
    tx: &mut Tx<'_>,
    caller: &Caller,
    record: &PledgeRecord,
    outcome: (&str, Option<PledgeResult>, Option<String>),
    decision: &Decision,
) -> Outcome<()> {
    use pledge_reports as pr;
    let latest = store::latest_reports(tx.conn, &[&record.pledge.id])?
        .pop()
        .ok_or_else(|| Failure::defect("a reported pledge has no report"))?;
    let changed = diesel::update(pr::table.find(latest.id))
        .set((
            pr::outcome.eq(outcome.0),
            pr::verified_result.eq(outcome.1),
            pr::comment.eq(outcome.2),
            pr::decided_by.eq(&caller.user_id),
            pr::decided_at.eq(stored(tx.at.business_now)),
            pr::decision_body.eq(&decision.body),
            pr::decision_document_no.eq(&decision.document_no),
            pr::decision_on.eq(decision.decided_on),
            pr::decision_meeting_id.eq(&decision.meeting_id),
        ))
        .execute(tx.conn)?;
    Tx::one_row(changed)
}
