//! One act of the level above over many issues: each on its own, a refused one
//! leaves no trace and is named with its reason.

use super::super::requests::{IssueDecisionItem, IssueDecisionVerb, IssueDecisions};
use super::super::views::{DecisionResult, DecisionsView};
use super::{Record, confirm, load, load_for_decision, register, settle_extension};
use crate::web::answer;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Failure, Outcome, Recorded, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::issue::IssueVerb;
use lamtheo_domain::kernel::{FieldError, Refusal, ids::*};
use lamtheo_domain::registration::Decision;
use serde_json::json;

/// Most issues in one act.
const MOST: usize = 200;

/// Carries the act out.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    body: IssueDecisions,
) -> Outcome<Recorded<StoredReply>> {
    if body.items.is_empty() || body.items.len() > MOST {
        let fault = FieldError::new(
            "/items",
            "out_of_range",
            "Mỗi lần cho ý kiến từ 1 đến 200 vấn đề",
        );
        return Err(Refusal::fields(vec![fault]).into());
    }
    let mut results = Vec::with_capacity(body.items.len());
    for item in &body.items {
        let outcome = tx.attempt(|tx| {
            let (event, version) = carry_out(tx, caller, item, body.decision.clone())?;
            tx.record(event, version).map(Recorded::into_inner)
        })?;
        let subject = subject_of(tx, caller, &item.id)?;
        results.push(result(item, outcome, subject));
    }
    let passed = i32::try_from(results.iter().filter(|r| r.ok).count()).unwrap_or(i32::MAX);
    let refused = i32::try_from(results.len()).unwrap_or(i32::MAX) - passed;
    let event = Event::new("issues.decided", "issues", RowId::new(tx.at.now))
        .after(json!({ "passed": passed, "refused": refused }));
    let view = DecisionsView {
        results,
        passed,
        refused,
    };
    tx.record(event, answer::done(&view)?)
}

fn carry_out(
    tx: &mut Tx<'_>,
    caller: &Caller,
    item: &IssueDecisionItem,
    decision: Option<Decision>,
) -> Outcome<(Event, i32)> {
    let verb = match item.verb {
        IssueDecisionVerb::Register => IssueVerb::Register,
        IssueDecisionVerb::Return => IssueVerb::Return,
        IssueDecisionVerb::Confirm => IssueVerb::Confirm,
        IssueDecisionVerb::SendBack => IssueVerb::SendBack,
        IssueDecisionVerb::GrantExtension => IssueVerb::GrantExtension,
        IssueDecisionVerb::RefuseExtension => IssueVerb::RefuseExtension,
    };
    let mut record: Record = load_for_decision(tx, caller, &item.id, verb)?;
    if record.row.version != item.version {
        return Err(Refusal::stale().into());
    }
    let comment = item.comment.as_deref();
    let why = comment.unwrap_or_default();
    let record_mut = &mut record;
    let event = match item.verb {
        IssueDecisionVerb::Register => {
            register::register(tx, caller, record_mut, comment, decision)
        }
        IssueDecisionVerb::Return => register::send(tx, caller, record_mut, why, decision),
        IssueDecisionVerb::Confirm => confirm::confirm(tx, caller, record_mut, comment, decision),
        IssueDecisionVerb::SendBack => confirm::send_back(tx, caller, record_mut, why, decision),
        IssueDecisionVerb::GrantExtension => {
            settle_extension::grant(tx, caller, record_mut, comment, decision)
        }
        IssueDecisionVerb::RefuseExtension => {
            settle_extension::refuse(tx, caller, record_mut, why, decision)
        }
    }?;
    Ok((event, record.row.version))
}

/// The issue's title, when the caller may know it.
fn subject_of(tx: &mut Tx<'_>, caller: &Caller, id: &IssueId) -> Outcome<Option<String>> {
    match load(tx, caller, id) {
        Ok(record) => Ok(Some(record.row.title)),
        Err(Failure::Refusal(_)) => Ok(None),
        Err(broken) => Err(broken),
    }
}

fn result(
    item: &IssueDecisionItem,
    outcome: Result<i32, Refusal>,
    subject: Option<String>,
) -> DecisionResult {
    let mut result = DecisionResult {
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
