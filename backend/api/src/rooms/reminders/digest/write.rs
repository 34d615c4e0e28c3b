//! Writes one reader's digest: the notice, the letter and the ledger in the
//! caller's transaction.

use super::super::store::{self, Item, ReminderRow};
use super::DIGEST;
use super::gather::{Digest, Entry};
use crate::rooms::notifications::{self, Notice, Posting};
use chrono::NaiveDate;
use lamtheo_db::{Db, Failure, Outcome, stored};
use lamtheo_domain::kernel::{Moment, ids::*};
use lamtheo_domain::notice::NoticeKind;
use lamtheo_domain::reminder::text::{self, Line};
use lamtheo_domain::reminder::{About, Origin};
use std::collections::{BTreeMap, HashSet};

/// Tells what was not said before; false when nothing is left. A reader who has
/// had today's digest from an attempt before gets the rest in one more.
pub(super) fn write(
    conn: &mut Db,
    at: Moment,
    posting: &Posting,
    day: NaiveDate,
    digest: &Digest,
) -> Outcome<bool> {
    let keys: Vec<&str> = digest.entries.iter().map(|e| e.item.key.as_str()).collect();
    let mut said: HashSet<String> = store::said(conn, &keys)?.into_iter().collect();
    let new: Vec<&Entry> = digest
        .entries
        .iter()
        .filter(|entry| said.insert(entry.item.key.clone()))
        .collect();
    if new.is_empty() {
        return Ok(false);
    }
    let lines: Vec<Line> = new.iter().map(|entry| entry.line.clone()).collect();
    let composed = text::digest(day, &lines);
    let before = store::digests_of(conn, &digest.user, day)?;
    let event_key = match before {
        0 => format!("{DIGEST}:{day}"),
        n => format!("{DIGEST}:{day}:{}", n + 1),
    };
    let notice = Notice {
        user: digest.user.clone(),
        kind: NoticeKind::Digest,
        event: DIGEST.to_owned(),
        event_key: event_key.clone(),
        group_key: DIGEST.to_owned(),
        title: composed.title,
        body: composed.body,
        object: None,
        unit: None,
    };
    let Some(told) = notifications::tell(conn, at, posting, notice)? else {
        return Err(Failure::defect("a digest under a key that is taken"));
    };
    let notification = told.id;
    for ((about, unit), part) in by_unit(&new) {
        let items: Vec<&Item> = part.iter().map(|entry| &entry.item).collect();
        let row = ReminderRow {
            id: ReminderId::new(at.now),
            act_id: notification.to_string(),
            origin: Origin::Rule,
            about,
            reminded_by: None,
            by_unit_id: None,
            user_id: Some(digest.user.clone()),
            person_id: part.iter().find_map(|entry| entry.person.clone()),
            unit_id: unit.clone(),
            message: String::new(),
            on_day: day,
            notification_id: Some(notification.clone()),
            dedupe_key: format!("{event_key}:{}:{about}:{unit}", digest.user),
            created_at: stored(at.now),
        };
        store::insert(conn, &row, &items)?;
    }
    Ok(true)
}

fn by_unit<'a>(entries: &[&'a Entry]) -> BTreeMap<(About, &'a UnitId), Vec<&'a Entry>> {
    let mut parts: BTreeMap<(About, &UnitId), Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        parts
            .entry((entry.about, &entry.item.unit_id))
            .or_default()
            .push(entry);
    }
    parts
}
