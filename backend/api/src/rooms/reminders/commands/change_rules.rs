//! Changes the rules of reminders: they are data of the province.

use super::super::requests::RulesBody;
use super::super::store::{self, RuleRow, Rules};
use super::super::views;
use crate::web::answer;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::kernel::{FieldError, Refusal};
use serde_json::{Value, json};

/// The rules as they are.
pub(in super::super) fn load(tx: &mut Tx<'_>) -> Outcome<Rules> {
    store::rules(tx.conn)
}

/// Runs the change.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    mut rules: Rules,
    body: RulesBody,
) -> Outcome<Recorded<StoredReply>> {
    let mut before = Vec::new();
    let mut after = Vec::new();
    for (place, wanted) in body.rules.into_iter().enumerate() {
        let at = format!("/rules/{place}");
        let Some(row) = rules.0.iter_mut().find(|row| row.code == wanted.code) else {
            let message = "Không có quy tắc nhắc việc này";
            let fault = FieldError::new(format!("{at}/code"), "unknown_rule", message);
            return Err(Refusal::fields(vec![fault]).into());
        };
        before.push(state_of(row));
        row.active = wanted.active.unwrap_or(row.active);
        row.offset_days = wanted.offset_days.unwrap_or(row.offset_days);
        row.repeat_days = wanted.repeat_days.unwrap_or(row.repeat_days);
        row.rule().check(&at)?;
        after.push(state_of(row));
        store::save_rule(tx.conn, row, stored(tx.at.now))?;
        row.version += 1;
    }
    let reply = answer::changed(&views::rules(&store::rules(tx.conn)?, true))?;
    let event = Event::new("reminder_rules.changed", "reminder_rules", "all")
        .before(Value::Array(before))
        .after(Value::Array(after));
    tx.record(event, reply)
}

fn state_of(row: &RuleRow) -> Value {
    json!({
        "code": row.code, "active": row.active,
        "offset_days": row.offset_days, "repeat_days": row.repeat_days,
    })
}
