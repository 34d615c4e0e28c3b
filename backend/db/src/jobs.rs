//! The job queue in the database: long work is enqueued in the transaction that
//! wants it, claimed by one worker of any process under a lease, and taken up
//! again when the lease runs out. A job must bear being begun twice: what it
//! writes carries keys of its own. Slots of the schedule are taken once,
//! whatever the number of processes.

use crate::schema::{jobs, schedule_slots};
use crate::{Db, Failure, Outcome, Tx, dialect, on_each, stored};
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Text, Timestamp};
use lamtheo_domain::job::{JobStatus, WORKER_LOST};
use lamtheo_domain::kernel::ids::{JobId, UserId};
use serde_json::Value;

/// A worker that does not renew its lease within this time has lost the job.
pub const LEASE_SECONDS: i64 = 60;
/// A job that failed so often is given up.
const MOST_ATTEMPTS: i32 = 5;
/// Minutes until a failed job is tried again, times the attempts so far.
const RETRY_MINUTES: i64 = 1;

/// A job as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = jobs)]
#[allow(missing_docs)]
pub struct JobRow {
    pub id: JobId,
    pub kind: String,
    pub payload: String,
    pub status: JobStatus,
    pub run_at: NaiveDateTime,
    pub attempts: i32,
    pub holder: Option<String>,
    pub locked_until: Option<NaiveDateTime>,
    pub progress_done: i32,
    pub progress_total: Option<i32>,
    pub result: Option<String>,
    pub error: Option<String>,
    pub created_by: Option<UserId>,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

/// A job that this worker holds.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// Its id.
    pub id: JobId,
    /// What is to be done.
    pub kind: String,
    /// With what.
    pub payload: Value,
    /// Who wanted it.
    pub created_by: Option<UserId>,
    /// How often it was begun, this time included.
    pub attempts: i32,
    holder: String,
}

/// Enqueues a job; it begins once the transaction has committed.
pub fn enqueue(
    conn: &mut Db,
    now: DateTime<Utc>,
    (kind, payload): (&str, &Value),
    created_by: Option<&UserId>,
) -> Outcome<JobId> {
    let row = JobRow {
        id: JobId::new(now),
        kind: kind.to_owned(),
        payload: payload.to_string(),
        status: JobStatus::Queued,
        run_at: stored(now),
        attempts: 0,
        holder: None,
        locked_until: None,
        progress_done: 0,
        progress_total: None,
        result: None,
        error: None,
        created_by: created_by.cloned(),
        version: 1,
        created_at: stored(now),
        updated_at: stored(now),
    };
    diesel::insert_into(jobs::table)
        .values(&row)
        .execute(conn)?;
    Ok(row.id)
}

/// Whether a job waits or was left behind; cheap, for a worker that idles.
pub fn waiting(conn: &mut Db, now: NaiveDateTime) -> Outcome<bool> {
    let queued = jobs::status.eq(JobStatus::Queued).and(jobs::run_at.le(now));
    let left = jobs::status
        .eq(JobStatus::Running)
        .and(jobs::locked_until.le(now));
    let found: Option<JobId> = jobs::table
        .filter(queued.or(left.assume_not_null()))
        .select(jobs::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    id: JobId,
}

/// Takes the next job of one of `kinds` for `holder`: one that waits, or one
/// whose worker is gone. One that was begun too often is given up, visibly.
pub fn claim(
    conn: &mut Db,
    now: DateTime<Utc>,
    holder: &str,
    kinds: &[&str],
) -> Outcome<Option<Claimed>> {
    let words: Vec<String> = kinds.iter().map(|kind| format!("'{kind}'")).collect();
    if words.is_empty() {
        return Ok(None);
    }
    let sql = format!(
        "SELECT id FROM jobs WHERE kind IN ({}) AND ((status = 'queued' AND run_at <= $1) \
         OR (status = 'running' AND locked_until <= $1)) ORDER BY run_at, id LIMIT 1{}",
        words.join(", "),
        dialect::skip_locked(conn)
    );
    let row = loop {
        let found: Option<Found> = diesel::sql_query(&sql)
            .bind::<Timestamp, _>(stored(now))
            .get_result(conn)
            .optional()?;
        let Some(Found { id }) = found else {
            return Ok(None);
        };
        let row: JobRow = jobs::table
            .find(&id)
            .select(JobRow::as_select())
            .first(conn)?;
        if row.attempts < MOST_ATTEMPTS {
            break row;
        }
        give_up(conn, now, &row)?;
    };
    let id = row.id.clone();
    diesel::update(jobs::table.find(&id))
        .set((
            jobs::status.eq(JobStatus::Running),
            jobs::holder.eq(holder),
            jobs::locked_until.eq(lease(now)),
            jobs::attempts.eq(row.attempts + 1),
            jobs::version.eq(row.version + 1),
            jobs::updated_at.eq(stored(now)),
        ))
        .execute(conn)?;
    let payload =
        serde_json::from_str(&row.payload).map_err(|error| Failure::defect(error.to_string()))?;
    Ok(Some(Claimed {
        id: row.id,
        kind: row.kind,
        payload,
        created_by: row.created_by,
        attempts: row.attempts + 1,
        holder: holder.to_owned(),
    }))
}

/// Ends a job whose workers are all gone: it would kill the next one too.
fn give_up(conn: &mut Db, now: DateTime<Utc>, row: &JobRow) -> Outcome<()> {
    tracing::error!(job = %row.id, kind = row.kind, attempts = row.attempts, "job is given up: its workers were gone");
    diesel::update(jobs::table.find(&row.id))
        .set((
            jobs::status.eq(JobStatus::Failed),
            jobs::error.eq(WORKER_LOST),
            jobs::holder.eq(None::<String>),
            jobs::locked_until.eq(None::<NaiveDateTime>),
            jobs::version.eq(row.version + 1),
            jobs::updated_at.eq(stored(now)),
        ))
        .execute(conn)?;
    Ok(())
}

fn lease(now: DateTime<Utc>) -> NaiveDateTime {
    stored(now + Duration::seconds(LEASE_SECONDS))
}

/// Renews the lease and tells how far the work is. False when the job was
/// cancelled or another worker has taken it up: stop. In the transaction of a
/// step of the work, a false must undo the step.
pub fn beat(
    conn: &mut Db,
    now: DateTime<Utc>,
    job: &Claimed,
    (done, total): (i32, Option<i32>),
) -> Outcome<bool> {
    let changed = diesel::update(held(job))
        .set((
            jobs::locked_until.eq(lease(now)),
            jobs::progress_done.eq(done),
            jobs::progress_total.eq(total),
            jobs::updated_at.eq(stored(now)),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

type Held<'a> = diesel::dsl::Filter<
    diesel::dsl::Filter<
        diesel::dsl::Find<jobs::table, &'a JobId>,
        diesel::dsl::Eq<jobs::status, JobStatus>,
    >,
    diesel::dsl::Eq<jobs::holder, &'a str>,
>;

fn held(job: &Claimed) -> Held<'_> {
    jobs::table
        .find(&job.id)
        .filter(jobs::status.eq(JobStatus::Running))
        .filter(jobs::holder.eq(job.holder.as_str()))
}

/// Ends the job with its result; nothing when it is no longer held.
pub fn finish(conn: &mut Db, now: DateTime<Utc>, job: &Claimed, result: &Value) -> Outcome<()> {
    diesel::update(held(job))
        .set((
            jobs::status.eq(JobStatus::Done),
            jobs::result.eq(result.to_string()),
            jobs::error.eq(None::<String>),
            jobs::holder.eq(None::<String>),
            jobs::locked_until.eq(None::<NaiveDateTime>),
            jobs::version.eq(jobs::version + 1),
            jobs::updated_at.eq(stored(now)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Says that the job failed with `error`, a code or a text without secrets; it
/// is tried again some minutes later, a few times, unless `given_up`.
pub fn fail(
    conn: &mut Db,
    now: DateTime<Utc>,
    job: &Claimed,
    error: &str,
    given_up: bool,
) -> Outcome<()> {
    let (status, run_at) = if given_up || job.attempts >= MOST_ATTEMPTS {
        (JobStatus::Failed, now)
    } else {
        let minutes = RETRY_MINUTES * i64::from(job.attempts);
        (JobStatus::Queued, now + Duration::minutes(minutes))
    };
    diesel::update(held(job))
        .set((
            jobs::status.eq(status),
            jobs::run_at.eq(stored(run_at)),
            jobs::error.eq(error),
            jobs::holder.eq(None::<String>),
            jobs::locked_until.eq(None::<NaiveDateTime>),
            jobs::version.eq(jobs::version + 1),
            jobs::updated_at.eq(stored(now)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Cancels a job that is not over, at the version that was read.
pub fn cancel(tx: &mut Tx<'_>, row: &JobRow) -> Outcome<()> {
    let changed = diesel::update(
        jobs::table
            .find(&row.id)
            .filter(jobs::version.eq(row.version)),
    )
    .set((
        jobs::status.eq(JobStatus::Cancelled),
        jobs::holder.eq(None::<String>),
        jobs::locked_until.eq(None::<NaiveDateTime>),
        jobs::version.eq(row.version + 1),
        jobs::updated_at.eq(stored(tx.at.now)),
    ))
    .execute(tx.conn)?;
    Tx::one_row(changed)
}

/// Takes the slot `slot` of the schedule `name` and enqueues its job; `None`
/// when the slot was taken before. Slots sort like their texts.
pub fn take_slot(
    conn: &mut Db,
    now: DateTime<Utc>,
    (name, slot): (&str, &str),
    job: (&str, &Value),
) -> Outcome<Option<JobId>> {
    let row = (
        schedule_slots::name.eq(name),
        schedule_slots::slot.eq(slot),
        schedule_slots::taken_at.eq(stored(now)),
    );
    let taken = on_each!(&mut *conn, c => diesel::insert_into(schedule_slots::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    if taken == 0 {
        return Ok(None);
    }
    let id = enqueue(conn, now, job, None)?;
    diesel::update(schedule_slots::table.find((name, slot)))
        .set(schedule_slots::job_id.eq(&id))
        .execute(conn)?;
    Ok(Some(id))
}

/// The newest slot of the schedule `name` before `slot`.
pub fn slot_before(conn: &mut Db, name: &str, slot: &str) -> Outcome<Option<String>> {
    Ok(schedule_slots::table
        .filter(schedule_slots::name.eq(name))
        .filter(schedule_slots::slot.lt(slot))
        .select(diesel::dsl::max(schedule_slots::slot))
        .first(conn)?)
}

/// Whether the slot is taken.
pub fn slot_taken(conn: &mut Db, name: &str, slot: &str) -> Outcome<bool> {
    let found: i64 = schedule_slots::table
        .find((name, slot))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}
