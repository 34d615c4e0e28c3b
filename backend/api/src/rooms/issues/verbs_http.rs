//! The verbs of `/api/v1/issues/{id}`.

use super::commands;
use super::requests::{
    CarryOverBody, DecisionBody, ExtendBody, RemarkBody, ResolvedBody, WithdrawBody,
};
use super::views::IssueView;
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, PathId, Reply};
use actix_web::post;
use lamtheo_domain::access::held::*;
use lamtheo_domain::issue::IssueVerb;
use lamtheo_domain::kernel::ids::*;

/// Hands a draft or a returned issue in: rõ việc, rõ người, rõ thời gian.
#[utoipa::path(tag = "issues", operation_id = "submit_issue", params(("id" = IssueId, Path), IfMatch), responses((status = 200, body = IssueView)))]
#[post("/api/v1/issues/{id}/submit")]
pub async fn submit(id: PathId<IssueId>, call: Allowed<SubmitIssue>) -> Handled<Reply> {
    call.act(id, commands::load_for_writing, commands::submit::run)
        .await
}

/// Puts an issue on the list; its deadline runs.
#[utoipa::path(tag = "issues", operation_id = "register_issue", params(("id" = IssueId, Path), IfMatch), request_body = DecisionBody, responses((status = 200, body = IssueView)))]
#[post("/api/v1/issues/{id}/register")]
pub async fn register(
    id: PathId<IssueId>,
    call: Allowed<RegisterIssue, Body<DecisionBody>>,
) -> Handled<Reply> {
    call.act_with(
        id,
        |tx, caller, id| commands::load_for_decision(tx, caller, id, IssueVerb::Register),
        |tx, caller, mut record, body| {
            let record_mut = &mut record;
            let event = commands::register::register(
                tx,
                caller,
                record_mut,
                body.comment.as_deref(),
                body.decision,
            )?;
            commands::answer(tx, caller, event, record)
        },
    )
    .await
}

/// Returns an issue with what is to be improved.
#[utoipa::path(tag = "issues", operation_id = "send_to_owner_issue", params(("id" = IssueId, Path), IfMatch), request_body = RemarkBody, responses((status = 200, body = IssueView)))]
#[post("/api/v1/issues/{id}/return")]
pub async fn send_to_owner(
    id: PathId<IssueId>,
    call: Allowed<ReturnIssue, Body<RemarkBody>>,
) -> Handled<Reply> {
    call.act_with(
        id,
        |tx, caller, id| commands::load_for_decision(tx, caller, id, IssueVerb::Return),
        |tx, caller, mut record, body| {
            let record_mut = &mut record;
            let event =
                commands::register::send(tx, caller, record_mut, &body.comment, body.decision)?;
            commands::answer(tx, caller, event, record)
        },
    )
    .await
}

/// The owner begins to resolve a registered issue.
#[utoipa::path(tag = "issues", operation_id = "start_issue", params(("id" = IssueId, Path), IfMatch), responses((status = 200, body = IssueView)))]
#[post("/api/v1/issues/{id}/start")]
pub async fn start(id: PathId<IssueId>, call: Allowed<StartIssue>) -> Handled<Reply> {
    call.act(id, commands::load_for_writing, commands::start::run)
        .await
}

/// The owner declares an issue resolved.
#[utoipa::path(tag = "issues", operation_id = "report_resolved_issue", params(("id" = IssueId, Path), IfMatch), request_body = ResolvedBody, responses((status = 200, body = IssueView)))]
#[post("/api/v1/issues/{id}/report-resolved")]
pub async fn report_resolved(
    id: PathId<IssueId>,
    call: Allowed<ReportIssueResolved, Body<ResolvedBody>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let id = id.get()?;
    let most = call.app.settings.files.most_per_record;
    call.change(
        move |tx, caller| commands::load_for_writing(tx, caller, &id),
        move |tx, caller, record| commands::report_resolved::run(tx, caller, record, body, most),
    )
    .await
}

/// Somebody else of the level above confirms that an issue is resolved.
#[utoipa::path(tag = "issues", operation_id = "confirm_issue", params(("id" = IssueId, Path), IfMatch), request_body = DecisionBody, responses((status = 200, body = IssueView)))]
#[post("/api/v1/issues/{id}/confirm")]
pub async fn confirm(
    id: PathId<IssueId>,
    call: Allowed<ConfirmIssue, Body<DecisionBody>>,
) -> Handled<Reply> {
    call.act_with(
        id,
        |tx, caller, id| commands::load_for_decision(tx, caller, id, IssueVerb::Confirm),
        |tx, caller, mut record, body| {
            let record_mut = &mut record;
            let event = commands::confirm::confirm(
                tx,
                caller,
                record_mut,
                body.comment.as_deref(),
                body.decision,
            )?;
            commands::answer(tx, caller, event, record)
        },
    )
    .await
}

/// Sends a report back: not resolved yet.
#[utoipa::path(tag = "issues", operation_id = "send_back_issue", params(("id" = IssueId, Path), IfMatch), request_body = RemarkBody, responses((status = 200, body = IssueView)))]
#[post("/api/v1/issues/{id}/send-back")]
pub async fn send_back(
    id: PathId<IssueId>,
    call: Allowed<SendBackIssue, Body<RemarkBody>>,
) -> Handled<Reply> {
    call.act_with(
        id,
        |tx, caller, id| commands::load_for_decision(tx, caller, id, IssueVerb::SendBack),
        |tx, caller, mut record, body| {
            let record_mut = &mut record;
            let event =
                commands::confirm::send_back(tx, caller, record_mut, &body.comment, body.decision)?;
            commands::answer(tx, caller, event, record)
        },
    )
    .await
}

/// The owner asks for a later deadline.
#[utoipa::path(tag = "issues", operation_id = "extend_issue", params(("id" = IssueId, Path), IfMatch), request_body = ExtendBody, responses((status = 200, body = IssueView)))]
#[post("/api/v1/issues/{id}/extend")]
pub async fn extend(
    id: PathId<IssueId>,
    call: Allowed<ExtendIssue, Body<ExtendBody>>,
) -> Handled<Reply> {
    call.act_with(id, commands::load_for_writing, commands::extend::run)
        .await
}

/// Grants the later deadline that was asked for.
#[utoipa::path(tag = "issues", operation_id = "grant_extension_issue", params(("id" = IssueId, Path), IfMatch), request_body = DecisionBody, responses((status = 200, body = IssueView)))]
#[post("/api/v1/issues/{id}/grant-extension")]
pub async fn grant_extension(
    id: PathId<IssueId>,
    call: Allowed<GrantExtension, Body<DecisionBody>>,
) -> Handled<Reply> {
    call.act_with(
        id,
        |tx, caller, id| commands::load_for_decision(tx, caller, id, IssueVerb::GrantExtension),
        |tx, caller, mut record, body| {
            let record_mut = &mut record;
            let event = commands::settle_extension::grant(
                tx,
                caller,
                record_mut,
                body.comment.as_deref(),
                body.decision,
            )?;
            commands::answer(tx, caller, event, record)
        },
    )
    .await
}

/// Refuses the later deadline that was asked for.
#[utoipa::path(tag = "issues", operation_id = "refuse_extension_issue", params(("id" = IssueId, Path), IfMatch), request_body = RemarkBody, responses((status = 200, body = IssueView)))]
#[post("/api/v1/issues/{id}/refuse-extension")]
pub async fn refuse_extension(
    id: PathId<IssueId>,
    call: Allowed<RefuseExtension, Body<RemarkBody>>,
) -> Handled<Reply> {
    call.act_with(
        id,
        |tx, caller, id| commands::load_for_decision(tx, caller, id, IssueVerb::RefuseExtension),
        |tx, caller, mut record, body| {
            let record_mut = &mut record;
            let event = commands::settle_extension::refuse(
                tx,
                caller,
                record_mut,
                &body.comment,
                body.decision,
            )?;
            commands::answer(tx, caller, event, record)
        },
    )
    .await
}

/// Reopens a confirmed issue; it is counted.
#[utoipa::path(tag = "issues", operation_id = "reopen_issue", params(("id" = IssueId, Path), IfMatch), request_body = RemarkBody, responses((status = 200, body = IssueView)))]
#[post("/api/v1/issues/{id}/reopen")]
pub async fn reopen(
    id: PathId<IssueId>,
    call: Allowed<ReopenIssue, Body<RemarkBody>>,
) -> Handled<Reply> {
    call.act_with(
        id,
        |tx, caller, id| commands::load_for_decision(tx, caller, id, IssueVerb::Reopen),
        commands::reopen::run,
    )
    .await
}

/// Takes an issue off the list: the owner before registration, the level above afterwards.
#[utoipa::path(tag = "issues", operation_id = "withdraw_issue", params(("id" = IssueId, Path), IfMatch), request_body = WithdrawBody, responses((status = 200, body = IssueView)))]
#[post("/api/v1/issues/{id}/withdraw")]
pub async fn withdraw(
    id: PathId<IssueId>,
    call: Allowed<WithdrawIssue, Body<WithdrawBody>>,
) -> Handled<Reply> {
    call.act_with(id, commands::load_for_withdrawal, commands::withdraw::run)
        .await
}

/// Carries an unresolved issue of a year that is over into the running year.
#[utoipa::path(tag = "issues", operation_id = "carry_over_issue", params(("id" = IssueId, Path), IfMatch), request_body = CarryOverBody, responses((status = 200, body = IssueView)))]
#[post("/api/v1/issues/{id}/carry-over")]
pub async fn carry_over(
    id: PathId<IssueId>,
    call: Allowed<CarryOverIssue, Body<CarryOverBody>>,
) -> Handled<Reply> {
    call.act_with(
        id,
        |tx, caller, id| commands::load_for_decision(tx, caller, id, IssueVerb::CarryOver),
        commands::carry_over::run,
    )
    .await
}
