//! Creates an account with a one-time code.

use chrono::{DateTime, Utc};
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx, dialect, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::account::{UserStatus, check_display_name, check_username, username_key};
use lamtheo_domain::kernel::ids::UserId;
use lamtheo_domain::kernel::{FieldError, Refusal};
use serde_json::json;

use super::{code_expiry, search_text};
use crate::rooms::admin::assembly::user_view;
use crate::rooms::admin::store::{self, NewUser};
use crate::rooms::admin::views::{NewUserBody, UserWithCode};
use crate::rooms::auth::OneTimeCode;
use crate::web::answer::created;

/// Creates the account; `code_for` makes its code from its id and expiry. The
/// view leaves the code out: it is never stored, not even in a kept reply.
pub fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    body: &NewUserBody,
    code_for: impl FnOnce(&UserId, i32, DateTime<Utc>) -> Outcome<OneTimeCode>,
) -> Outcome<Recorded<StoredReply>> {
    check(tx, body)?;
    let now = tx.at.now;
    let id = UserId::new(now);
    let expires_at = code_expiry(now);
    let code = code_for(&id, 1, expires_at)?;
    let username = body.username.trim();
    let display_name = body.display_name.trim();
    let row = NewUser {
        id: id.clone(),
        username: username.to_owned(),
        username_key: username_key(username),
        display_name: display_name.to_owned(),
        search_key: search_text(username, display_name),
        person_id: body.person_id.clone(),
        status: UserStatus::Active,
        must_change_password: true,
        code_hash: code.hash(),
        code_expires_at: stored(expires_at),
        version: 1,
        created_at: stored(now),
        updated_at: stored(now),
    };
    store::insert_user(tx.conn, &row).map_err(|error| {
        if dialect::is_unique_violation(&error) {
            username_taken().into()
        } else {
            lamtheo_db::Failure::from(error)
        }
    })?;
    let read = store::user(tx.conn, &id)?;
    let user = user_view(tx.conn, caller, read, tx.at)?;
    let event = Event::new("user.created", "user", &id).after(json!({
        "username": username, "display_name": display_name,
        "person_id": body.person_id, "one_time_code": "***",
    }));
    let view = UserWithCode {
        user,
        one_time_code: None,
        expires_at,
    };
    tx.record(event, created(format!("/api/v1/users/{id}"), &view)?)
}

fn check(tx: &mut Tx<'_>, body: &NewUserBody) -> Outcome<()> {
    let faults: Vec<FieldError> = [
        check_username(body.username.trim(), "/username"),
        check_display_name(&body.display_name, "/display_name"),
    ]
    .into_iter()
    .filter_map(Result::err)
    .collect();
    if !faults.is_empty() {
        return Err(Refusal::fields(faults).into());
    }
    if store::user_by_key(tx.conn, &username_key(&body.username))?.is_some() {
        return Err(username_taken().into());
    }
    match &body.person_id {
        Some(person) if store::person_has_account(tx.conn, person, None)? => {
            Err(person_has_account().into())
        }
        _ => Ok(()),
    }
}

fn username_taken() -> Refusal {
    Refusal::conflict("username_taken", "Tên đăng nhập đã được sử dụng")
}

/// 409: one person, one account.
pub fn person_has_account() -> Refusal {
    Refusal::conflict(
        "person_has_account",
        "Cá nhân này đã có tài khoản; hãy giao thêm vai trò cho tài khoản đó",
    )
}
