//! Somebody who has to do with an issue says how things stand.

use super::super::evidence::of_parts as parts;
use super::super::requests::UpdateBody;
use super::super::scope::OFFICERS;
use super::super::store::UpdateRow;
use super::super::views::UpdateView;
use super::super::{names, updates};
use super::Record;
use crate::rooms::files::{EvidencePart, Object, evidence};
use crate::web::answer;
use diesel::prelude::*;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::schema::issue_updates;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::issue::{IssueStatus, check_update};
use lamtheo_domain::kernel::{Refusal, ids::*};
use lamtheo_domain::labels;

/// Stores the update.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    record: Record,
    body: UpdateBody,
    most_files: usize,
) -> Outcome<Recorded<StoredReply>> {
    let status = record.row.status;
    if status == IssueStatus::Draft || status.is_settled() {
        let state = labels::label("issue.status", status.as_str());
        return Err(Refusal::conflict(
            "illegal_transition",
            "Không thực hiện được ở trạng thái hiện tại",
        )
        .detail(format!(
            "Vấn đề đang ở trạng thái “{state}” nên không cập nhật diễn biến được."
        ))
        .into());
    }
    let row = UpdateRow {
        id: RowId::new(tx.at.now),
        issue_id: record.row.id.clone(),
        unit_id: speaks_for(caller, &record),
        text: check_update(&body.text)?,
        posted_by: caller.user_id.clone(),
        posted_at: stored(tx.at.business_now),
    };
    diesel::insert_into(issue_updates::table)
        .values(&row)
        .execute(tx.conn)?;
    let object = Object::issue(&record.row.id);
    let place = (EvidencePart::Update, row.id.as_str());
    evidence::attach(tx, caller, &object, place, &body.evidence_ids, most_files)?;
    let event = Event::new("issue.updated", "issue", &record.row.id)
        .unit(&record.row.owning_unit_id)
        .after(serde_json::json!({ "update": row.id }));
    let location = format!("/api/v1/issues/{}/updates", record.row.id);
    let users = names::users(tx.conn, vec![&row.posted_by])?;
    let units = names::units(tx.conn, row.unit_id.iter().collect(), tx.at.today)?;
    let pieces = parts(tx.conn, &record.row.id)?.remove(row.id.as_str());
    let view: UpdateView = updates::view(row, pieces.unwrap_or_default(), &users, &units);
    tx.record(event, answer::created(location, &view)?)
}

/// The unit for which the caller speaks: the owner, or one that helps.
fn speaks_for(caller: &Caller, record: &Record) -> Option<UnitId> {
    let owner = &record.row.owning_unit_id;
    let acts_for = |unit: &UnitId| OFFICERS.iter().any(|role| caller.on(*role, unit));
    if acts_for(owner) {
        return Some(owner.clone());
    }
    let helping = &record.facts.coordinating;
    helping.iter().find(|unit| acts_for(unit)).cloned()
}
