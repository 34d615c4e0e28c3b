//! One act of a meeting passes many: each record on its own, a refused one
//! leaves no trace and is named with its reason.

use super::super::requests::{ActItem, ActRecord, ActVerb, Acts};
use super::super::views::{ActView, ItemResult};
use super::Loaded;
use crate::rooms::registrations::acts::{self, Act};
use crate::web::answer;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::{FieldError, Refusal};
use lamtheo_domain::registration::Decision;
use serde_json::json;

/// Most records in one act.
const MOST: usize = 200;

/// Carries the act out.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    loaded: Loaded,
    body: Acts,
) -> Outcome<Recorded<StoredReply>> {
    let acts = parse(&body.items)?;
    let decision = Decision {
        meeting_id: Some(loaded.row.id.clone()),
        ..Decision::default()
    };
    let mut results = Vec::with_capacity(acts.len());
    for (item, act) in body.items.iter().zip(&acts) {
        let outcome = tx.attempt(|tx| {
            let (event, version) = acts::carry_out(tx, caller, act, item.version, &decision)?;
            tx.record(event, version).map(Recorded::into_inner)
        })?;
        let subject = acts::subject_of(tx, caller, act)?;
        results.push(result(item, outcome, subject));
    }
    let passed = i32::try_from(results.iter().filter(|r| r.ok).count()).unwrap_or(i32::MAX);
    let refused = i32::try_from(results.len()).unwrap_or(i32::MAX) - passed;
    let event = Event::new("branch_meeting.decided", "branch_meeting", &loaded.row.id)
        .unit(&loaded.row.unit_id)
        .after(json!({ "passed": passed, "refused": refused }));
    tx.record(
        event,
        answer::done(&ActView {
            results,
            passed,
            refused,
        })?,
    )
}

fn parse(items: &[ActItem]) -> Outcome<Vec<Act>> {
    if items.is_empty() || items.len() > MOST {
        let fault = FieldError::new(
            "/items",
            "out_of_range",
            "Mỗi lần thông qua từ 1 đến 200 bản ghi",
        );
        return Err(Refusal::fields(vec![fault]).into());
    }
    let mut acts = Vec::with_capacity(items.len());
    let mut faults = Vec::new();
    for (index, item) in items.iter().enumerate() {
        match act_of(item, index) {
            Ok(act) => acts.push(act),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        Ok(acts)
    } else {
        Err(Refusal::fields(faults).into())
    }
}

fn act_of(item: &ActItem, index: usize) -> Result<Act, FieldError> {
    let id = |_| {
        FieldError::new(
            format!("/items/{index}/id"),
            "invalid_id",
            "Mã định danh không hợp lệ",
        )
    };
    if item
        .record
        .is_some_and(|record| record != record_of(item.verb))
    {
        let pointer = format!("/items/{index}/verb");
        return Err(FieldError::new(
            pointer,
            "wrong_verb",
            "Thao tác không dùng cho loại bản ghi này",
        ));
    }
    let comment = item.comment.clone().unwrap_or_default();
    Ok(match item.verb {
        ActVerb::Approve => Act::Approve(item.id.parse().map_err(id)?),
        ActVerb::Return => Act::Return(item.id.parse().map_err(id)?, comment),
        ActVerb::Verify => Act::Verify(
            item.id.parse().map_err(id)?,
            item.result,
            item.comment.clone(),
        ),
        ActVerb::SendBack => Act::SendBack(item.id.parse().map_err(id)?, comment),
    })
}

const fn record_of(verb: ActVerb) -> ActRecord {
    match verb {
        ActVerb::Approve | ActVerb::Return => ActRecord::Registration,
        ActVerb::Verify | ActVerb::SendBack => ActRecord::Pledge,
    }
}

fn result(item: &ActItem, outcome: Result<i32, Refusal>, subject: Option<String>) -> ItemResult {
    let mut result = ItemResult {
        record: record_of(item.verb).as_str(),
        id: item.id.clone(),
        ok: outcome.is_ok(),
        version: None,
        code: None,
        title: None,
        detail: None,
        subject,
    };
    match outcome {
        Ok(version) => result.version = Some(version),
        Err(refusal) => {
            result.code = Some(refusal.code);
            result.title = Some(refusal.title);
            result.detail = refusal.detail;
        }
    }
    result
}
