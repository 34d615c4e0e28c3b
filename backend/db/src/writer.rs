//! The single writer of the embedded database with group commit: transactions
//! that arrive while another commits run as savepoints of one commit, so one
//! fsync pays for many. A refusal or a panic rolls back its own savepoint only;
//! replies go out after the commit.

use crate::connection::{self, Purpose};
use crate::{DatabaseUrl, Db, DbError, Failure, Outcome};
use diesel::connection::SimpleConnection;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// Most transactions in one commit.
const BATCH: usize = 50;
/// Longest time a batch collects before it commits.
const BATCH_TIME: Duration = Duration::from_millis(10);
/// Transactions that may wait.
const QUEUE: usize = 1024;

/// Counters of the writer, for tests, metrics and benchmarks.
#[derive(Debug, Default)]
pub struct WriterCounts {
    /// Commits made.
    pub commits: AtomicU64,
    /// Transactions that were kept.
    pub transactions: AtomicU64,
}

/// A transaction in the queue.
trait Job: Send {
    /// Runs inside its savepoint; whether its changes stay.
    fn run(&mut self, conn: &mut Db) -> bool;
    /// Replies: with its own result after a commit, or with the batch's failure.
    fn reply(self: Box<Self>, batch: Result<(), &str>);
}

struct Pending<T, F> {
    work: Option<F>,
    result: Option<Outcome<T>>,
    reply: oneshot::Sender<Outcome<T>>,
}

impl<T, F> Job for Pending<T, F>
where
    T: Send,
    F: FnOnce(&mut Db) -> Outcome<T> + Send,
{
    fn run(&mut self, conn: &mut Db) -> bool {
        let Some(work) = self.work.take() else {
            return false;
        };
        let result = catch_unwind(AssertUnwindSafe(|| work(conn)))
            .unwrap_or(Err(Failure::Database(DbError::Panicked)));
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn reply(self: Box<Self>, batch: Result<(), &str>) {
        let outcome = match (batch, self.result) {
            (Ok(()), Some(result)) => result,
            (Err(_), Some(Err(refused))) => Err(refused),
            (Err(text), _) => Err(DbError::from_text(text.to_owned()).into()),
            (Ok(()), None) => Err(Failure::defect("a transaction left no result")),
        };
        // The client may have gone; the commit stands all the same.
        let _ = self.reply.send(outcome);
    }
}

/// Handle to the writer thread; the thread ends when the last handle is dropped.
#[derive(Clone)]
pub(crate) struct Writer {
    queue: mpsc::SyncSender<Box<dyn Job>>,
    counts: Arc<WriterCounts>,
}

impl Writer {
    /// Opens the writing connection and starts the thread.
    pub fn start(url: &DatabaseUrl) -> Result<Self, DbError> {
        let conn = connection::open(url, Purpose::Write).map_err(DbError::Unavailable)?;
        let (queue, jobs) = mpsc::sync_channel(QUEUE);
        let counts = Arc::new(WriterCounts::default());
        let shared = Arc::clone(&counts);
        std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || serve(conn, &jobs, &shared))
            .map_err(|e| DbError::Internal(e.to_string()))?;
        Ok(Self { queue, counts })
    }

    pub fn counts(&self) -> Arc<WriterCounts> {
        Arc::clone(&self.counts)
    }

    /// Runs `work` in the next commit.
    pub async fn run<T, F>(&self, work: F) -> Outcome<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Db) -> Outcome<T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Pending {
            work: Some(work),
            result: None,
            reply,
        };
        match self.queue.try_send(Box::new(job)) {
            Ok(()) => {}
            Err(mpsc::TrySendError::Full(_)) => {
                return Err(DbError::Unavailable("the write queue is full".to_owned()).into());
            }
            Err(mpsc::TrySendError::Disconnected(_)) => {
                return Err(DbError::Unavailable("the writer has stopped".to_owned()).into());
            }
        }
        answer.await.unwrap_or_else(|_| {
            Err(DbError::Unavailable("the writer has stopped".to_owned()).into())
        })
    }
}

fn serve(mut conn: Db, jobs: &mpsc::Receiver<Box<dyn Job>>, counts: &WriterCounts) {
    while let Ok(first) = jobs.recv() {
        let (batch, outcome) = run_batch(&mut conn, first, jobs, counts);
        let verdict = match &outcome {
            Ok(()) => Ok(()),
            Err(text) => Err(text.as_str()),
        };
        if let Err(text) = verdict {
            tracing::error!(
                error = text,
                transactions = batch.len(),
                "a batch did not commit"
            );
        }
        for job in batch {
            job.reply(verdict);
        }
    }
}

type Batch = Vec<Box<dyn Job>>;

fn run_batch(
    conn: &mut Db,
    first: Box<dyn Job>,
    jobs: &mpsc::Receiver<Box<dyn Job>>,
    counts: &WriterCounts,
) -> (Batch, Result<(), String>) {
    if let Err(e) = conn.batch_execute("BEGIN IMMEDIATE") {
        return (vec![first], Err(e.to_string()));
    }
    let started = Instant::now();
    let mut batch: Batch = Vec::new();
    let mut kept = 0;
    let mut next = Some(first);
    while let Some(mut job) = next {
        let step = run_in_savepoint(conn, job.as_mut());
        batch.push(job);
        match step {
            Ok(keep) => kept += u64::from(keep),
            // SQLite ended the outer transaction (full disk, I/O error): all is undone.
            Err(text) => return (batch, Err(abandon(conn, text))),
        }
        let room = batch.len() < BATCH && started.elapsed() < BATCH_TIME;
        next = if room { jobs.try_recv().ok() } else { None };
    }
    let end = if kept == 0 { "ROLLBACK" } else { "COMMIT" };
    match conn.batch_execute(end) {
        Ok(()) => {
            counts
                .commits
                .fetch_add(u64::from(kept > 0), Ordering::Relaxed);
            counts.transactions.fetch_add(kept, Ordering::Relaxed);
            (batch, Ok(()))
        }
        Err(e) => {
            let text = abandon(conn, e.to_string());
            (batch, Err(text))
        }
    }
}

fn run_in_savepoint(conn: &mut Db, job: &mut dyn Job) -> Result<bool, String> {
    let text = |e: diesel::result::Error| e.to_string();
    conn.batch_execute("SAVEPOINT request").map_err(text)?;
    let keep = job.run(conn);
    if !keep {
        conn.batch_execute("ROLLBACK TO SAVEPOINT request")
            .map_err(text)?;
    }
    conn.batch_execute("RELEASE SAVEPOINT request")
        .map_err(text)?;
    Ok(keep)
}

fn abandon(conn: &mut Db, text: String) -> String {
    // Fails when SQLite has rolled back by itself: nothing is left to do then.
    let _ = conn.batch_execute("ROLLBACK");
    text
}
