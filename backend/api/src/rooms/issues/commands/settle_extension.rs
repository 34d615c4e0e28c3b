//! The level above grants a later deadline or refuses it; the first one is kept.

use super::super::calendar;
use super::super::store::{self, ExtensionRow};
use super::{Record, Said, cited, step};
use diesel::prelude::*;
use lamtheo_db::schema::issue_extensions;
use lamtheo_db::{Event, Outcome, Tx, stored};
use lamtheo_domain::access::{Caller, may_settle_extension};
use lamtheo_domain::issue::{IssueVerb, check_deadline, check_remark};
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::registration::Decision;

/// Grants the extension and says what to record.
pub(in super::super) fn grant(
    tx: &mut Tx<'_>,
    caller: &Caller,
    record: &mut Record,
    comment: Option<&str>,
    decision: Option<Decision>,
) -> Outcome<Event> {
    let verb = IssueVerb::GrantExtension;
    let decision = cited(tx, caller, record, verb, decision)?;
    let asked = waiting(tx, record)?;
    may_settle_extension(caller, &asked.asked_by)?;
    let comment = check_remark("/comment", comment.unwrap_or_default(), false)?;
    let days = calendar::load(tx.conn)?;
    let deadline = check_deadline(&days, asked.due_on, tx.at.today)?;
    settle(
        tx,
        caller,
        &asked,
        "granted",
        (comment.as_deref(), &decision),
    )?;
    let said = Said {
        comment,
        due_on: Some(deadline.due_on),
        decision,
    };
    step(tx, caller, record, verb, said, |row| {
        row.due_on = Some(deadline.due_on);
        row.due_effective_on = Some(deadline.effective_on);
        row.extensions_count += 1;
    })
}

/// Refuses the extension and says what to record.
pub(in super::super) fn refuse(
    tx: &mut Tx<'_>,
    caller: &Caller,
    record: &mut Record,
    comment: &str,
    decision: Option<Decision>,
) -> Outcome<Event> {
    let verb = IssueVerb::RefuseExtension;
    let decision = cited(tx, caller, record, verb, decision)?;
    let asked = waiting(tx, record)?;
    may_settle_extension(caller, &asked.asked_by)?;
    let comment = check_remark("/comment", comment, true)?;
    settle(
        tx,
        caller,
        &asked,
        "refused",
        (comment.as_deref(), &decision),
    )?;
    let said = Said {
        comment,
        due_on: Some(asked.due_on),
        decision,
    };
    step(tx, caller, record, verb, said, |_| ())
}

/// A request that nobody answered before the issue was settled falls with it.
pub(super) fn lapse(tx: &mut Tx<'_>, caller: &Caller, record: &Record) -> Outcome<()> {
    let mut waiting = store::pending_extensions(tx.conn, &[&record.row.id])?;
    match waiting.remove(&record.row.id) {
        Some(asked) => {
            let why = "Không còn hiệu lực: vấn đề đã kết thúc trước khi có ý kiến";
            settle(
                tx,
                caller,
                &asked,
                "refused",
                (Some(why), &Decision::default()),
            )
        }
        None => Ok(()),
    }
}

fn waiting(tx: &mut Tx<'_>, record: &Record) -> Outcome<ExtensionRow> {
    store::pending_extensions(tx.conn, &[&record.row.id])?
        .remove(&record.row.id)
        .ok_or_else(|| {
            Refusal::conflict(
                "no_extension_pending",
                "Không có đề nghị gia hạn nào đang chờ cho ý kiến",
            )
            .into()
        })
}

fn settle(
    tx: &mut Tx<'_>,
    caller: &Caller,
    asked: &ExtensionRow,
    outcome: &str,
    (comment, decision): (Option<&str>, &Decision),
) -> Outcome<()> {
    let changed = diesel::update(
        issue_extensions::table
            .filter(issue_extensions::id.eq(asked.id.clone()))
            .filter(issue_extensions::outcome.is_null()),
    )
    .set((
        issue_extensions::outcome.eq(Some(outcome)),
        issue_extensions::comment.eq(comment),
        issue_extensions::decided_by.eq(Some(caller.user_id.clone())),
        issue_extensions::decided_at.eq(Some(stored(tx.at.business_now))),
        issue_extensions::decision_body.eq(decision.body.clone()),
        issue_extensions::decision_document_no.eq(decision.document_no.clone()),
        issue_extensions::decision_on.eq(decision.decided_on),
    ))
    .execute(tx.conn)?;
    Tx::one_row(changed)
}
