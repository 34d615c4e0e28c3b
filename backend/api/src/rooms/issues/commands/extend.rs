//! The owner asks for a later deadline; the one that runs stays until it is granted.

use super::super::calendar;
use super::super::requests::ExtendBody;
use super::super::store::{self, ExtensionRow};
use super::{Record, Said, answer, step};
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::issue_extensions;
use lamtheo_db::{Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::issue::{IssueVerb, check_extension, check_remark, next_status};
use lamtheo_domain::kernel::{Refusal, ids::*};

/// Runs the request.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: Record,
    body: ExtendBody,
) -> Outcome<Recorded<StoredReply>> {
    next_status(record.row.status, IssueVerb::Extend)?;
    let waiting = store::pending_extensions(tx.conn, &[&record.row.id])?;
    if !waiting.is_empty() {
        return Err(Refusal::conflict(
            "extension_pending",
            "Đã có đề nghị gia hạn đang chờ cấp trên cho ý kiến",
        )
        .into());
    }
    let days = calendar::load(tx.conn)?;
    let current = record.row.due_on.unwrap_or(tx.at.today);
    let deadline = check_extension(&days, current, body.due_on, tx.at.today)?;
    let reason = check_remark("/reason", &body.reason, true)?;
    let row = ExtensionRow {
        id: RowId::new(tx.at.now),
        issue_id: record.row.id.clone(),
        due_on: deadline.due_on,
        reason: reason.clone().unwrap_or_default(),
        asked_by: caller.user_id.clone(),
        asked_at: stored(tx.at.business_now),
        outcome: None,
        comment: None,
        decided_by: None,
        decided_at: None,
        decision_body: None,
        decision_document_no: None,
        decision_on: None,
    };
    diesel::insert_into(issue_extensions::table)
        .values(&row)
        .execute(tx.conn)?;
    let said = Said {
        comment: reason,
        due_on: Some(deadline.due_on),
        ..Said::default()
    };
    let event = step(tx, caller, &mut record, IssueVerb::Extend, said, |_| ())?;
    answer(tx, caller, event, record)
}
