//! The work beside the requests, by the real program: once with several
//! processes, and once though a process is killed in the middle.

use crate::program::Installation;
use diesel::prelude::*;
use lamtheo_db::Db;
use lamtheo_db::schema::{jobs, notifications, reminder_items, settings};
use lamtheo_tests::open_issues::open_issue;
use lamtheo_tests::world::ACCOUNTS;
use lamtheo_tests::{Backend, FreshDatabase, SMALL_WORLD, time};
use std::time::{Duration, Instant};

/// An installation on the small world's day, on which everyone has an issue due.
fn installation(backend: Backend) -> (Installation, FreshDatabase) {
    let database = FreshDatabase::filled(backend, &SMALL_WORLD);
    let mut conn = database.connect();
    let now = time::start().naive_utc();
    diesel::insert_into(settings::table)
        .values((
            settings::key.eq("business_date"),
            settings::value.eq("\"2022-05-19\""),
            settings::updated_at.eq(now),
        ))
        .execute(&mut conn)
        .expect("a business date");
    for (role, unit) in ACCOUNTS {
        let key = format!("{role}@{unit}");
        open_issue(
            &mut conn,
            &key,
            unit,
            Some(&key),
            ("in_progress", "2022-05-19"),
        );
    }
    let installation = Installation::demo()
        .with("LAMTHEO_DATABASE_URL", &database.url_text())
        .with("LAMTHEO_DIGEST_AT", "00:00");
    (installation, database)
}

fn done(conn: &mut Db) -> bool {
    let done: i64 = jobs::table
        .filter(jobs::status.eq("done"))
        .filter(jobs::kind.eq("digest"))
        .count()
        .get_result(conn)
        .expect("a count");
    done > 0
}

fn wait_until_done(conn: &mut Db) {
    let began = Instant::now();
    while !done(conn) {
        assert!(began.elapsed() < Duration::from_secs(30), "no digest came");
        std::thread::park_timeout(Duration::from_millis(50));
    }
}

/// Everyone has one digest with the own issue, and nobody anything twice.
fn everyone_was_told_once(conn: &mut Db) {
    let told: Vec<(String, i64)> = notifications::table
        .filter(notifications::kind.eq("digest"))
        .group_by(notifications::user_id)
        .select((notifications::user_id, diesel::dsl::count_star()))
        .load(conn)
        .expect("counts");
    assert_eq!(told.len(), ACCOUNTS.len());
    assert!(told.iter().all(|(_, n)| *n == 1), "{told:?}");
    let items: i64 = reminder_items::table
        .count()
        .get_result(conn)
        .expect("a count");
    assert_eq!(usize::try_from(items), Ok(ACCOUNTS.len()));
    let slots: i64 = jobs::table
        .filter(jobs::kind.eq("digest"))
        .count()
        .get_result(conn)
        .expect("a count");
    assert_eq!(slots, 1);
}

fn killed_in_the_middle(backend: Backend) {
    let (installation, database) = installation(backend);
    let mut conn = database.connect();
    for _ in 0..3 {
        let mut service = installation.serve();
        service.log_until("job begins");
        service.kill();
        if done(&mut conn) {
            break;
        }
        // As if a minute had passed: the lease of the dead runs out.
        diesel::update(jobs::table)
            .set(jobs::locked_until.eq(time::start().naive_utc() - chrono::Duration::days(3_650)))
            .execute(&mut conn)
            .expect("an expired lease");
    }
    let service = installation.serve();
    wait_until_done(&mut conn);
    service.stop();
    everyone_was_told_once(&mut conn);
}

mod a_worker_killed_in_the_middle_tells_everyone_once {
    use super::*;

    #[test]
    fn on_sqlite() {
        killed_in_the_middle(Backend::Sqlite);
    }

    #[test]
    fn on_postgres() {
        killed_in_the_middle(Backend::Postgres);
    }
}

#[test]
fn several_processes_on_one_postgresql_tell_everyone_once() {
    let (installation, database) = installation(Backend::Postgres);
    let mut conn = database.connect();
    let services = [
        installation.serve(),
        installation.serve(),
        installation.work(),
    ];
    wait_until_done(&mut conn);
    for service in services {
        service.stop();
    }
    everyone_was_told_once(&mut conn);
}

#[test]
fn a_service_without_worker_leaves_the_work_to_the_worker() {
    let (installation, database) = installation(Backend::Postgres);
    let mut conn = database.connect();
    let installation = installation.with("LAMTHEO_WORKER", "off");
    let service = installation.serve();
    assert_eq!(service.get("/readyz").0, 200);
    service.stop();
    assert!(!done(&mut conn));
    let worker = installation.work();
    wait_until_done(&mut conn);
    let log = worker.stop();
    assert!(log.contains("\"stopped\""), "{log}");
    everyone_was_told_once(&mut conn);
}
