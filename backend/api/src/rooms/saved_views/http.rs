//! `/api/v1/saved-views`.

use super::requests::{ChangeViewBody, SaveViewBody, SavedViewQuery};
use super::views::SavedView;
use super::{commands, queries};
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, IfMatch, ListOf, PathId, Query, Reply};
use actix_web::{delete, get, patch, post};
use lamtheo_domain::access::held::UseSavedViews;
use lamtheo_domain::kernel::ids::*;
use utoipa_actix_web::service_config::ServiceConfig;

/// The room's operations.
pub fn routes(api: &mut ServiceConfig<'_>) {
    api.service(list_views)
        .service(save_view)
        .service(change_view)
        .service(remove_view);
}

/// The own saved views and those that colleagues share, by name.
#[utoipa::path(tag = "saved-views", params(SavedViewQuery), responses((status = 200, body = ListOf<SavedView>)))]
#[get("/api/v1/saved-views")]
pub async fn list_views(call: Allowed<UseSavedViews, Query<SavedViewQuery>>) -> Handled<Reply> {
    let (call, Query(query)) = call.split();
    let items = call
        .read(move |tx, caller| {
            queries::visible(tx.conn, caller, tx.at.today, query.room.as_deref())
        })
        .await?;
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(Reply::json(&ListOf {
        items,
        page: 1,
        per_page: total.max(1),
        total,
    })?)
}

/// Keeps the filters of a list under a name.
#[utoipa::path(tag = "saved-views", request_body = SaveViewBody, responses((status = 201, body = SavedView)))]
#[post("/api/v1/saved-views")]
pub async fn save_view(call: Allowed<UseSavedViews, Body<SaveViewBody>>) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    call.create(
        |_, _| Ok(()),
        move |tx, caller, ()| commands::save::run(tx, caller, body),
    )
    .await
}

/// Changes an own saved view.
#[utoipa::path(tag = "saved-views", params(("id" = SavedViewId, Path), IfMatch), request_body = ChangeViewBody, responses((status = 200, body = SavedView)))]
#[patch("/api/v1/saved-views/{id}")]
pub async fn change_view(
    id: PathId<SavedViewId>,
    call: Allowed<UseSavedViews, Body<ChangeViewBody>>,
) -> Handled<Reply> {
    call.act_with(
        id,
        |tx, caller, id| commands::own(tx.conn, caller, id),
        commands::change::run,
    )
    .await
}

/// Takes an own saved view away.
#[utoipa::path(tag = "saved-views", params(("id" = SavedViewId, Path), IfMatch), responses((status = 204)))]
#[delete("/api/v1/saved-views/{id}")]
pub async fn remove_view(id: PathId<SavedViewId>, call: Allowed<UseSavedViews>) -> Handled<Reply> {
    call.act(
        id,
        |tx, caller, id| commands::own(tx.conn, caller, id),
        |tx, _, row| commands::remove::run(tx, &row),
    )
    .await
}
