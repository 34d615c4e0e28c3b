//! The queue of letters: written with the notice, sent by the worker of any
//! process under a lease. A server that is down delays and never loses; a
//! letter whose worker died between sending and noting it goes out again under
//! the same Message-ID.

use super::arrivals::letter_key;
use super::tell::Posting;
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Text, Timestamp};
use lamtheo_db::schema::emails;
use lamtheo_db::{Db, Outcome, dialect, on_each, stored};
use lamtheo_domain::kernel::{Moment, ids::*};

/// A worker sends a letter within this time or has lost it.
const LEASE_SECONDS: i64 = 120;
/// Longest pause between two attempts.
const LONGEST_PAUSE_MINUTES: i64 = 60;
/// A letter that the server refuses so often is given up.
const MOST_REFUSALS: i32 = 5;

/// A letter to be sent.
#[derive(Debug, Clone, QueryableByName)]
pub struct Queued {
    /// Its id, the base of its Message-ID.
    #[diesel(sql_type = Text)]
    pub id: RowId,
    /// The reader's address.
    #[diesel(sql_type = Text)]
    pub address: String,
    /// One line.
    #[diesel(sql_type = Text)]
    pub subject: String,
    /// Text.
    #[diesel(sql_type = Text)]
    pub body: String,
    /// Attempts before this one.
    #[diesel(sql_type = diesel::sql_types::Integer)]
    pub attempts: i32,
    /// Who holds it.
    #[diesel(sql_type = Text)]
    pub holder: String,
}

/// Queues the letter of a notice.
pub(super) fn enqueue(
    conn: &mut Db,
    at: Moment,
    posting: &Posting,
    user: &UserId,
    address: &str,
    (notice, title, body): (&NotificationId, &str, &str),
) -> Outcome<()> {
    let now = stored(at.now);
    let text = format!(
        "{body}\n\nXem và xử lý tại: {}/notifications\n\n\
         Thư được gửi tự động từ hệ thống theo dõi việc học tập và làm theo tư tưởng, đạo đức, \
         phong cách Hồ Chí Minh; đề nghị không trả lời thư này. \
         Chọn cách nhận thông báo tại: {}/notifications/settings\n",
        posting.base_url, posting.base_url
    );
    let row = (
        emails::id.eq(RowId::new(at.now)),
        emails::user_id.eq(user),
        emails::address.eq(address),
        emails::subject.eq(title),
        emails::body.eq(text),
        emails::dedupe_key.eq(letter_key(notice)),
        emails::status.eq("queued"),
        emails::attempts.eq(0),
        emails::next_attempt_at.eq(now),
        emails::created_at.eq(now),
    );
    on_each!(conn, c => diesel::insert_into(emails::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Whether a letter waits; cheap, for a worker that idles.
pub fn waiting(conn: &mut Db, now: NaiveDateTime) -> Outcome<bool> {
    let found: Option<RowId> = emails::table
        .filter(emails::status.eq("queued"))
        .filter(emails::next_attempt_at.le(now))
        .filter(
            emails::locked_until
                .is_null()
                .or(emails::locked_until.le(now)),
        )
        .select(emails::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Takes the next letter for `holder`.
pub fn claim(conn: &mut Db, now: DateTime<Utc>, holder: &str) -> Outcome<Option<Queued>> {
    let sql = format!(
        "SELECT id, address, subject, body, attempts, '' AS holder FROM emails WHERE status = 'queued' \
         AND next_attempt_at <= $1 AND (locked_until IS NULL OR locked_until <= $1) \
         ORDER BY next_attempt_at, id LIMIT 1{}",
        dialect::skip_locked(conn)
    );
    let found: Option<Queued> = diesel::sql_query(sql)
        .bind::<Timestamp, _>(stored(now))
        .get_result(conn)
        .optional()?;
    let Some(mut letter) = found else {
        return Ok(None);
    };
    holder.clone_into(&mut letter.holder);
    diesel::update(emails::table.find(&letter.id))
        .set((
            emails::holder.eq(holder),
            emails::locked_until.eq(stored(now + Duration::seconds(LEASE_SECONDS))),
        ))
        .execute(conn)?;
    Ok(Some(letter))
}

/// Renews the lease right before the letter goes out; false when another worker
/// has taken it meanwhile: then it must not go out here.
pub fn renew(conn: &mut Db, now: DateTime<Utc>, letter: &Queued) -> Outcome<bool> {
    let renewed = diesel::update(held(letter).filter(emails::locked_until.gt(stored(now))))
        .set(emails::locked_until.eq(stored(now + Duration::seconds(LEASE_SECONDS))))
        .execute(conn)?;
    Ok(renewed == 1)
}

type Held<'a> = diesel::dsl::Filter<
    diesel::dsl::Filter<
        diesel::dsl::Find<emails::table, &'a RowId>,
        diesel::dsl::Eq<emails::status, &'static str>,
    >,
    diesel::dsl::Eq<emails::holder, &'a str>,
>;

/// The letter as long as its worker holds it: who has lost it notes nothing.
fn held(letter: &Queued) -> Held<'_> {
    emails::table
        .find(&letter.id)
        .filter(emails::status.eq("queued"))
        .filter(emails::holder.eq(letter.holder.as_str()))
}

/// The server has taken the letter; its text is kept no longer.
pub fn sent(conn: &mut Db, now: DateTime<Utc>, letter: &Queued) -> Outcome<()> {
    diesel::update(held(letter))
        .set((
            emails::status.eq("sent"),
            emails::sent_at.eq(stored(now)),
            emails::attempts.eq(letter.attempts + 1),
            emails::body.eq(""),
            emails::last_error.eq(None::<String>),
            emails::holder.eq(None::<String>),
            emails::locked_until.eq(None::<NaiveDateTime>),
        ))
        .execute(conn)?;
    Ok(())
}

/// The server refused this letter.
pub fn refused(conn: &mut Db, now: DateTime<Utc>, letter: &Queued, error: &str) -> Outcome<()> {
    let attempts = letter.attempts + 1;
    let status = if attempts >= MOST_REFUSALS {
        "failed"
    } else {
        "queued"
    };
    put_off(conn, now, letter, status, error)
}

/// The server is down: the letter waits, longer each time, as long as it takes.
pub fn later(conn: &mut Db, now: DateTime<Utc>, letter: &Queued, error: &str) -> Outcome<()> {
    put_off(conn, now, letter, "queued", error)
}

fn put_off(
    conn: &mut Db,
    now: DateTime<Utc>,
    letter: &Queued,
    status: &str,
    error: &str,
) -> Outcome<()> {
    let pause = pause_minutes(letter.attempts);
    diesel::update(held(letter))
        .set((
            emails::status.eq(status),
            emails::attempts.eq(letter.attempts + 1),
            emails::next_attempt_at.eq(stored(now + Duration::minutes(pause))),
            emails::last_error.eq(error),
            emails::holder.eq(None::<String>),
            emails::locked_until.eq(None::<NaiveDateTime>),
        ))
        .execute(conn)?;
    Ok(())
}

/// 1, 2, 4, … minutes, at most an hour.
fn pause_minutes(attempts: i32) -> i64 {
    let doublings = u32::try_from(attempts.clamp(0, 6)).unwrap_or(0);
    (1_i64 << doublings).min(LONGEST_PAUSE_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::pause_minutes;

    #[test]
    fn the_pause_doubles_up_to_an_hour() {
        let pauses: Vec<i64> = (0..9).map(pause_minutes).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
    }
}
