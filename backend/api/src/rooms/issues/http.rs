//! `/api/v1/issues`.

use super::export::Issues;
use super::requests::{CreateIssue, EditIssue, IssueDecisions, ListQuery};
use super::views::{BoardView, CalendarView, DecisionsView, IssueView};
use super::{commands, late, lists, queries};
use crate::web::export::{self, Accepted};
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, ListOf, PathId, Query, Reply};
use actix_web::{Either, HttpResponse, delete, get, patch, post};
use chrono::NaiveDate;
use lamtheo_domain::access::held::*;
use lamtheo_domain::kernel::ids::*;
use serde::Deserialize;
use utoipa::IntoParams;

/// Pressing issues within the caller's scope; as text or a workbook all of them.
#[utoipa::path(tag = "issues", operation_id = "list_issues", params(ListQuery), responses((status = 200, content((ListOf<IssueView> = "application/json"), (String = "text/csv"), (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))))]
#[get("/api/v1/issues")]
pub async fn list(
    call: Allowed<ReadIssues, Query<ListQuery>>,
    accepted: Accepted,
) -> Handled<Either<Reply, HttpResponse>> {
    let (call, Query(query)) = call.split();
    let page = async |call: Allowed<ReadIssues, ()>, Issues(query): Issues| {
        let list = call
            .read(move |tx, caller| lists::list(tx, caller, &query))
            .await?;
        Ok(Reply::json(&list)?)
    };
    export::answer(call, accepted, Issues(query), page).await
}

/// Draws up an issue.
#[utoipa::path(tag = "issues", operation_id = "create_issue", request_body = CreateIssue, responses((status = 201, body = IssueView)))]
#[post("/api/v1/issues")]
pub async fn create(call: Allowed<WriteIssues, Body<CreateIssue>>) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let owner = body.owning_unit_id.clone();
    call.create(
        move |tx, caller| commands::create::scope(tx, caller, owner),
        move |tx, caller, place| commands::create::run(tx, caller, place, body),
    )
    .await
}

/// The issues by state, the first of each.
#[utoipa::path(tag = "issues", operation_id = "issue_board", params(ListQuery), responses((status = 200, body = BoardView)))]
#[get("/api/v1/issues/board")]
pub async fn board(call: Allowed<ReadIssues, Query<ListQuery>>) -> Handled<Reply> {
    call.answer(lists::board).await
}

/// The span of a calendar.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct SpanQuery {
    /// First day.
    pub from: NaiveDate,
    /// Last day, at most 62 days.
    pub to: NaiveDate,
    /// Issues of this unit and everything below it.
    pub unit: Option<UnitId>,
    /// Only those that the caller answers for or whose unit the caller acts for.
    pub mine: Option<bool>,
}

/// The deadlines of a span of days, with the days off.
#[utoipa::path(tag = "issues", operation_id = "issue_calendar", params(SpanQuery), responses((status = 200, body = CalendarView)))]
#[get("/api/v1/issues/calendar")]
pub async fn deadlines(call: Allowed<ReadIssues, Query<SpanQuery>>) -> Handled<Reply> {
    let (call, Query(span)) = call.split();
    let query = ListQuery {
        unit: span.unit,
        mine: span.mine,
        ..ListQuery::default()
    };
    let view = call
        .read(move |tx, caller| lists::deadlines(tx, caller, &query, span.from, span.to))
        .await?;
    Ok(Reply::json(&view)?)
}

/// Which unit, which year.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct LateQuery {
    /// The unit whose subtree is looked at; without it the caller's highest.
    pub unit: Option<UnitId>,
    /// Year of registration; without it the running one.
    pub year: Option<i32>,
}

/// What is late and where: by child unit, by field, the oldest first.
#[utoipa::path(tag = "issues", operation_id = "late_issues", params(LateQuery), responses((status = 200, body = late::LateView)))]
#[get("/api/v1/issues/late")]
pub async fn late_and_where(call: Allowed<ReadIssues, Query<LateQuery>>) -> Handled<Reply> {
    let (call, Query(query)) = call.split();
    let view = call
        .read(move |tx, caller| late::of_unit(tx, caller, query.unit.as_ref(), query.year))
        .await?;
    Ok(Reply::json(&view)?)
}

/// Registers, returns, confirms, sends back, grants or refuses many in one act.
#[utoipa::path(tag = "issues", operation_id = "decide_issues", request_body = IssueDecisions, responses((status = 200, body = DecisionsView)))]
#[post("/api/v1/issues/decisions")]
pub async fn decide(call: Allowed<DecideIssues, Body<IssueDecisions>>) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    call.create(
        |_, _| Ok(()),
        move |tx, caller, ()| commands::decide::run(tx, caller, body),
    )
    .await
}

/// One issue.
#[utoipa::path(tag = "issues", operation_id = "get_issue", params(("id" = IssueId, Path)), responses((status = 200, body = IssueView)))]
#[get("/api/v1/issues/{id}")]
pub async fn get(id: PathId<IssueId>, call: Allowed<ReadIssues>) -> Handled<Reply> {
    call.show(id, queries::get).await
}

/// Changes an issue; once handed in only who answers, who helps and what is shown.
#[utoipa::path(tag = "issues", operation_id = "edit_issue", params(("id" = IssueId, Path), IfMatch), request_body = EditIssue, responses((status = 200, body = IssueView)))]
#[patch("/api/v1/issues/{id}")]
pub async fn edit(
    id: PathId<IssueId>,
    call: Allowed<WriteIssues, Body<EditIssue>>,
) -> Handled<Reply> {
    call.act_with(id, commands::load_for_writing, commands::edit::run)
        .await
}

/// Withdraws a draft.
#[utoipa::path(tag = "issues", operation_id = "delete_issue", params(("id" = IssueId, Path), IfMatch), responses((status = 204)))]
#[delete("/api/v1/issues/{id}")]
pub async fn remove(id: PathId<IssueId>, call: Allowed<WriteIssues>) -> Handled<Reply> {
    call.act(id, commands::load_for_deletion, |tx, _, record| {
        commands::delete::run(tx, record)
    })
    .await
}
