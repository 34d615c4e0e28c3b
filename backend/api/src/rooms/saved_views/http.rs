//! `/api/v1/saved-views`.

use super::store::{self, SavedView, ViewRow};
use crate::web::answer;
use crate::web::problem::Handled;
use crate::web::{Allowed, Body, ListOf, PathId, Query, Reply};
use actix_web::{delete, get, patch, post};
use diesel::prelude::*;
use lamtheo_db::schema::saved_views;
use lamtheo_db::{Event, Failure, Outcome, Tx, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::access::held::UseSavedViews;
use lamtheo_domain::issue::check_view_name;
use lamtheo_domain::kernel::{FieldError, Refusal, ids::*};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

/// Most views of one account.
const MOST: i64 = 100;
const QUERY_MAX: usize = 2000;

/// The room's operations.
pub fn routes(api: &mut ServiceConfig<'_>) {
    api.service(list_views)
        .service(save_view)
        .service(change_view)
        .service(remove_view);
}

/// Which views are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct SavedViewQuery {
    /// Only those of this list, e.g. `issues`.
    pub room: Option<String>,
}

/// A view to keep.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveViewBody {
    /// The list it belongs to, e.g. `issues`.
    pub room: String,
    /// What it is called.
    pub name: String,
    /// The filters as a query string, without `?`.
    pub query: String,
    /// Shown to everyone with a role on one of the owner's units.
    #[serde(default)]
    pub shared: bool,
}

/// A change of a view; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ChangeViewBody {
    /// What it is called.
    pub name: Option<String>,
    /// The filters as a query string, without `?`.
    pub query: Option<String>,
    /// Shown to everyone with a role on one of the owner's units.
    pub shared: Option<bool>,
}

/// The own saved views and those that colleagues share, by name.
#[utoipa::path(tag = "saved-views", params(SavedViewQuery), responses((status = 200, body = ListOf<SavedView>)))]
#[get("/api/v1/saved-views")]
pub async fn list_views(call: Allowed<UseSavedViews, Query<SavedViewQuery>>) -> Handled<Reply> {
    let (call, Query(query)) = call.split();
    let items = call
        .read(move |tx, caller| store::visible(tx.conn, caller, tx.at.today, query.room.as_deref()))
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
        move |tx, caller, ()| {
            check_room(&body.room)?;
            let there: i64 = saved_views::table
                .filter(saved_views::user_id.eq(&caller.user_id))
                .count()
                .get_result(tx.conn)?;
            if there >= MOST {
                return Err(Refusal::invalid(
                    "too_many_views",
                    "Mỗi tài khoản lưu nhiều nhất 100 cách xem",
                )
                .into());
            }
            let now = stored(tx.at.now);
            let row = ViewRow {
                id: SavedViewId::new(tx.at.now),
                user_id: caller.user_id.clone(),
                room: body.room,
                name: check_view_name(&body.name)?,
                query: check_query(body.query)?,
                shared: body.shared,
                version: 1,
                created_at: now,
                updated_at: now,
            };
            diesel::insert_into(saved_views::table)
                .values(&row)
                .execute(tx.conn)?;
            let event = Event::new("saved_view.created", "saved_view", &row.id);
            let location = format!("/api/v1/saved-views/{}", row.id);
            let view = one(tx, caller, row)?;
            tx.record(event, answer::created(location, &view)?)
        },
    )
    .await
}

/// Changes an own saved view.
#[utoipa::path(tag = "saved-views", params(("id" = SavedViewId, Path)), request_body = ChangeViewBody, responses((status = 200, body = SavedView)))]
#[patch("/api/v1/saved-views/{id}")]
pub async fn change_view(
    id: PathId<SavedViewId>,
    call: Allowed<UseSavedViews, Body<ChangeViewBody>>,
) -> Handled<Reply> {
    let (call, Body(body)) = call.split();
    let id = id.get()?;
    call.change(
        move |tx, caller| store::own(tx.conn, caller, &id),
        move |tx, caller, mut row: ViewRow| {
            let read_at = row.version;
            if let Some(name) = &body.name {
                row.name = check_view_name(name)?;
            }
            if let Some(query) = body.query {
                row.query = check_query(query)?;
            }
            row.shared = body.shared.unwrap_or(row.shared);
            row.version += 1;
            row.updated_at = stored(tx.at.now);
            let changed = diesel::update(
                saved_views::table
                    .filter(saved_views::id.eq(&row.id))
                    .filter(saved_views::version.eq(read_at)),
            )
            .set((
                saved_views::name.eq(&row.name),
                saved_views::query.eq(&row.query),
                saved_views::shared.eq(row.shared),
                saved_views::version.eq(row.version),
                saved_views::updated_at.eq(row.updated_at),
            ))
            .execute(tx.conn)?;
            Tx::one_row(changed)?;
            let event = Event::new("saved_view.changed", "saved_view", &row.id);
            let view = one(tx, caller, row)?;
            tx.record(event, answer::changed(&view)?)
        },
    )
    .await
}

/// Takes an own saved view away.
#[utoipa::path(tag = "saved-views", params(("id" = SavedViewId, Path)), responses((status = 204)))]
#[delete("/api/v1/saved-views/{id}")]
pub async fn remove_view(id: PathId<SavedViewId>, call: Allowed<UseSavedViews>) -> Handled<Reply> {
    let id = id.get()?;
    call.change(
        move |tx, caller| store::own(tx.conn, caller, &id),
        |tx, _, row: ViewRow| {
            let gone = diesel::delete(
                saved_views::table
                    .filter(saved_views::id.eq(&row.id))
                    .filter(saved_views::version.eq(row.version)),
            )
            .execute(tx.conn)?;
            Tx::one_row(gone)?;
            let event = Event::new("saved_view.removed", "saved_view", &row.id);
            tx.record(event, answer::gone())
        },
    )
    .await
}

fn one(tx: &mut Tx<'_>, caller: &Caller, row: ViewRow) -> Outcome<SavedView> {
    store::views_of(tx.conn, caller, vec![row])?
        .pop()
        .ok_or_else(|| Failure::defect("a saved view has no view"))
}

fn check_room(room: &str) -> Result<(), Refusal> {
    let fits = (1..=40).contains(&room.len())
        && room
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'-');
    if fits {
        return Ok(());
    }
    Err(Refusal::fields(vec![FieldError::new(
        "/room",
        "unknown_code",
        "Danh sách không hợp lệ",
    )]))
}

fn check_query(query: String) -> Result<String, Refusal> {
    if query.len() <= QUERY_MAX && !query.starts_with('?') && !query.contains(char::is_whitespace) {
        return Ok(query);
    }
    Err(Refusal::fields(vec![FieldError::new(
        "/query",
        "invalid_query",
        "Bộ lọc phải là chuỗi tham số của địa chỉ, nhiều nhất 2.000 ký tự",
    )]))
}
