//! `/api/v1/reminders` and `/api/v1/settings/reminder-rules`.

use super::commands;
use super::queries;
use super::requests::{DutyQuery, LedgerQuery, RemindBody, RulesBody};
use super::views::{DutyView, ReminderActView, ReminderRulesView, ReminderView};
use crate::rooms::notifications::Posting;
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, ListOf, Query, Reply};
use actix_web::{get, patch, post};
use lamtheo_domain::access::held::*;

/// The ledger: who was reminded, by whom, when, read or not, and what followed.
#[utoipa::path(tag = "reminders", operation_id = "list_reminders", params(LedgerQuery), responses((status = 200, body = ListOf<ReminderView>)))]
#[get("/api/v1/reminders")]
pub async fn list(call: Allowed<ReadReminders, Query<LedgerQuery>>) -> Handled<Reply> {
    call.answer(queries::ledger::list).await
}

/// Reminds units, persons or those who answer for issues (đôn đốc).
#[utoipa::path(tag = "reminders", operation_id = "remind", request_body = RemindBody, responses((status = 201, body = ReminderActView)))]
#[post("/api/v1/reminders")]
pub async fn remind(call: Allowed<SendReminders, Body<RemindBody>>) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let posting = Posting {
        on: call.app.settings.mail.is_some(),
        base_url: call.app.settings.base_url.clone(),
    };
    let wanted = body.clone();
    call.create(
        move |tx, caller| commands::targets::load(tx, caller, &wanted),
        move |tx, caller, targets| commands::remind::run(tx, caller, targets, &body, &posting),
    )
    .await
}

/// The superior's own duty: late work below that nobody there has reminded of.
#[utoipa::path(tag = "reminders", operation_id = "reminder_duty", params(DutyQuery), responses((status = 200, body = DutyView)))]
#[get("/api/v1/reminders/duty")]
pub async fn duty(call: Allowed<ReadReminderDuty, Query<DutyQuery>>) -> Handled<Reply> {
    let (call, Query(query)) = call.split();
    let view = call
        .read(move |tx, caller| queries::duty::of_unit(tx, caller, &query.unit))
        .await?;
    Ok(Reply::json(&view)?)
}

/// The rules of reminders and escalation.
#[utoipa::path(tag = "reminders", operation_id = "get_reminder_rules", responses((status = 200, body = ReminderRulesView)))]
#[get("/api/v1/settings/reminder-rules")]
pub async fn get_rules(call: Allowed<ReadReminderRules>) -> Handled<Reply> {
    let view = call.read(queries::rules).await?;
    Ok(Reply::entity(&view)?)
}

/// Changes rules of reminders and escalation.
#[utoipa::path(tag = "reminders", operation_id = "change_reminder_rules", request_body = RulesBody, params(IfMatch), responses((status = 200, body = ReminderRulesView)))]
#[patch("/api/v1/settings/reminder-rules")]
pub async fn change_rules(call: Allowed<WriteReminderRules, Body<RulesBody>>) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    call.change(
        |tx, _| commands::change_rules::load(tx),
        move |tx, _, rules| commands::change_rules::run(tx, rules, body),
    )
    .await
}
