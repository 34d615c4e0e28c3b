//! Closes an approved registration once its year has ended.

use super::super::requests::Approval;
use super::super::store;
use super::{Record, answer_registration, cited, state_of};
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::registration::{RegistrationVerb, next_status};

/// Runs the closing.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: Record,
    body: Approval,
) -> Outcome<Recorded<StoredReply>> {
    let before = state_of(&record.row);
    let next = next_status(record.row.status, RegistrationVerb::Close)?;
    let year = store::year_rules(tx.conn, record.row.year)?;
    if tx.at.today < year.windows.year_end_on {
        let detail = format!(
            "Khép năm từ ngày {}",
            year.windows.year_end_on.format("%d/%m/%Y")
        );
        return Err(
            Refusal::invalid("year_not_ended", "Chưa đến thời điểm khép năm")
                .detail(detail)
                .into(),
        );
    }
    cited(tx, caller, &record.facts, body.decision)?;
    record.row.status = next.unwrap_or(record.row.status);
    store::save(tx, &mut record.row)?;
    let mut event = Event::new("registration.closed", "registration", &record.row.id)
        .unit(&record.row.unit_id)
        .before(before)
        .after(state_of(&record.row));
    if let Some(comment) = body.comment {
        event = event.reason(comment);
    }
    answer_registration(tx, caller, event, &record)
}
