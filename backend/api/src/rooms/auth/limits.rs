//! Sign-in limits: token buckets in the database, so that every process of
//! the service counts the same attempts.

use std::net::IpAddr;

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::{Double, Text, Timestamp};
use lamtheo_db::schema::rate_limits;
use lamtheo_db::{Db, Outcome, dialect};
use lamtheo_domain::kernel::refusal::{Class, Refusal};
use sha2::{Digest, Sha256};

/// A bucket untouched for so long is full again, whatever its size.
const FORGOTTEN_AFTER_HOURS: i64 = 25;

/// One bucket: `capacity` attempts, refilled evenly over `per`.
#[derive(Debug, Clone, PartialEq)]
pub struct Bucket {
    name: String,
    capacity: f64,
    per: Duration,
}

/// The buckets of a sign-in attempt: 10 in 5 minutes from one address to one
/// account, 25 an hour to one account from anywhere.
pub fn sign_in(ip: &str, username_key: &str) -> Vec<Bucket> {
    let account = digest(username_key);
    vec![
        Bucket {
            name: format!("login:account:{account}"),
            capacity: 25.0,
            per: Duration::hours(1),
        },
        Bucket {
            name: format!("login:address:{}:{account}", network(ip)),
            capacity: 10.0,
            per: Duration::minutes(5),
        },
    ]
}

/// The buckets of a reset of `user_id`: 2 an hour, 5 a day.
pub fn reset(user_id: &str) -> Vec<Bucket> {
    vec![
        Bucket {
            name: format!("reset:day:{user_id}"),
            capacity: 5.0,
            per: Duration::days(1),
        },
        Bucket {
            name: format!("reset:hour:{user_id}"),
            capacity: 2.0,
            per: Duration::hours(1),
        },
    ]
}

/// What was typed as a username may be a password: only its digest is kept.
fn digest(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))[..32].to_owned()
}

/// One IPv4 address; the /64 of an IPv6 address.
fn network(ip: &str) -> String {
    match ip.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
        Ok(IpAddr::V6(v6)) => {
            let s = v6.segments();
            format!("{:x}:{:x}:{:x}:{:x}", s[0], s[1], s[2], s[3])
        }
        Ok(IpAddr::V4(v4)) => v4.to_string(),
        Err(_) => "unknown".to_owned(),
    }
}

#[derive(QueryableByName)]
struct Level {
    #[diesel(sql_type = Double)]
    tokens: f64,
    #[diesel(sql_type = Timestamp)]
    updated_at: NaiveDateTime,
}

/// Takes one token of every bucket, or of none and refuses with the seconds
/// after which all would have one. The buckets come in a fixed order, so that
/// two attempts never wait for each other in a circle.
pub fn take(conn: &mut Db, buckets: &[Bucket], now: NaiveDateTime) -> Outcome<Result<(), Refusal>> {
    let mut levels = Vec::with_capacity(buckets.len());
    let mut wait = 0.0_f64;
    for bucket in buckets {
        let tokens = bucket.level(conn, now)?;
        wait = wait.max((1.0 - tokens) * bucket.seconds_per_token());
        levels.push(tokens);
    }
    if wait > 0.0 {
        return Ok(Err(too_many(wait)));
    }
    for (bucket, tokens) in buckets.iter().zip(levels) {
        bucket.store(conn, tokens - 1.0, now)?;
    }
    Ok(Ok(()))
}

/// Gives the token of a successful attempt back: only failures count.
pub fn give_back(conn: &mut Db, buckets: &[Bucket], now: NaiveDateTime) -> Outcome<()> {
    for bucket in buckets {
        let tokens = bucket.level(conn, now)?;
        bucket.store(conn, (tokens + 1.0).min(bucket.capacity), now)?;
    }
    Ok(())
}

impl Bucket {
    fn seconds_per_token(&self) -> f64 {
        self.per.num_seconds() as f64 / self.capacity
    }

    /// The tokens now; holds the bucket's row until the transaction ends.
    fn level(&self, conn: &mut Db, now: NaiveDateTime) -> Outcome<f64> {
        diesel::sql_query(
            "INSERT INTO rate_limits (bucket, tokens, updated_at) VALUES ($1, $2, $3) \
             ON CONFLICT (bucket) DO NOTHING",
        )
        .bind::<Text, _>(&self.name)
        .bind::<Double, _>(self.capacity)
        .bind::<Timestamp, _>(now)
        .execute(conn)?;
        let select = format!(
            "SELECT tokens, updated_at FROM rate_limits WHERE bucket = $1{}",
            dialect::row_lock(conn)
        );
        let level: Level = diesel::sql_query(select)
            .bind::<Text, _>(&self.name)
            .get_result(conn)?;
        let elapsed = (now - level.updated_at).num_milliseconds().max(0) as f64 / 1_000.0;
        Ok((level.tokens + elapsed / self.seconds_per_token()).min(self.capacity))
    }

    fn store(&self, conn: &mut Db, tokens: f64, now: NaiveDateTime) -> Outcome<()> {
        diesel::update(rate_limits::table.find(&self.name))
            .set((
                rate_limits::tokens.eq(tokens),
                rate_limits::updated_at.eq(now),
            ))
            .execute(conn)?;
        Ok(())
    }
}

/// Drops the buckets that are full again.
pub fn forget_full(conn: &mut Db, now: NaiveDateTime) -> Outcome<usize> {
    let limit = now - Duration::hours(FORGOTTEN_AFTER_HOURS);
    Ok(
        diesel::delete(rate_limits::table.filter(rate_limits::updated_at.lt(limit)))
            .execute(conn)?,
    )
}

fn too_many(wait: f64) -> Refusal {
    let seconds = wait.ceil().max(1.0) as u32;
    Refusal::new(
        Class::TooMany,
        "too_many_attempts",
        "Đã thử quá nhiều lần, tạm thời chưa thể tiếp tục",
    )
    .detail(format!(
        "Vui lòng thử lại sau {} phút",
        seconds.div_ceil(60)
    ))
    .retry_after(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_network_counts_as_one_address() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::1"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.7"), network("192.0.2.7"));
        assert_ne!(network("192.0.2.7"), network("192.0.2.8"));
        assert_eq!(network("no address"), "unknown");
    }

    #[test]
    fn buckets_are_named_in_order_and_without_the_username() {
        let buckets = sign_in("192.0.2.7", "secret typed in the wrong field");
        assert!(buckets.is_sorted_by(|a, b| a.name < b.name));
        assert!(buckets.iter().all(|b| !b.name.contains("secret")));
        assert!(reset("u").is_sorted_by(|a, b| a.name < b.name));
    }
}
