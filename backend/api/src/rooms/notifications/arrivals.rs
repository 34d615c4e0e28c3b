//! What became of notices: whether they reach their reader, and are read.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use lamtheo_db::schema::{emails, notifications};
use lamtheo_db::{Db, Outcome};
use lamtheo_domain::kernel::ids::NotificationId;
use std::collections::{HashMap, HashSet};

/// Notices asked for in one statement.
const CHUNK: usize = 500;

/// What became of a notice.
#[derive(Debug, Clone, Copy)]
pub struct Arrival {
    /// Whether it lies in the inbox.
    pub in_app: bool,
    /// Whether a letter was written.
    pub letter: bool,
    /// Read at.
    pub read_at: Option<NaiveDateTime>,
}

impl Arrival {
    /// Whether the reader gets it in some way.
    pub const fn reached(&self) -> bool {
        self.in_app || self.letter
    }
}

/// What became of each of `ids`.
pub fn arrivals(
    conn: &mut Db,
    ids: &[NotificationId],
) -> Outcome<HashMap<NotificationId, Arrival>> {
    let mut found = HashMap::new();
    for part in ids.chunks(CHUNK) {
        let keys: Vec<String> = part.iter().map(letter_key).collect();
        let letters: HashSet<String> = emails::table
            .filter(emails::dedupe_key.eq_any(&keys))
            .select(emails::dedupe_key)
            .load(conn)?
            .into_iter()
            .collect();
        let rows: Vec<(NotificationId, bool, Option<NaiveDateTime>)> = notifications::table
            .filter(notifications::id.eq_any(part))
            .select((
                notifications::id,
                notifications::in_app,
                notifications::read_at,
            ))
            .load(conn)?;
        found.extend(rows.into_iter().map(|(id, in_app, read_at)| {
            let letter = letters.contains(&letter_key(&id));
            let arrival = Arrival {
                in_app,
                letter,
                read_at,
            };
            (id, arrival)
        }));
    }
    Ok(found)
}

/// The key of the letter of a notice: one each.
pub(super) fn letter_key(id: &NotificationId) -> String {
    format!("notification:{id}")
}
