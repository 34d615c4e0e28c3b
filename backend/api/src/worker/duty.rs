//! One worker: looks around every second and does what is due. Everything it
//! takes it takes in the database, so any number of workers share the work.

use super::mail::{Letter, MailFault, Mailer, SmtpMailer};
use crate::rooms::files;
use crate::rooms::issues::unanswered;
use crate::rooms::notifications::{Posting, deliver, post};
use crate::rooms::reminders;
use crate::{FileSettings, Settings};
use chrono::{Datelike, NaiveTime};
use lamtheo_db::jobs::{self, Claimed};
use lamtheo_db::{Database, Failure, Origin, Outcome, Tx, stored};
use lamtheo_domain::job;
use lamtheo_domain::kernel::ids::RowId;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;
use tokio::sync::watch;

/// How often a worker that found nothing looks again.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Letters in one round, so that other work gets its turn.
const LETTERS: usize = 50;
/// Kinds of jobs that this program can do.
const KINDS: &[&str] = &[reminders::DIGEST, files::SWEEP, deliver::TELL];
/// The day on which nobody has looked for issues without who answers for them.
const NEVER: i32 = i32::MIN;

/// A part of the work; each goes on whatever becomes of the others.
#[derive(Debug, Clone, Copy)]
enum Stage {
    Notices,
    Owners,
    Schedule,
    Jobs,
}

/// A worker with its own name in the leases.
#[derive(Clone)]
pub struct Worker {
    db: Database,
    posting: Posting,
    mailer: Option<Arc<dyn Mailer>>,
    digest_at: NaiveTime,
    files: FileSettings,
    holder: String,
    /// The day on which issues were last looked through for who answers for
    /// them, counted from the common era.
    owners_asked: Arc<AtomicI32>,
}

impl Worker {
    /// A worker on `db` with the mail server of the settings.
    ///
    /// # Errors
    /// What of the mail settings cannot be understood.
    pub fn new(db: Database, settings: &Settings) -> Result<Self, String> {
        let mailer = match &settings.mail {
            Some(mail) => Some(Arc::new(SmtpMailer::new(mail)?) as Arc<dyn Mailer>),
            None => None,
        };
        let holder = RowId::new(db.clock().moment().now).to_string();
        Ok(Self {
            posting: Posting {
                on: mailer.is_some(),
                base_url: settings.base_url.clone(),
            },
            digest_at: settings.digest_at,
            files: settings.files.clone(),
            db,
            mailer,
            holder,
            owners_asked: Arc::new(AtomicI32::new(NEVER)),
        })
    }

    /// Works until `stop` turns true; what is under way is finished, what is
    /// not taken up by the next worker.
    pub async fn run(self, stop: watch::Receiver<bool>) {
        let posting = self.clone();
        // What a process that was killed left behind is cleared away at once.
        if let Err(error) = files::sweep(&self.db, &self.files).await {
            tracing::warn!(%error, "uploaded files were not swept");
        }
        tokio::join!(
            look(stop.clone(), || self.work_off()),
            look(stop, || posting.post()),
        );
    }

    /// Does everything that is due now, letters apart; returns how much. What
    /// fails holds up nothing else; the first failure is told at the end.
    pub async fn work_off(&self) -> Outcome<usize> {
        let mut done = 0;
        let mut failed = None;
        for stage in [Stage::Notices, Stage::Owners, Stage::Schedule, Stage::Jobs] {
            let outcome = match stage {
                Stage::Notices => self.deliver_all().await,
                Stage::Owners => self.ask_for_owners().await,
                Stage::Schedule => self.schedule().await,
                Stage::Jobs => self.work_off_jobs().await,
            };
            match outcome {
                Ok(n) => done += n,
                Err(error) => {
                    let code = error.code().unwrap_or("failed");
                    tracing::error!(?stage, code, %error, "the worker could not do a part of its work");
                    failed.get_or_insert(error);
                }
            }
        }
        failed.map_or(Ok(done), Err)
    }

    async fn deliver_all(&self) -> Outcome<usize> {
        let mut done = 0;
        loop {
            let waiting = self.db.read(|tx| deliver::waiting(tx.conn)).await?;
            if waiting.is_empty() {
                return Ok(done);
            }
            self.owners_asked.store(NEVER, Ordering::Relaxed);
            let posting = self.posting.clone();
            let together = self
                .db
                .upkeep(move |conn, at| deliver::deliver(conn, at, &posting));
            match together.await {
                Ok(0) => return Ok(done),
                Ok(n) => done += n,
                Err(error) => {
                    tracing::warn!(%error, "events could not be told together; each is told by itself");
                    done += self.deliver_singly(waiting).await?;
                }
            }
        }
    }

    /// Tells each event by itself; one that cannot be told becomes a job of its
    /// own, which is tried again and seen by administrators.
    async fn deliver_singly(&self, waiting: Vec<RowId>) -> Outcome<usize> {
        let told = waiting.len();
        for id in waiting {
            let (posting, event) = (self.posting.clone(), id.clone());
            let alone = self
                .db
                .upkeep(move |conn, at| deliver::deliver_one(conn, at, &posting, &event));
            let Err(error) = alone.await else { continue };
            let code = error.code().unwrap_or("failed");
            tracing::error!(event = %id, code, %error, "an event could not be told; a job tries again");
            self.db
                .upkeep(move |conn, at| deliver::set_aside(conn, at, &id))
                .await?;
        }
        Ok(told)
    }

    /// Finds issues that have lost who answers for them: when a day begins, and
    /// after every change that was told of.
    async fn ask_for_owners(&self) -> Outcome<usize> {
        let today = self.db.clock().moment().today;
        if self.owners_asked.load(Ordering::Relaxed) == today.num_days_from_ce() {
            return Ok(0);
        }
        let mut done = 0;
        loop {
            let lost = self
                .db
                .read(|tx| unanswered::lost(tx.conn, tx.at.today))
                .await?;
            if lost.is_empty() {
                break;
            }
            let work = move |tx: &mut Tx<'_>| unanswered::close(tx, &lost);
            match self.db.write(Origin::system("worker"), work).await {
                Ok(closed) => done += closed,
                // Another process was quicker.
                Err(error) if error.code() == Some("version_stale") => break,
                Err(error) => return Err(error),
            }
        }
        if done > 0 {
            self.deliver_all().await?;
        }
        self.owners_asked
            .store(today.num_days_from_ce(), Ordering::Relaxed);
        Ok(done)
    }

    async fn work_off_jobs(&self) -> Outcome<usize> {
        let mut done = 0;
        while let Some(job) = self.claim().await? {
            self.carry_out(job).await?;
            done += 1;
        }
        Ok(done)
    }

    /// Takes the slots of the schedule that are due.
    async fn schedule(&self) -> Outcome<usize> {
        let digest_at = self.digest_at;
        let (digest, sweep) = self
            .db
            .read(move |tx| {
                let digest = reminders::digest_slot(tx.conn, tx.at, digest_at)?;
                Ok((digest, files::sweep_slot(tx.conn, tx.at)?))
            })
            .await?;
        let mut taken = 0;
        for (name, slot) in [(reminders::DIGEST, digest), (files::SWEEP, sweep)] {
            if let Some(slot) = slot {
                taken += usize::from(self.take(name, slot).await?);
            }
        }
        Ok(taken)
    }

    async fn take(&self, name: &'static str, slot: String) -> Outcome<bool> {
        self.db
            .upkeep(move |conn, at| {
                let payload = json!({ "day": slot });
                let taken = jobs::take_slot(conn, at.now, (name, &slot), (name, &payload))?;
                Ok(taken.is_some())
            })
            .await
    }

    async fn claim(&self) -> Outcome<Option<Claimed>> {
        let waiting = self
            .db
            .read(|tx| jobs::waiting(tx.conn, stored(tx.at.now)))
            .await?;
        if !waiting {
            return Ok(None);
        }
        let holder = self.holder.clone();
        self.db
            .upkeep(move |conn, at| jobs::claim(conn, at.now, &holder, KINDS))
            .await
    }

    async fn carry_out(&self, job: Claimed) -> Outcome<()> {
        tracing::info!(job = %job.id, kind = job.kind, attempt = job.attempts, "job begins");
        let outcome = self.run_job(&job).await;
        match outcome {
            Ok(result) => {
                tracing::info!(job = %job.id, kind = job.kind, "job ends");
                self.db
                    .upkeep(move |conn, at| jobs::finish(conn, at.now, &job, &result))
                    .await
            }
            Err(failure) => {
                tracing::warn!(job = %job.id, kind = job.kind, error = %failure, "job failed");
                let code = failure.code();
                let given_up = job::is_final(code);
                let code = code.unwrap_or("failed");
                self.db
                    .upkeep(move |conn, at| jobs::fail(conn, at.now, &job, code, given_up))
                    .await
            }
        }
    }

    async fn run_job(&self, job: &Claimed) -> Outcome<Value> {
        match job.kind.as_str() {
            reminders::DIGEST => reminders::run_digest(&self.db, &self.posting, job).await,
            files::SWEEP => files::run_sweep(&self.db, &self.files).await,
            deliver::TELL => {
                let (posting, job) = (self.posting.clone(), job.clone());
                self.db
                    .upkeep(move |conn, at| deliver::tell_again(conn, at, &posting, &job))
                    .await
            }
            other => Err(Failure::defect(format!("nobody knows the job {other}"))),
        }
    }

    /// Sends the letters that are due; returns how many went out. A server
    /// that is down ends the round.
    pub async fn post(&self) -> Outcome<usize> {
        let Some(mailer) = &self.mailer else {
            return Ok(0);
        };
        let mut sent = 0;
        while sent < LETTERS {
            let waiting = self
                .db
                .read(|tx| post::waiting(tx.conn, stored(tx.at.now)))
                .await?;
            if !waiting {
                break;
            }
            let holder = self.holder.clone();
            let taken = self
                .db
                .upkeep(move |conn, at| post::claim(conn, at.now, &holder))
                .await?;
            let Some(queued) = taken else { break };
            let letter = Letter {
                id: queued.id.to_string(),
                to: queued.address.clone(),
                subject: queued.subject.clone(),
                body: queued.body.clone(),
            };
            // Between taking it and here the process may have stood still.
            let held = queued.clone();
            let renewed = self
                .db
                .upkeep(move |conn, at| post::renew(conn, at.now, &held))
                .await?;
            if !renewed {
                continue;
            }
            let mailer = Arc::clone(mailer);
            let went = tokio::task::spawn_blocking(move || mailer.send(&letter))
                .await
                .unwrap_or_else(|_| Err(MailFault::Later("panic".to_owned())));
            let down = matches!(went, Err(MailFault::Later(_)));
            self.db
                .upkeep(move |conn, at| match went {
                    Ok(()) => post::sent(conn, at.now, &queued),
                    Err(MailFault::Later(error)) => post::later(conn, at.now, &queued, &error),
                    Err(MailFault::Refused(error)) => post::refused(conn, at.now, &queued, &error),
                })
                .await?;
            if down {
                tracing::warn!("the mail server does not take letters; they wait");
                break;
            }
            sent += 1;
        }
        Ok(sent)
    }
}

/// Calls `work` again and again until `stop` turns true.
async fn look<F, W>(mut stop: watch::Receiver<bool>, work: F)
where
    F: Fn() -> W,
    W: Future<Output = Outcome<usize>>,
{
    while !*stop.borrow() {
        if let Err(error) = work().await {
            tracing::warn!(%error, "the worker could not do its work");
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = stop.changed() => {}
        }
    }
}
