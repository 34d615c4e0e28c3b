//! A service that ends while clients write: what was acknowledged is there,
//! once; what was not can be sent again under its key.

use crate::program::{Installation, Service, agent};
use diesel::prelude::*;
use lamtheo_db::Db;
use lamtheo_db::schema::{audit_log, users};
use lamtheo_tests::{Backend, FreshDatabase};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

const CLIENTS: usize = 4;
const KILLS: usize = 20;
/// Acknowledged writes before a service is ended: a different moment each time.
const BEFORE_THE_END: [usize; 5] = [1, 9, 4, 17, 6];

type Sent = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

struct Writing {
    installation: Installation,
    database: FreshDatabase,
    token: String,
    next: AtomicUsize,
}

impl Writing {
    /// An installation with an administrator, who makes accounts.
    fn on(backend: Backend) -> Self {
        let (installation, database) = Installation::on(backend);
        let installation = installation.with("LAMTHEO_RATE_LIMITS", "off");
        installation.must(&["migrate"]);
        let printed = installation.must(&["create-admin"]);
        let code = printed
            .lines()
            .find_map(|line| line.strip_prefix("one-time code: "))
            .expect("a code");
        let service = installation.serve();
        let body = json!({
            "username": "quantri",
            "one_time_code": code,
            "new_password": "canh-dong-lua-xanh-2026",
        });
        let (status, answer) = service.post("/api/v1/auth/password", &body.to_string());
        assert_eq!(status, 200, "{answer}");
        service.stop();
        let answer: Value = serde_json::from_str(&answer).expect("JSON");
        Self {
            installation,
            database,
            token: answer["access_token"].as_str().expect("a token").to_owned(),
            next: AtomicUsize::new(0),
        }
    }

    /// Makes the account `name` under its own key; whether it was acknowledged.
    fn write(&self, agent: &ureq::Agent, address: &str, name: &str) -> bool {
        match self.send(agent, address, name) {
            Ok(answer) if answer.status() == 201 => true,
            // Refused while the service ends, or cut off: not acknowledged.
            Ok(answer) => {
                assert_eq!(answer.status(), 503);
                false
            }
            Err(_) => false,
        }
    }

    fn send(&self, agent: &ureq::Agent, address: &str, name: &str) -> Sent {
        agent
            .post(format!("http://{address}/api/v1/users"))
            .header("authorization", format!("Bearer {}", self.token))
            .header("idempotency-key", name)
            .content_type("application/json")
            .send(json!({"username": name, "display_name": "Người Thử"}).to_string())
    }

    /// What was acknowledged before the end is answered again the same way.
    fn replays(&self, agent: &ureq::Agent, address: &str, name: &str) {
        let again = self.send(agent, address, name).expect("an answer");
        assert_eq!(again.status(), 201, "{name}");
        assert_eq!(
            again
                .headers()
                .get("idempotency-replayed")
                .map(|v| v.as_bytes()),
            Some(b"true".as_slice()),
            "{name}"
        );
    }

    /// Clients write until the service is gone; `end` is called after some
    /// acknowledgements. Returns what was acknowledged and what was not.
    fn until_the_end(
        &self,
        address: &str,
        acknowledgements: usize,
        end: impl FnOnce(),
    ) -> (Vec<String>, Vec<String>) {
        let (sender, receiver) = mpsc::channel();
        std::thread::scope(|scope| {
            for _ in 0..CLIENTS {
                let sender = sender.clone();
                scope.spawn(move || {
                    let agent = agent();
                    loop {
                        let number = self.next.fetch_add(1, Ordering::Relaxed);
                        let name = format!("nguoi.{number}");
                        let acknowledged = self.write(&agent, address, &name);
                        sender.send((name, acknowledged)).expect("a listener");
                        if !acknowledged {
                            return;
                        }
                    }
                });
            }
            drop(sender);
            let mut told: Vec<(String, bool)> = receiver.iter().take(acknowledgements).collect();
            end();
            told.extend(receiver.iter());
            let (yes, no): (Vec<_>, Vec<_>) = told.into_iter().partition(|(_, yes)| *yes);
            let names =
                |told: Vec<(String, bool)>| told.into_iter().map(|(name, _)| name).collect();
            (names(yes), names(no))
        })
    }

    /// Starts the service, which must be ready as soon as it listens.
    fn serve(&self) -> Service {
        let service = self.installation.serve();
        assert_eq!(service.get("/readyz").0, 200);
        service
    }

    /// Exactly these accounts are there, each made once.
    fn holds(&self, expected: &BTreeSet<String>) {
        let mut conn: Db = self.database.connect();
        let stored: BTreeSet<String> = users::table
            .filter(users::username.like("nguoi.%"))
            .select(users::username)
            .load(&mut conn)
            .expect("accounts")
            .into_iter()
            .collect();
        assert_eq!(&stored, expected);
        let made: i64 = audit_log::table
            .filter(audit_log::action.eq("user.created"))
            .count()
            .get_result(&mut conn)
            .expect("a number");
        assert_eq!(usize::try_from(made), Ok(expected.len()));
    }
}

fn killed_twenty_times(backend: Backend) {
    let writing = Writing::on(backend);
    let mut expected = BTreeSet::new();
    let mut service = writing.serve();
    for round in 0..KILLS {
        let address = service.address().to_owned();
        let count = BEFORE_THE_END[round % BEFORE_THE_END.len()];
        let (yes, no) = writing.until_the_end(&address, count, || service.kill());
        service = writing.serve();
        let agent = agent();
        for name in &no {
            assert!(writing.write(&agent, service.address(), name), "{name}");
        }
        for name in &yes {
            writing.replays(&agent, service.address(), name);
        }
        expected.extend(yes);
        expected.extend(no);
    }
    service.stop();
    writing.holds(&expected);
    writing.installation.must(&["audit", "verify"]);
}

fn told_to_end_under_load(backend: Backend) {
    let writing = Writing::on(backend);
    let service = writing.serve();
    let address = service.address().to_owned();
    let (yes, no) = writing.until_the_end(&address, 40, || service.signal("TERM"));
    let (code, log) = service.wait();
    assert_eq!(code, Some(0), "{log}");
    assert!(
        log.contains("\"stopped\"") && !log.contains("did not finish"),
        "{log}"
    );
    let service = writing.serve();
    let agent = agent();
    for name in &no {
        assert!(writing.write(&agent, service.address(), name), "{name}");
    }
    service.stop();
    writing.holds(&yes.into_iter().chain(no).collect());
}

mod a_killed_service_loses_nothing {
    use super::*;

    #[test]
    fn on_sqlite() {
        killed_twenty_times(Backend::Sqlite);
    }

    #[test]
    fn on_postgres() {
        killed_twenty_times(Backend::Postgres);
    }
}

mod a_service_told_to_end_loses_nothing {
    use super::*;

    #[test]
    fn on_sqlite() {
        told_to_end_under_load(Backend::Sqlite);
    }

    #[test]
    fn on_postgres() {
        told_to_end_under_load(Backend::Postgres);
    }
}
