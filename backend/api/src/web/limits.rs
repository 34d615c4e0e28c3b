//! Token buckets per process: anonymous requests by network, signed-in ones by
//! account. Sign-in and reset limits live in the database.

use lamtheo_domain::kernel::{Class, Refusal};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};

/// Requests a minute for one network that is not signed in.
const ANONYMOUS_PER_MINUTE: f64 = 100.0;
/// Requests a minute for one account.
const ACCOUNT_PER_MINUTE: f64 = 200.0;
/// Uploads of one account in half an hour.
const UPLOADS: f64 = 30.0;
/// Buckets kept; beyond it the full ones are forgotten.
const MOST_BUCKETS: usize = 50_000;

struct Bucket {
    tokens: f64,
    at_millis: i64,
    full_after_millis: i64,
}

/// How much a bucket holds, and in which time it fills.
#[derive(Clone, Copy)]
struct Rule {
    most: f64,
    minutes: f64,
}

impl Rule {
    const fn per_minute(most: f64) -> Self {
        Self { most, minutes: 1.0 }
    }
}

/// The buckets of this process.
pub struct RequestLimits {
    on: bool,
    buckets: Mutex<HashMap<String, Bucket>>,
}

impl RequestLimits {
    /// Buckets that count, or a switch that is off.
    pub fn new(on: bool) -> Self {
        Self {
            on,
            buckets: Mutex::new(HashMap::new()),
        }
    }

    /// Takes one request of an anonymous network.
    pub fn anonymous(&self, ip: Option<IpAddr>, now_millis: i64) -> Result<(), Refusal> {
        self.take(
            &format!("ip:{}", network_of(ip)),
            Rule::per_minute(ANONYMOUS_PER_MINUTE),
            now_millis,
        )
    }

    /// Takes one request of an account.
    pub fn account(&self, user: &str, now_millis: i64) -> Result<(), Refusal> {
        let rule = Rule::per_minute(ACCOUNT_PER_MINUTE);
        self.take(&format!("user:{user}"), rule, now_millis)
    }

    /// Takes one upload of an account.
    pub fn upload(&self, user: &str, now_millis: i64) -> Result<(), Refusal> {
        let rule = Rule {
            most: UPLOADS,
            minutes: 30.0,
        };
        self.take(&format!("upload:{user}"), rule, now_millis)
    }

    /// Takes one export of an account, of `per_hour`.
    pub fn export(&self, user: &str, per_hour: u32, now_millis: i64) -> Result<(), Refusal> {
        let rule = Rule {
            most: f64::from(per_hour),
            minutes: 60.0,
        };
        self.take(&format!("export:{user}"), rule, now_millis)
    }

    fn take(&self, name: &str, rule: Rule, now_millis: i64) -> Result<(), Refusal> {
        if !self.on {
            return Ok(());
        }
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > MOST_BUCKETS {
            buckets.retain(|_, b| now_millis - b.at_millis < b.full_after_millis);
        }
        let bucket = buckets.entry(name.to_owned()).or_insert(Bucket {
            tokens: rule.most,
            at_millis: now_millis,
            full_after_millis: (rule.minutes * 60_000.0) as i64,
        });
        let per_minute = rule.most / rule.minutes;
        let elapsed = (now_millis - bucket.at_millis).max(0) as f64 / 60_000.0;
        bucket.tokens = (bucket.tokens + elapsed * per_minute).min(rule.most);
        bucket.at_millis = now_millis;
        if bucket.tokens < 1.0 {
            let wait = ((1.0 - bucket.tokens) / per_minute * 60.0).ceil().max(1.0);
            return Err(Refusal::new(
                Class::TooMany,
                "too_many_requests",
                "Đã gửi quá nhiều yêu cầu trong thời gian ngắn; vui lòng chờ rồi thử lại",
            )
            .retry_after(wait as u32));
        }
        bucket.tokens -= 1.0;
        Ok(())
    }
}

/// The network an address belongs to: the address itself, or its /64.
pub fn network_of(ip: Option<IpAddr>) -> String {
    match ip {
        None => "-".to_owned(),
        Some(IpAddr::V4(v4)) => v4.to_string(),
        Some(IpAddr::V6(v6)) => {
            let s = v6.segments();
            Ipv6Addr::new(s[0], s[1], s[2], s[3], 0, 0, 0, 0).to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_with_time() {
        let limits = RequestLimits::new(true);
        for _ in 0..200 {
            limits.account("a", 0).unwrap();
        }
        let refusal = limits.account("a", 0).unwrap_err();
        assert_eq!(
            (refusal.code, refusal.retry_after),
            ("too_many_requests", Some(1))
        );
        limits.account("b", 0).unwrap();
        limits.account("a", 300).unwrap();
    }

    #[test]
    fn uploads_have_a_bucket_of_their_own() {
        let limits = RequestLimits::new(true);
        for _ in 0..30 {
            limits.upload("a", 0).unwrap();
        }
        assert_eq!(limits.upload("a", 0).unwrap_err().retry_after, Some(60));
        limits.account("a", 0).unwrap();
        limits.upload("a", 60_000).unwrap();
        limits.upload("a", 60_000).unwrap_err();
    }

    #[test]
    fn exports_are_counted_by_the_hour() {
        let limits = RequestLimits::new(true);
        limits.export("a", 2, 0).unwrap();
        limits.export("a", 2, 0).unwrap();
        let refusal = limits.export("a", 2, 0).unwrap_err();
        assert_eq!(refusal.retry_after, Some(1_800));
        limits.account("a", 0).unwrap();
        limits.export("a", 2, 1_800_000).unwrap();
    }

    #[test]
    fn an_ipv6_client_is_counted_by_its_network() {
        let of = |text: &str| network_of(text.parse().ok());
        assert_eq!(of("2001:db8::1"), of("2001:db8::2"));
        assert_ne!(of("10.0.0.1"), of("10.0.0.2"));
    }
}
