//! The daily digest: one slot of the schedule, one job, one notice per reader.
//! Every line has a key of its own, so that a job begun twice says nothing
//! twice, and a line that a lost job did not say is said by the next.

mod gather;
mod issues;
mod registrations;
mod write;

use super::store;
use crate::rooms::issues::calendar;
use crate::rooms::notifications::Posting;
use chrono::{Duration, NaiveDate, NaiveTime};
use lamtheo_db::jobs::{self, Claimed};
use lamtheo_db::{Database, Db, Failure, Outcome};
use lamtheo_domain::kernel::{Moment, Refusal};
use lamtheo_domain::reminder;
use serde_json::{Value, json};

/// Name of the schedule and of its jobs.
pub const DIGEST: &str = "digest";
/// Readers in one transaction.
const CHUNK: usize = 20;
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

/// Makes the digests of the job's day; says how many readers were told.
pub async fn run_digest(db: &Database, posting: &Posting, job: &Claimed) -> Outcome<Value> {
    let day: NaiveDate = job.payload["day"]
        .as_str()
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| Failure::defect("a digest without a day"))?;
    if day != db.clock().moment().today {
        // The next day's digest says what this one did not.
        return Err(Refusal::conflict("superseded", "Đã sang ngày khác").into());
    }
    let digests = db.read(move |tx| gather::gather(tx.conn, day)).await?;
    let total = digests.len();
    let (mut done, mut told) = (0, 0);
    let mut rest = digests.into_iter();
    loop {
        let part: Vec<_> = rest.by_ref().take(CHUNK).collect();
        if part.is_empty() {
            break;
        }
        done += part.len();
        let (posting, job) = (posting.clone(), job.clone());
        let progress = (done as i32, Some(total as i32));
        told += db
            .upkeep(move |conn, at| {
                if !jobs::beat(conn, at.now, &job, progress)? {
                    return Err(Refusal::conflict(
                        "job_lost",
                        "Công việc đã được nơi khác tiếp nhận hoặc đã hủy",
                    )
                    .into());
                }
                let mut told = 0;
                for digest in &part {
                    told += usize::from(write::write(conn, at, &posting, day, digest)?);
                }
                Ok(told)
            })
            .await?;
    }
    Ok(json!({ "day": day, "readers": total, "told": told }))
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
