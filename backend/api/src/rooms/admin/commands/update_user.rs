//! Changes the name or the person of an account.

use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::account::{SessionEnd, check_display_name};
use lamtheo_domain::kernel::Refusal;
use serde_json::json;

use super::create_user::person_has_account;
use super::search_text;
use crate::rooms::admin::assembly::user_view;
use crate::rooms::admin::store::{self, UserRow};
use crate::rooms::admin::views::UserChanges;
use crate::rooms::auth::end_others;
use crate::web::answer::changed;

/// Changes what `body` names. Another person means other rights: the account's
/// sessions end.
pub fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    row: &UserRow,
    body: UserChanges,
) -> Outcome<Recorded<StoredReply>> {
    let display_name = match &body.display_name {
        Some(name) => {
            check_display_name(name, "/display_name")
                .map_err(|fault| Refusal::fields(vec![fault]))?;
            name.trim().to_owned()
        }
        None => row.display_name.clone(),
    };
    let person = body.person_id.unwrap_or_else(|| row.person_id.clone());
    if let Some(id) = &person
        && store::person_has_account(tx.conn, id, Some(&row.id))?
    {
        return Err(person_has_account().into());
    }
    let key = search_text(&row.username, &display_name);
    store::update_user(tx, row, &display_name, &key, person.as_ref())?;
    if person != row.person_id {
        end_others(tx, &row.id, SessionEnd::AccountChanged)?;
    }
    let event = Event::new("user.updated", "user", &row.id)
        .before(json!({"display_name": row.display_name, "person_id": row.person_id}))
        .after(json!({"display_name": display_name, "person_id": person}));
    let read = store::user(tx.conn, &row.id)?;
    let view = user_view(tx.conn, caller, read, tx.at)?;
    tx.record(event, changed(&view)?)
}
