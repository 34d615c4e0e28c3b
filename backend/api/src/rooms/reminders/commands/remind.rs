//! A superior reminds (đôn đốc): one click, one notice per reader, and a row of
//! the ledger also for those who have no account.

use super::super::requests::RemindBody;
use super::super::store::{self, Item, ReminderRow};
use super::super::views::{ReminderActView, SkippedView};
use super::lines::{Act, Recipient, Work, collect};
use super::recipients;
use super::targets::Target;
use crate::rooms::issues::calendar;
use crate::rooms::notifications::{self, Notice, Posting};
use crate::rooms::org_units;
use crate::web::answer;
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Event, Outcome, Recorded, Tx, shown, stored};
use lamtheo_domain::access::Caller;
use lamtheo_domain::kernel::Faults;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::notice::NoticeKind;
use lamtheo_domain::reminder::text::{self, Line};
use lamtheo_domain::reminder::{Measure, Origin};
use serde_json::json;

/// Runs the act.
pub(in super::super) fn run(
    tx: &mut Tx<'_>,
    caller: &Caller,
    targets: Vec<Target>,
    body: &RemindBody,
    posting: &Posting,
) -> Outcome<Recorded<StoredReply>> {
    let mut faults = Faults::default();
    let message = faults.optional("/message", body.message.as_deref(), 1_000);
    let message = faults.finish(message)?.unwrap_or_default();
    let act = Act {
        id: RowId::new(tx.at.now).to_string(),
        about: body.about,
        message,
        posting,
        calendar: calendar::load(tx.conn)?,
    };
    let mut work = Work::default();
    let units: Vec<UnitId> = targets.iter().map(|t| t.by.clone()).collect();
    for target in targets {
        collect(tx, &act, &mut work, target)?;
    }
    let mut sent = Vec::new();
    for (recipient, lines) in std::mem::take(&mut work.parts) {
        let items = send(tx, caller, &act, &mut work.skipped, &recipient, lines)?;
        if let Some((items, arrived)) = items {
            sent.push((recipient, items, arrived));
        }
    }
    let reminded = sent.len() as i64;
    let recipients = recipients::views(tx, sent)?;
    let reached = recipients.iter().filter(|r| r.reached).count() as i64;
    let view = ReminderActView {
        id: act.id.clone(),
        version: 1,
        allowed_actions: Vec::new(),
        reminded,
        reached,
        recipients,
        skipped: work.skipped,
        created_at: shown(stored(tx.at.now)),
        updated_at: shown(stored(tx.at.now)),
    };
    let mut event = Event::new("reminder.sent", "reminder", &act.id).after(json!({
        "about": act.about, "reminded": reminded, "reached": reached, "skipped": view.skipped.len(),
    }));
    if let Some(unit) = units.first() {
        event = event.unit(unit);
    }
    let reply = answer::created(format!("/api/v1/reminders?act_id={}", act.id), &view)?;
    tx.record(event, reply)
}

/// Writes one reader's reminder; `None` when all of it was said today, else of
/// how many things, and whether it reaches the reader.
fn send(
    tx: &mut Tx<'_>,
    caller: &Caller,
    act: &Act<'_>,
    skipped: &mut Vec<SkippedView>,
    to: &Recipient,
    lines: Vec<(Line, Item)>,
) -> Outcome<Option<(usize, bool)>> {
    let reader = match (&to.user, &to.person) {
        (Some(user), _) => user.to_string(),
        (None, Some(person)) => person.to_string(),
        (None, None) => to.unit.to_string(),
    };
    // An officer may be reminded for the unit and as a person in one act.
    let person = to.person.as_ref().map_or("-", PersonId::as_str);
    let mut lines = lines;
    for (_, item) in &mut lines {
        let day = tx.at.today;
        let what = match item.count {
            Some((Measure::Collectives, _)) => ":collectives",
            _ => "",
        };
        item.key = format!(
            "{}|{}|{}:{}{what}|{reader}|{day}",
            Origin::Superior,
            to.by,
            item.year,
            item.object_id
        );
    }
    let keys: Vec<&str> = lines.iter().map(|(_, item)| item.key.as_str()).collect();
    let said = store::said(tx.conn, &keys)?;
    for (_, item) in lines.iter().filter(|(_, item)| said.contains(&item.key)) {
        skipped.push(SkippedView {
            id: item.object_id.clone(),
            code: "already_reminded_today",
            title: "Hôm nay đã đôn đốc việc này",
        });
    }
    lines.retain(|(_, item)| !said.contains(&item.key));
    if lines.is_empty() {
        return Ok(None);
    }
    let by = org_units::committee_name_of(tx.conn, &to.by, tx.at.today)?.unwrap_or_default();
    let texts: Vec<Line> = lines.iter().map(|(line, _)| line.clone()).collect();
    let composed = text::urging(&by, &act.message, &texts);
    let told = match &to.user {
        Some(user) => {
            let notice = Notice {
                user: user.clone(),
                kind: NoticeKind::Urged,
                event: "reminder.sent".to_owned(),
                event_key: format!("urged:{}:{}:{}:{person}", act.id, to.by, to.unit),
                group_key: format!("urged:{}", to.by),
                title: composed.title,
                body: composed.body,
                object: only_object(&lines),
                unit: Some(to.unit.clone()),
            };
            notifications::tell(tx.conn, tx.at, act.posting, notice)?
        }
        None => None,
    };
    let row = ReminderRow {
        id: ReminderId::new(tx.at.now),
        act_id: act.id.clone(),
        origin: Origin::Superior,
        about: act.about,
        reminded_by: Some(caller.user_id.clone()),
        by_unit_id: Some(to.by.clone()),
        user_id: to.user.clone(),
        person_id: to.person.clone(),
        unit_id: to.unit.clone(),
        message: act.message.clone(),
        on_day: tx.at.today,
        notification_id: told.as_ref().map(|told| told.id.clone()),
        dedupe_key: format!("act:{}:{}:{}:{reader}:{person}", act.id, to.by, to.unit),
        created_at: stored(tx.at.now),
    };
    let items: Vec<&Item> = lines.iter().map(|(_, item)| item).collect();
    store::insert(tx.conn, &row, &items)?;
    Ok(Some((items.len(), told.is_some_and(|told| told.reached))))
}

/// What the notice opens, when it is about one issue.
fn only_object(lines: &[(Line, Item)]) -> Option<(String, String)> {
    match lines {
        [(_, item)] if item.object_type == "issue" => {
            Some((item.object_type.to_owned(), item.object_id.clone()))
        }
        _ => None,
    }
}
