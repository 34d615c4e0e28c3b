//! Tells what lies in the outbox: each event once, in the transaction that
//! notes its delivery.

use super::listeners;
use super::tell::{Notice, Posting, tell};
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use lamtheo_db::schema::{audit_log, outbox};
use lamtheo_db::{Db, Outcome, dialect, stored};
use lamtheo_domain::kernel::{Moment, ids::*};
use lamtheo_domain::notice;

/// Events in one transaction.
const CHUNK: usize = 50;

#[derive(QueryableByName)]
struct Waiting {
    #[diesel(sql_type = Text)]
    id: RowId,
    #[diesel(sql_type = Text)]
    event: String,
    #[diesel(sql_type = Text)]
    object_type: String,
    #[diesel(sql_type = Text)]
    object_id: String,
    #[diesel(sql_type = Nullable<Text>)]
    unit_id: Option<UnitId>,
    #[diesel(sql_type = Text)]
    audit_id: RowId,
}

/// Whether an event waits; cheap, for a worker that idles.
pub fn undelivered(conn: &mut Db) -> Outcome<bool> {
    let found: Option<RowId> = outbox::table
        .filter(outbox::delivered_at.is_null())
        .select(outbox::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Tells the oldest waiting events; returns how many.
pub fn deliver(conn: &mut Db, at: Moment, posting: &Posting) -> Outcome<usize> {
    let sql = format!(
        "SELECT id, event, object_type, object_id, unit_id, audit_id FROM outbox \
         WHERE delivered_at IS NULL ORDER BY id LIMIT {CHUNK}{}",
        dialect::skip_locked(conn)
    );
    let waiting: Vec<Waiting> = diesel::sql_query(sql).load(conn)?;
    for event in &waiting {
        tell_all(conn, at, posting, event)?;
        diesel::update(outbox::table.find(&event.id))
            .set(outbox::delivered_at.eq(stored(at.now)))
            .execute(conn)?;
    }
    Ok(waiting.len())
}

fn tell_all(conn: &mut Db, at: Moment, posting: &Posting, event: &Waiting) -> Outcome<()> {
    let mut tellings = notice::tellings(&event.event).peekable();
    if tellings.peek().is_none() {
        return Ok(());
    }
    let actor: Option<UserId> = audit_log::table
        .find(&event.audit_id)
        .select(audit_log::actor_user_id)
        .first(conn)
        .optional()?
        .flatten();
    let Some(about) = listeners::about(conn, at.today, &event.object_type, &event.object_id)?
    else {
        return Ok(());
    };
    let unit = event
        .unit_id
        .clone()
        .unwrap_or_else(|| about.unit_id.clone());
    for telling in tellings {
        let readers = listeners::of(conn, at.today, &about, telling.listener)?;
        for user in readers
            .into_iter()
            .filter(|user| Some(user) != actor.as_ref())
        {
            let notice = Notice {
                user,
                kind: telling.kind,
                event: event.event.clone(),
                event_key: format!("event:{}", event.id),
                group_key: format!("{}:{unit}:{}", event.event, at.today),
                title: telling.title.to_owned(),
                body: about.text.clone(),
                object: Some((event.object_type.clone(), event.object_id.clone())),
                unit: Some(unit.clone()),
            };
            tell(conn, at, posting, notice)?;
        }
    }
    Ok(())
}
