//! The door to the database: reads, audited writes, unaudited upkeep.

use crate::connection::{Db, Purpose};
use crate::idempotency::{self, RequestKey, StoredReply};
use crate::pool::{self, Pool};
use crate::writer::{Writer, WriterCounts};
use crate::{DatabaseUrl, DbError, Failure, Origin, Outcome, ReadTx, Recorded, Tx, migrate};
use diesel::connection::SimpleConnection;
use lamtheo_domain::kernel::{Clock, Moment};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// How large the pools are.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Connections that read at once.
    pub readers: u32,
    /// Connections that write at once; PostgreSQL only, SQLite has one.
    pub writers: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            readers: 8,
            writers: 16,
        }
    }
}

/// The reply of a changing request, fresh or kept.
#[derive(Debug)]
pub struct Answer {
    /// What the client gets.
    pub reply: StoredReply,
    /// Whether it is the kept reply of an earlier request.
    pub replayed: bool,
}

#[derive(Clone)]
enum WriteSide {
    Sqlite(Writer),
    Postgres(Pool),
}

/// A database with its pools; cheap to clone.
#[derive(Clone)]
pub struct Database {
    url: DatabaseUrl,
    clock: Clock,
    readers: Pool,
    writers: WriteSide,
}

impl Database {
    /// Opens the pools; connections are made when first needed.
    pub fn open(url: DatabaseUrl, clock: Clock, options: Options) -> Result<Self, DbError> {
        let writers = match &url {
            DatabaseUrl::Sqlite(_) => WriteSide::Sqlite(Writer::start(&url)?),
            DatabaseUrl::Postgres(_) => {
                WriteSide::Postgres(pool::build(&url, Purpose::Write, options.writers))
            }
        };
        let readers = pool::build(&url, Purpose::Read, options.readers);
        Ok(Self {
            url,
            clock,
            readers,
            writers,
        })
    }

    /// Where the data is.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// The injected clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The same pools with another clock, e.g. on the demonstration's business date.
    pub fn with_clock(&self, clock: Clock) -> Self {
        Self {
            clock,
            ..self.clone()
        }
    }

    /// Group-commit counters; `None` on PostgreSQL.
    pub fn writer_counts(&self) -> Option<Arc<WriterCounts>> {
        match &self.writers {
            WriteSide::Sqlite(writer) => Some(writer.counts()),
            WriteSide::Postgres(_) => None,
        }
    }

    /// Brings the schema up to this program's version. `url` may name another
    /// role than the one the service uses.
    pub async fn migrate(&self, url: Option<DatabaseUrl>) -> Outcome<Vec<String>> {
        let url = url.unwrap_or_else(|| self.url.clone());
        let now = self.clock.moment().now;
        blocking(move || migrate::run(&url, now)).await
    }

    /// Reads in one consistent, read-only transaction.
    pub async fn read<T, F>(&self, work: F) -> Outcome<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut ReadTx<'_>) -> Outcome<T> + Send + 'static,
    {
        let readers = self.readers.clone();
        let at = self.clock.moment();
        let begin = match &self.url {
            DatabaseUrl::Sqlite(_) => "BEGIN",
            DatabaseUrl::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        blocking(move || {
            let mut conn = pool::take(&readers)?;
            transact(&mut conn, begin, |conn| work(&mut ReadTx { conn, at }))
        })
        .await
    }

    /// Writes in one transaction that must leave its audit row.
    pub async fn write<T, F>(&self, origin: Origin, work: F) -> Outcome<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Outcome<Recorded<T>> + Send + 'static,
    {
        let at = self.clock.moment();
        self.upkeep_at(at, move |conn, at| {
            work(&mut Tx { conn, at, origin }).map(Recorded::into_inner)
        })
        .await
    }

    /// Answers a request that changes something: `load` finds the record within
    /// the caller's scope, then a kept reply is replayed, then `check` compares
    /// the version, then `run` changes it. All in one transaction, in the order
    /// in which a client must see the refusals.
    pub async fn answer<L, Load, Check, Run>(
        &self,
        origin: Origin,
        key: Option<RequestKey>,
        load: Load,
        check: Check,
        run: Run,
    ) -> Outcome<Answer>
    where
        Load: FnOnce(&mut Tx<'_>) -> Outcome<L> + Send + 'static,
        Check: FnOnce(&L) -> Outcome<()> + Send + 'static,
        Run: FnOnce(&mut Tx<'_>, L) -> Outcome<Recorded<StoredReply>> + Send + 'static,
    {
        let at = self.clock.moment();
        self.upkeep_at(at, move |conn, at| {
            let tx = &mut Tx { conn, at, origin };
            let loaded = load(tx)?;
            if let Some(reply) = key
                .as_ref()
                .map(|k| idempotency::claim(tx, k))
                .transpose()?
                .flatten()
            {
                return Ok(Answer {
                    reply,
                    replayed: true,
                });
            }
            check(&loaded)?;
            let reply = run(tx, loaded)?.into_inner();
            if let Some(key) = &key {
                idempotency::keep(tx, key, &reply)?;
            }
            Ok(Answer {
                reply,
                replayed: false,
            })
        })
        .await
    }

    /// Writes what is not a change of a record: limits, seals, last-used stamps.
    pub async fn upkeep<T, F>(&self, work: F) -> Outcome<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Db, Moment) -> Outcome<T> + Send + 'static,
    {
        self.upkeep_at(self.clock.moment(), work).await
    }

    async fn upkeep_at<T, F>(&self, at: Moment, work: F) -> Outcome<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Db, Moment) -> Outcome<T> + Send + 'static,
    {
        match &self.writers {
            WriteSide::Sqlite(writer) => writer.run(move |conn| work(conn, at)).await,
            WriteSide::Postgres(writers) => {
                let writers = writers.clone();
                blocking(move || {
                    let mut conn = pool::take(&writers)?;
                    transact(&mut conn, "BEGIN", |conn| work(conn, at))
                })
                .await
            }
        }
    }
}

/// Runs `work` between `begin` and COMMIT; a refusal, an error or a panic rolls back.
fn transact<T>(conn: &mut Db, begin: &str, work: impl FnOnce(&mut Db) -> Outcome<T>) -> Outcome<T> {
    conn.batch_execute(begin)?;
    let outcome = catch_unwind(AssertUnwindSafe(|| work(conn)))
        .unwrap_or(Err(Failure::Database(DbError::Panicked)));
    match outcome {
        Ok(value) => {
            conn.batch_execute("COMMIT")?;
            Ok(value)
        }
        Err(failure) => {
            if let Err(error) = conn.batch_execute("ROLLBACK") {
                tracing::warn!(%error, "rollback failed");
            }
            Err(failure)
        }
    }
}

async fn blocking<T, F>(work: F) -> Outcome<T>
where
    T: Send + 'static,
    F: FnOnce() -> Outcome<T> + Send + 'static,
{
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(Failure::Database(DbError::Panicked)))
}
