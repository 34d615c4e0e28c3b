//! Chooses what is told in which way, and where letters go.

use super::super::requests::SettingsBody;
use super::super::store::{self, SettingsRow};
use super::super::views;
use crate::web::answer;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::notice::{Choice, check_email};
use serde_json::{Value, json};

/// Runs the change.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    mut row: SettingsRow,
    body: SettingsBody,
    email_available: bool,
) -> Outcome<Recorded<StoredReply>> {
    let before = state_of(&row);
    if let Some(email) = body.email {
        let email = email.filter(|text| !text.trim().is_empty());
        row.email = email
            .map(|text| check_email(&text).map_err(|fault| Refusal::fields(vec![fault])))
            .transpose()?;
    }
    let mut choices = row.choices();
    for wanted in body.kinds {
        let now = choices.of(wanted.kind);
        choices.set(
            wanted.kind,
            Choice {
                in_app: wanted.in_app.unwrap_or(now.in_app),
                email: wanted.email.unwrap_or(now.email),
            },
        );
    }
    row.choices = choices.stored();
    row.updated_at = stored(tx.at.now);
    store::save_settings(tx.conn, &mut row)?;
    let reply = answer::changed(&views::settings(&row, email_available))?;
    let event = Event::new("notification_settings.changed", "user", &row.user_id)
        .before(before)
        .after(state_of(&row));
    tx.record(event, reply)
}

/// What the audit log keeps: no address.
fn state_of(row: &SettingsRow) -> Value {
    json!({ "has_email": row.email.is_some(), "choices": row.choices })
}
