//! The daily digest: one slot of the schedule, one job, one notice per reader.
//! Every line has a key of its own, so that a job begun twice says nothing
//! twice, and a line that a lost job did not say is said by the next.

mod collectives;
mod gather;
mod issues;
mod registrations;
mod write;

use super::store;
use crate::rooms::issues::calendar;
use crate::rooms::notifications::Posting;
use chrono::{Duration, NaiveDate, NaiveTime};
use gather::{Digest, Entry, Part};
use lamtheo_db::jobs::{self, Claimed};
use lamtheo_db::{Database, Db, Failure, Outcome};
use lamtheo_domain::job::{self, READERS_NOT_TOLD};
use lamtheo_domain::kernel::{Moment, Refusal, ids::UserId};
use lamtheo_domain::reminder;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Name of the schedule and of its jobs.
pub const DIGEST: &str = "digest";
/// Readers in one transaction.
const CHUNK: usize = 20;
/// The job is somebody else's, or nobody's: stop.
const JOB_LOST: &str = "job_lost";
/// Hours east of UTC in Viet Nam.
const HO_CHI_MINH_HOURS: i64 = 7;

/// The slot that is due now and not taken: today, on a working day from
/// `digest_at` on.
pub fn digest_slot(conn: &mut Db, at: Moment, digest_at: NaiveTime) -> Outcome<Option<String>> {
    let slot = at.today.to_string();
    let time = (at.business_now + Duration::hours(HO_CHI_MINH_HOURS)).time();
    if time < digest_at || jobs::slot_taken(conn, DIGEST, &slot)? {
        return Ok(None);
    }
    let calendar = calendar::load(conn)?;
    let works = |day: NaiveDate| calendar.is_working_day(day);
    Ok(reminder::digest_due(&works, at.today, time, digest_at).then_some(slot))
}

/// Makes the digests of the job's day; says how many readers were told. What
/// cannot be read or told holds up nothing else: the job is tried again, and
/// says then only what was not said.
pub async fn run_digest(db: &Database, posting: &Posting, job: &Claimed) -> Outcome<Value> {
    let day: NaiveDate = job.payload["day"]
        .as_str()
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| Failure::defect("a digest without a day"))?;
    if day != db.clock().moment().today {
        // The next day's digest says what this one did not.
        return Err(Refusal::conflict("superseded", "Đã sang ngày khác").into());
    }
    let mut run = Run {
        db,
        posting,
        job,
        day,
        total: 0,
        done: 0,
        told: 0,
        failed: 0,
    };
    let digests = run.gather().await;
    run.total = digests.len();
    let mut rest = digests.into_iter().peekable();
    while rest.peek().is_some() {
        let part = rest.by_ref().take(CHUNK).collect();
        run.tell(part).await?;
    }
    if run.failed > 0 {
        tracing::error!(job = %job.id, failed = run.failed, "digests were not told to everybody");
        return Err(Refusal::conflict(READERS_NOT_TOLD, job::error_title(READERS_NOT_TOLD)).into());
    }
    Ok(json!({ "day": day, "readers": run.total, "told": run.told }))
}

/// One run of a day's digests.
struct Run<'r> {
    db: &'r Database,
    posting: &'r Posting,
    job: &'r Claimed,
    day: NaiveDate,
    total: usize,
    done: usize,
    told: usize,
    /// Parts not read and readers not told.
    failed: usize,
}

impl Run<'_> {
    /// Everybody's lines, in a fixed order.
    async fn gather(&mut self) -> Vec<Digest> {
        let day = self.day;
        let mut lines: BTreeMap<UserId, Vec<Entry>> = BTreeMap::new();
        for part in [Part::Issues, Part::Registrations] {
            let read = self.db.read(move |tx| gather::gather(tx.conn, day, part));
            match read.await {
                Ok(found) => {
                    for (user, entries) in found {
                        lines.entry(user).or_default().extend(entries);
                    }
                }
                Err(error) => {
                    tracing::error!(job = %self.job.id, ?part, %error, "a part of the digests was not read");
                    self.failed += 1;
                }
            }
        }
        let digests = lines
            .into_iter()
            .map(|(user, entries)| Digest { user, entries });
        digests.collect()
    }

    /// Tells several readers in one transaction; if that fails, each in an own one.
    async fn tell(&mut self, part: Vec<Digest>) -> Outcome<()> {
        self.done += part.len();
        let part = Arc::new(part);
        let all = 0..part.len();
        match self.write(Arc::clone(&part), all.clone()).await {
            Ok(told) => self.told += told,
            Err(failure) if failure.code() == Some(JOB_LOST) => return Err(failure),
            Err(_) => {
                for one in all {
                    match self.write(Arc::clone(&part), one..one + 1).await {
                        Ok(told) => self.told += told,
                        Err(failure) if failure.code() == Some(JOB_LOST) => return Err(failure),
                        Err(error) => {
                            let user = &part[one].user;
                            tracing::error!(job = %self.job.id, %user, %error, "a digest was not told");
                            self.failed += 1;
                        }
                    }
                }
            }
        }
        Ok(())
    }

    async fn write(&self, part: Arc<Vec<Digest>>, which: Range<usize>) -> Outcome<usize> {
        let (posting, job, day) = (self.posting.clone(), self.job.clone(), self.day);
        let progress = (self.done as i32, Some(self.total as i32));
        let work = self.db.upkeep(move |conn, at| {
            if !jobs::beat(conn, at.now, &job, progress)? {
                let lost = "Công việc đã được nơi khác tiếp nhận hoặc đã hủy";
                return Err(Refusal::conflict(JOB_LOST, lost).into());
            }
            let mut told = 0;
            for digest in &part[which] {
                told += usize::from(write::write(conn, at, &posting, day, digest)?);
            }
            Ok(told)
        });
        work.await
    }
}

/// The day after which occurrences have not been said: that of the last digest
/// that came to its end; before the first digest everything is past.
fn said_until(conn: &mut Db, day: NaiveDate) -> Outcome<NaiveDate> {
    let slot = day.to_string();
    let parsed = |slot: Option<String>| slot.and_then(|text| text.parse::<NaiveDate>().ok());
    if let Some(done) = parsed(store::last_done(conn, DIGEST, &slot)?) {
        return Ok(done);
    }
    let first = parsed(store::first_slot(conn, DIGEST, &slot)?);
    Ok(first.unwrap_or(day) - Duration::days(1))
}
