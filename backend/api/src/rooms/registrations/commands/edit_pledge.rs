//! Changes one pledge of a draft or a returned registration. The form is one
//! paper: its registration gets a new version too, so that a whole list sent
//! over an older reading is refused instead of undoing the change.

use super::super::store;
use super::edit::{fields, open_form};
use super::input::EditPledge;
use super::{PledgeRecord, answer_pledge};
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx};
use lamtheo_domain::access::Caller;
use lamtheo_domain::registration::{PledgeDraft, Visibility, check_draft_pledge};
use serde_json::json;

/// Runs the change.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut record: PledgeRecord,
    body: EditPledge,
) -> Outcome<Recorded<StoredReply>> {
    let rules = open_form(tx, &record.row)?;
    let was = record.pledge.draft();
    let draft = body.over(was.clone());
    let fields = fields(tx, std::iter::once(&was.field))?;
    check_draft_pledge(rules, &fields, draft.clone())?;
    let before = json!({ "version": record.pledge.version, "visibility": was.visibility });
    let changed = changed_fields(&was, &draft);
    record.pledge.write(draft);
    store::save_pledge(tx, &mut record.pledge)?;
    let form = store::pledges_of(tx.conn, &[&record.row.id])?;
    let widest = form.iter().map(|p| p.visibility).max();
    record.row.visibility = widest.unwrap_or(Visibility::Internal);
    store::save(tx, &mut record.row)?;
    // Which fields, never their texts.
    let after = json!({
        "version": record.pledge.version, "visibility": record.pledge.visibility, "changed": changed,
    });
    let event = Event::new("pledge.edited", "pledge", &record.pledge.id)
        .unit(&record.row.unit_id)
        .before(before)
        .after(after);
    answer_pledge(tx, caller, event, &record)
}

fn changed_fields(was: &PledgeDraft, is: &PledgeDraft) -> Vec<&'static str> {
    let fields = [
        ("content", was.content != is.content),
        ("measure", was.measure != is.measure),
        ("solution", was.solution != is.solution),
        ("field", was.field != is.field),
        ("due_on", was.due_on != is.due_on),
        ("duty", was.duty != is.duty),
        ("topic_id", was.topic_id != is.topic_id),
        ("weakness", was.weakness != is.weakness),
        ("visibility", was.visibility != is.visibility),
    ];
    fields
        .into_iter()
        .filter(|(_, changed)| *changed)
        .map(|(name, _)| name)
        .collect()
}
