//! Replies kept for Idempotency-Keys, in the effect's own transaction: a twin
//! in flight waits for the first and gets its reply; a refused attempt leaves
//! nothing.

use crate::schema::idempotency_keys as keys;
use crate::{DbError, Outcome, Tx, on_each, stored};
use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;
use lamtheo_domain::kernel::Refusal;

/// How long a key is remembered.
const KEPT_HOURS: i64 = 24;

/// The first reply to a key.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct StoredReply {
    /// HTTP status, always 2xx.
    pub status: i32,
    /// Location header of a creation.
    pub location: Option<String>,
    /// ETag of the record.
    pub etag: Option<String>,
    /// The body's bytes.
    pub body: String,
}

/// A request that may be repeated: the caller, the key and what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestKey {
    /// The account that asks; keys of two accounts never meet.
    pub actor: String,
    /// The Idempotency-Key header.
    pub key: String,
    /// Hash of method, path and body.
    pub fingerprint: String,
}

/// Claims `key`, waiting while a twin is in flight. `None`: the first of its
/// key, carry on and [`keep`] the reply; `Some`: send this again.
pub(crate) fn claim(tx: &mut Tx<'_>, key: &RequestKey) -> Outcome<Option<StoredReply>> {
    let now = stored(tx.at.now);
    if insert(tx, key, now)? {
        return Ok(None);
    }
    let (fingerprint, created_at, reply) = keys::table
        .find((&key.actor, &key.key))
        .select((
            keys::fingerprint,
            keys::created_at,
            (keys::status, keys::location, keys::etag, keys::body),
        ))
        .first::<(String, NaiveDateTime, StoredReply)>(tx.conn)?;
    if created_at + Duration::hours(KEPT_HOURS) <= now {
        diesel::delete(keys::table.find((&key.actor, &key.key))).execute(tx.conn)?;
        return if insert(tx, key, now)? {
            Ok(None)
        } else {
            Err(DbError::LockTimeout("an expired key was taken by a twin".to_owned()).into())
        };
    }
    if fingerprint != key.fingerprint {
        return Err(Refusal::invalid(
            "idempotency_key_reused",
            "Khóa Idempotency-Key đã được dùng cho một yêu cầu khác",
        )
        .into());
    }
    Ok(Some(reply))
}

fn insert(tx: &mut Tx<'_>, key: &RequestKey, now: NaiveDateTime) -> Outcome<bool> {
    let row = (
        keys::actor_id.eq(&key.actor),
        keys::key.eq(&key.key),
        keys::fingerprint.eq(&key.fingerprint),
        keys::status.eq(0),
        keys::body.eq(""),
        keys::created_at.eq(now),
    );
    let inserted = on_each!(&mut *tx.conn, conn => diesel::insert_into(keys::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(inserted == 1)
}

/// Keeps the reply of a claimed key; commits with the effect.
pub(crate) fn keep(tx: &mut Tx<'_>, key: &RequestKey, reply: &StoredReply) -> Outcome<()> {
    let changed = diesel::update(keys::table.find((&key.actor, &key.key)))
        .set((
            keys::status.eq(reply.status),
            keys::location.eq(&reply.location),
            keys::etag.eq(&reply.etag),
            keys::body.eq(&reply.body),
        ))
        .execute(tx.conn)?;
    Tx::one_row(changed)
}

/// Forgets keys older than a day; called by the worker.
pub fn forget_old(conn: &mut crate::Db, now: NaiveDateTime) -> Outcome<usize> {
    let limit = now - Duration::hours(KEPT_HOURS);
    Ok(diesel::delete(keys::table.filter(keys::created_at.lt(limit))).execute(conn)?)
}
