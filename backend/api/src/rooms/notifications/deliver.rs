//! Tells what lies in the outbox: each event once, in the transaction that
//! notes its delivery. An event that cannot be told becomes a job of its own and
//! holds up no other.

use super::listeners;
use super::tell::{Notice, Posting, tell};
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use lamtheo_db::jobs::{self, Claimed};
use lamtheo_db::schema::{audit_log, outbox};
use lamtheo_db::{Db, Failure, Outcome, dialect, stored};
use lamtheo_domain::kernel::{Moment, ids::*};
use lamtheo_domain::notice;
use serde_json::{Value, json};

/// Events in one transaction.
const CHUNK: i64 = 50;

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

/// The job that tells one event which could not be told with the others.
pub const TELL: &str = "tell";

/// The oldest waiting events; a cheap look for a worker that idles.
pub fn waiting(conn: &mut Db) -> Outcome<Vec<RowId>> {
    Ok(outbox::table
        .filter(outbox::delivered_at.is_null())
        .order(outbox::id)
        .limit(CHUNK)
        .select(outbox::id)
        .load(conn)?)
}

/// Tells the oldest waiting events in one transaction; returns how many.
pub fn deliver(conn: &mut Db, at: Moment, posting: &Posting) -> Outcome<usize> {
    let waiting = take(conn, "delivered_at IS NULL", None)?;
    for event in &waiting {
        tell_all(conn, at, posting, event)?;
        delivered(conn, at, &event.id)?;
    }
    Ok(waiting.len())
}

/// Tells one event by itself, unless somebody else has or does.
pub fn deliver_one(conn: &mut Db, at: Moment, posting: &Posting, id: &RowId) -> Outcome<()> {
    for event in take(conn, "delivered_at IS NULL AND id = $1", Some(id))? {
        tell_all(conn, at, posting, &event)?;
        delivered(conn, at, &event.id)?;
    }
    Ok(())
}

/// Makes a job of its own out of an event that cannot be told, so that the
/// others go on and administrators see it.
pub fn set_aside(conn: &mut Db, at: Moment, id: &RowId) -> Outcome<Option<JobId>> {
    if !delivered(conn, at, id)? {
        return Ok(None);
    }
    let job = json!({ "event": id });
    Ok(Some(jobs::enqueue(conn, at.now, (TELL, &job), None)?))
}

/// Tells the event of a job; who was told before is not told again.
pub fn tell_again(conn: &mut Db, at: Moment, posting: &Posting, job: &Claimed) -> Outcome<Value> {
    let id = job.payload["event"].as_str().map(RowId::from_trusted);
    let id = id.ok_or_else(|| Failure::defect("a telling without an event"))?;
    for event in take(conn, "id = $1", Some(&id))? {
        tell_all(conn, at, posting, &event)?;
    }
    Ok(json!({ "event": id }))
}

fn take(conn: &mut Db, which: &str, id: Option<&RowId>) -> Outcome<Vec<Waiting>> {
    let sql = format!(
        "SELECT id, event, object_type, object_id, unit_id, audit_id FROM outbox \
         WHERE {which} ORDER BY id LIMIT {CHUNK}{}",
        dialect::skip_locked(conn)
    );
    Ok(match id {
        Some(id) => diesel::sql_query(sql).bind::<Text, _>(id).load(conn)?,
        None => diesel::sql_query(sql).load(conn)?,
    })
}

/// Notes that an event is told; false when it was noted before.
fn delivered(conn: &mut Db, at: Moment, id: &RowId) -> Outcome<bool> {
    let changed = diesel::update(
        outbox::table
            .find(id)
            .filter(outbox::delivered_at.is_null()),
    )
    .set(outbox::delivered_at.eq(stored(at.now)))
    .execute(conn)?;
    Ok(changed == 1)
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
