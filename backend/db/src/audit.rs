//! The audit log: rows inserted by each transaction, chained afterwards by one
//! sealer so that no lock serialises the writers, and verified row by row.

use crate::schema::{audit_log, audit_seal, locks};
use crate::{Db, Outcome, dialect, on_each};
use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;
use lamtheo_domain::kernel::ids::*;
use serde_json::json;
use sha2::{Digest, Sha256};

/// The hash before the first row.
const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// Rows sealed or verified at a time.
const CHUNK: i64 = 1_000;
/// A transaction lives shorter than this: no row older than the newest sealed
/// one by more can still appear.
const LATE_MINUTES: i64 = 10;
const SEALER: &str = "audit_sealer";

/// One audit row as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = audit_log, treat_none_as_default_value = false)]
#[allow(missing_docs)]
pub struct AuditRow {
    pub id: RowId,
    pub at: NaiveDateTime,
    pub actor_user_id: Option<UserId>,
    pub session_id: Option<SessionId>,
    pub ip: Option<String>,
    pub request_id: String,
    pub action: String,
    pub object_type: String,
    pub object_id: String,
    pub unit_id: Option<UnitId>,
    pub reason: Option<String>,
    pub before_state: Option<String>,
    pub after_state: Option<String>,
    pub content_hash: String,
}

impl AuditRow {
    /// The row with its content hash: SHA-256 over its canonical JSON.
    pub(crate) fn hashed(mut self) -> Self {
        self.content_hash = self.content();
        self
    }

    fn content(&self) -> String {
        // serde_json keeps object keys sorted: the text is canonical.
        let canonical = json!({
            "id": self.id, "at": self.at.and_utc().timestamp_micros(),
            "actor_user_id": self.actor_user_id, "session_id": self.session_id, "ip": self.ip,
            "request_id": self.request_id, "action": self.action,
            "object_type": self.object_type, "object_id": self.object_id, "unit_id": self.unit_id,
            "reason": self.reason, "before": self.before_state, "after": self.after_state,
        });
        hex::encode(Sha256::digest(canonical.to_string().as_bytes()))
    }
}

fn chain(previous: &str, content: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(previous.as_bytes());
    hasher.update(content.as_bytes());
    hex::encode(hasher.finalize())
}

/// Appends committed rows to the chain; returns how many. Run by one process
/// at a time: a lock row on PostgreSQL, the writer thread on SQLite.
pub fn seal(conn: &mut Db, now: NaiveDateTime) -> Outcome<usize> {
    hold_lock(conn, now)?;
    let head = audit_seal::table
        .inner_join(audit_log::table.on(audit_log::id.eq(audit_seal::audit_id)))
        .order(audit_seal::seq.desc())
        .select((audit_seal::seq, audit_seal::chain_hash, audit_log::at))
        .first::<(i64, String, NaiveDateTime)>(conn)
        .optional()?;
    let (mut seq, mut previous) = head
        .as_ref()
        .map_or((0, GENESIS.to_owned()), |h| (h.0, h.1.clone()));
    let pending = unsealed(conn, head.map(|h| h.2 - Duration::minutes(LATE_MINUTES)))?;
    let count = pending.len();
    for (audit_id, content) in pending {
        seq += 1;
        previous = chain(&previous, &content);
        diesel::insert_into(audit_seal::table)
            .values((
                audit_seal::seq.eq(seq),
                audit_seal::audit_id.eq(audit_id),
                audit_seal::chain_hash.eq(&previous),
                audit_seal::sealed_at.eq(now),
            ))
            .execute(conn)?;
    }
    Ok(count)
}

/// Since when the oldest committed row waits for the sealer; `None` when all
/// rows are chained. A row that came after a much newer one is the verifier's
/// to name, no backlog.
pub(crate) fn unsealed_since(conn: &mut Db) -> Outcome<Option<NaiveDateTime>> {
    let newest: Option<NaiveDateTime> = audit_seal::table
        .inner_join(audit_log::table.on(audit_log::id.eq(audit_seal::audit_id)))
        .order(audit_seal::seq.desc())
        .select(audit_log::at)
        .first(conn)
        .optional()?;
    let mut waiting = audit_log::table
        .left_join(audit_seal::table.on(audit_seal::audit_id.eq(audit_log::id)))
        .filter(audit_seal::seq.is_null())
        .select(audit_log::at)
        .order(audit_log::at)
        .into_boxed();
    if let Some(newest) = newest {
        waiting = waiting.filter(audit_log::at.ge(newest - Duration::minutes(LATE_MINUTES)));
    }
    Ok(waiting.first(conn).optional()?)
}

fn unsealed(conn: &mut Db, since: Option<NaiveDateTime>) -> Outcome<Vec<(RowId, String)>> {
    let mut query = audit_log::table
        .left_join(audit_seal::table.on(audit_seal::audit_id.eq(audit_log::id)))
        .filter(audit_seal::seq.is_null())
        .order((audit_log::at, audit_log::id))
        .select((audit_log::id, audit_log::content_hash))
        .limit(CHUNK)
        .into_boxed();
    if let Some(since) = since {
        query = query.filter(audit_log::at.ge(since));
    }
    Ok(query.load(conn)?)
}

fn hold_lock(conn: &mut Db, now: NaiveDateTime) -> Outcome<()> {
    if matches!(conn, Db::Sqlite(_)) {
        return Ok(());
    }
    let row = (
        locks::name.eq(SEALER),
        locks::holder.eq(""),
        locks::locked_until.eq(now),
    );
    on_each!(&mut *conn, c => diesel::insert_into(locks::table).values(row).on_conflict_do_nothing().execute(c))?;
    let select = format!(
        "SELECT name FROM locks WHERE name = $1{}",
        dialect::row_lock(conn)
    );
    diesel::sql_query(select)
        .bind::<diesel::sql_types::Text, _>(SEALER)
        .execute(conn)?;
    Ok(())
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Verification {
    /// Rows of the chain that hold.
    pub verified: i64,
    /// The first row that does not, if any.
    pub broken: Option<BrokenRow>,
    /// Committed rows not yet in the chain.
    pub unsealed: i64,
}

/// The first row of the chain that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct BrokenRow {
    /// Its place in the chain.
    pub seq: i64,
    /// Its id in the audit log.
    pub audit_id: String,
    /// `content_changed`, `chain_changed` or `gap`.
    pub reason: &'static str,
}

/// Walks the whole chain and names the first broken row.
pub fn verify(conn: &mut Db) -> Outcome<Verification> {
    let mut previous = GENESIS.to_owned();
    let mut seq = 0;
    let mut broken = None;
    while broken.is_none() {
        let rows = audit_seal::table
            .inner_join(audit_log::table.on(audit_log::id.eq(audit_seal::audit_id)))
            .filter(audit_seal::seq.gt(seq))
            .order(audit_seal::seq)
            .limit(CHUNK)
            .select((
                audit_seal::seq,
                audit_seal::chain_hash,
                AuditRow::as_select(),
            ))
            .load::<(i64, String, AuditRow)>(conn)?;
        if rows.is_empty() {
            break;
        }
        for (at, hash, row) in rows {
            if let Some(reason) = fault(&previous, seq, at, &hash, &row) {
                broken = Some(BrokenRow {
                    seq: at,
                    audit_id: row.id.to_string(),
                    reason,
                });
                break;
            }
            seq = at;
            previous = hash;
        }
    }
    let unsealed = audit_log::table
        .left_join(audit_seal::table.on(audit_seal::audit_id.eq(audit_log::id)))
        .filter(audit_seal::seq.is_null())
        .count()
        .get_result(conn)?;
    Ok(Verification {
        verified: seq,
        broken,
        unsealed,
    })
}

fn fault(previous: &str, last: i64, seq: i64, hash: &str, row: &AuditRow) -> Option<&'static str> {
    if seq != last + 1 {
        Some("gap")
    } else if row.content() != row.content_hash {
        Some("content_changed")
    } else if chain(previous, &row.content_hash) != hash {
        Some("chain_changed")
    } else {
        None
    }
}
