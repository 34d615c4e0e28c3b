//! The transaction pipeline alone: group commit, isolation of a failing
//! neighbour, the audit row beside the change, the chain.

use diesel::prelude::*;
use lamtheo_db::schema::{audit_log, outbox, settings};
use lamtheo_db::{Database, Event, Failure, Options, Origin, Outcome, Recorded, Tx, audit, stored};
use lamtheo_domain::kernel::{Clock, Refusal};
use lamtheo_tests::{Backend, FreshDatabase, NOTHING, both_backends, time};
use std::rc::Rc;
use std::sync::atomic::Ordering;

fn open(database: &FreshDatabase) -> Database {
    let clock = Clock::new(time::start, None);
    Database::open(
        database.url().clone(),
        clock,
        Options {
            readers: 2,
            writers: 8,
        },
    )
    .unwrap()
}

fn told<F: Future<Output = ()>>(
    backend: Backend,
    story: impl FnOnce(Database, Rc<FreshDatabase>) -> F,
) {
    actix_web::rt::System::new().block_on(async move {
        let database = Rc::new(FreshDatabase::filled(backend, &NOTHING));
        story(open(&database), Rc::clone(&database)).await;
    });
}

fn put(tx: &mut Tx<'_>, key: &str) -> Outcome<Recorded<()>> {
    diesel::insert_into(settings::table)
        .values((
            settings::key.eq(key),
            settings::value.eq("1"),
            settings::updated_at.eq(stored(tx.at.now)),
        ))
        .execute(tx.conn)?;
    tx.record(Event::new("setting.written", "setting", key), ())
}

async fn rows(db: &Database) -> (i64, i64, i64) {
    db.read(|tx| {
        Ok((
            settings::table.count().get_result(tx.conn)?,
            audit_log::table.count().get_result(tx.conn)?,
            outbox::table.count().get_result(tx.conn)?,
        ))
    })
    .await
    .unwrap()
}

async fn together(
    db: &Database,
    count: usize,
    work: fn(&mut Tx<'_>, usize) -> Outcome<Recorded<()>>,
) -> Vec<Outcome<()>> {
    let running: Vec<_> = (0..count)
        .map(|n| {
            let db = db.clone();
            actix_web::rt::spawn(async move {
                db.write(Origin::system("test"), move |tx| work(tx, n))
                    .await
            })
        })
        .collect();
    let mut outcomes = Vec::new();
    for task in running {
        outcomes.push(task.await.unwrap());
    }
    outcomes
}

both_backends! {
    fn a_change_has_its_audit_and_outbox_rows_or_is_not_there(backend: Backend) {
        told(backend, |db, _database| async move {
            db.write(Origin::system("test"), |tx| put(tx, "kept")).await.unwrap();
            let refused: Outcome<()> = db
                .write(Origin::system("test"), |tx| {
                    let _ = put(tx, "refused")?;
                    Err(Refusal::conflict("no", "Không").into())
                })
                .await;
            assert_eq!(refused.unwrap_err().code(), Some("no"));
            assert_eq!(rows(&db).await, (1, 1, 1));
        });
    }

    fn a_panicking_or_failing_closure_harms_no_neighbour(backend: Backend) {
        told(backend, |db, _database| async move {
            let outcomes = together(&db, 32, |tx, n| match n % 4 {
                0 => panic!("a defect in one closure"),
                1 => {
                    let _ = put(tx, &format!("undone {n}"))?;
                    Err(Refusal::conflict("no", "Không").into())
                }
                2 => {
                    let _ = put(tx, &format!("twice {n}"))?;
                    put(tx, &format!("twice {n}"))
                }
                _ => put(tx, &format!("kept {n}")),
            })
            .await;
            for (n, outcome) in outcomes.iter().enumerate() {
                match (n % 4, outcome) {
                    (1, Err(failure)) => assert_eq!(failure.code(), Some("no")),
                    (0 | 2, Err(Failure::Database(_))) | (3, Ok(())) => {}
                    (_, other) => panic!("{n}: {other:?}"),
                }
            }
            assert_eq!(rows(&db).await, (8, 8, 8));
        });
    }

    fn an_attempt_undoes_only_its_own_rows(backend: Backend) {
        told(backend, |db, _database| async move {
            db.write(Origin::system("test"), |tx| {
                let first = put(tx, "outer")?;
                let inner = tx.attempt(|tx| {
                    let _ = put(tx, "inner")?;
                    Err::<(), _>(Refusal::conflict("no", "Không").into())
                })?;
                assert_eq!(inner.unwrap_err().code, "no");
                Ok(first)
            })
            .await
            .unwrap();
            assert_eq!(rows(&db).await, (1, 1, 1));
        });
    }

    fn the_chain_names_the_row_whose_byte_was_flipped(backend: Backend) {
        told(backend, |db, database| async move {
            together(&db, 20, |tx, n| put(tx, &format!("row {n}"))).await;
            let sealed = db.upkeep(|conn, at| audit::seal(conn, stored(at.now))).await.unwrap();
            assert_eq!(sealed, 20);
            db.write(Origin::system("test"), |tx| put(tx, "tail")).await.unwrap();
            let whole = audit::verify(&mut database.connect()).unwrap();
            assert_eq!((whole.verified, whole.broken, whole.unsealed), (20, None, 1));
            let mut conn = database.connect();
            if backend == Backend::Sqlite {
                diesel::sql_query("DROP TRIGGER audit_log_no_update").execute(&mut conn).unwrap();
            }
            diesel::sql_query(
                "UPDATE audit_log SET object_id = 'row X' WHERE id = (SELECT audit_id FROM audit_seal WHERE seq = 7)",
            )
            .execute(&mut conn)
            .unwrap();
            let broken = audit::verify(&mut conn).unwrap().broken.unwrap();
            assert_eq!((broken.seq, broken.reason), (7, "content_changed"));
        });
    }
}

#[test]
fn thirty_two_writers_share_commits_on_the_embedded_database() {
    told(Backend::Sqlite, |db, _database| async move {
        // The first closure holds the writer until the others wait behind it.
        let counts = db.writer_counts().unwrap();
        let before = counts.commits.load(Ordering::Relaxed);
        let (held, release) = std::sync::mpsc::channel::<()>();
        let holder = {
            let db = db.clone();
            actix_web::rt::spawn(async move {
                db.write(Origin::system("test"), move |tx| {
                    let _ = release.recv();
                    put(tx, "holder")
                })
                .await
            })
        };
        let waiting: Vec<_> = (0..32)
            .map(|n| {
                let db = db.clone();
                actix_web::rt::spawn(async move {
                    db.write(Origin::system("test"), move |tx| put(tx, &format!("{n}")))
                        .await
                })
            })
            .collect();
        actix_web::rt::task::yield_now().await;
        drop(held);
        holder.await.unwrap().unwrap();
        for task in waiting {
            task.await.unwrap().unwrap();
        }
        let commits = counts.commits.load(Ordering::Relaxed) - before;
        assert!(commits < 33, "{commits} commits for 33 transactions");
        assert_eq!(rows(&db).await, (33, 33, 33));
    });
}
