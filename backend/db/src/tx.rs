//! What a command sees of its transaction, and how a change leaves its trace.

use crate::{Db, DbError, Failure, Outcome, audit, bulk, stored};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use lamtheo_domain::kernel::{Moment, Refusal, ids::*};
use serde_json::Value;

/// On whose behalf a transaction runs; goes into the audit row.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The account, `None` before sign-in and for the command line.
    pub user_id: Option<UserId>,
    /// The session.
    pub session_id: Option<SessionId>,
    /// The client's address.
    pub ip: Option<String>,
    /// The request's trace id.
    pub request_id: String,
}

impl Origin {
    /// The command line or a background job named `what`.
    pub fn system(what: &str) -> Self {
        Self {
            request_id: what.to_owned(),
            ..Self::default()
        }
    }
}

/// A read-only transaction: one consistent picture.
pub struct ReadTx<'c> {
    /// The connection.
    pub conn: &'c mut Db,
    /// The request's reading of the clock.
    pub at: Moment,
}

/// A writing transaction.
pub struct Tx<'c> {
    /// The connection.
    pub conn: &'c mut Db,
    /// The request's reading of the clock.
    pub at: Moment,
    /// On whose behalf.
    pub origin: Origin,
}

/// The record an event is about.
#[derive(Debug, Clone)]
pub struct ObjectRef {
    /// The resource's singular name, e.g. `registration`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
}

/// One change, as it goes into the audit log and the outbox.
#[derive(Debug, Clone)]
pub struct Event {
    name: &'static str,
    object: ObjectRef,
    unit_id: Option<UnitId>,
    reason: Option<String>,
    before: Option<Value>,
    after: Option<Value>,
}

impl Event {
    /// The event `name` (`registration.submitted`) about the `kind` with `id`.
    pub fn new(name: &'static str, kind: &'static str, id: impl std::fmt::Display) -> Self {
        Self {
            name,
            object: ObjectRef {
                kind,
                id: id.to_string(),
            },
            unit_id: None,
            reason: None,
            before: None,
            after: None,
        }
    }

    /// The unit whose leaders and staff are concerned.
    pub fn unit(mut self, unit: &UnitId) -> Self {
        self.unit_id = Some(unit.clone());
        self
    }

    /// The stated reason.
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// The changed fields before the change; never secrets.
    pub fn before(mut self, before: Value) -> Self {
        self.before = Some(before);
        self
    }

    /// The changed fields after the change; never secrets.
    pub fn after(mut self, after: Value) -> Self {
        self.after = Some(after);
        self
    }
}

/// A value whose change has its audit and outbox rows in the same transaction.
/// A writing transaction must end with one: nothing else makes it.
#[derive(Debug)]
#[must_use]
pub struct Recorded<T>(T);

impl<T> Recorded<T> {
    /// The value, after the commit or to build a larger recorded value.
    pub fn into_inner(self) -> T {
        self.0
    }

    /// The recorded value seen differently.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Recorded<U> {
        Recorded(f(self.0))
    }
}

impl Tx<'_> {
    /// Writes the audit row and the outbox row of `event`.
    pub fn record<T>(&mut self, event: Event, value: T) -> Outcome<Recorded<T>> {
        use crate::schema::outbox;
        let (name, object, unit_id) = (event.name, event.object.clone(), event.unit_id.clone());
        let row = self.audit_row(event);
        diesel::insert_into(crate::schema::audit_log::table)
            .values(&row)
            .execute(self.conn)?;
        diesel::insert_into(outbox::table)
            .values((
                outbox::id.eq(RowId::new(self.at.now)),
                outbox::at.eq(stored(self.at.now)),
                outbox::event.eq(name),
                outbox::object_type.eq(object.kind),
                outbox::object_id.eq(object.id),
                outbox::unit_id.eq(unit_id),
                outbox::audit_id.eq(row.id),
            ))
            .execute(self.conn)?;
        Ok(Recorded(value))
    }

    /// Writes the audit and outbox rows of many events in bulk: imports change
    /// many records in one transaction, each with its own trace. At least one.
    pub fn record_all<T>(&mut self, events: Vec<Event>, value: T) -> Outcome<Recorded<T>> {
        if events.is_empty() {
            return Err(DbError::Internal("a change without an event".to_owned()).into());
        }
        let traces: Vec<_> = events
            .into_iter()
            .map(|event| self.audit_row(event))
            .map(|row| bulk::Trace::new(row, RowId::new(self.at.now)))
            .collect();
        bulk::insert_traces(self.conn, traces)?;
        Ok(Recorded(value))
    }

    fn audit_row(&self, event: Event) -> audit::AuditRow {
        audit::AuditRow {
            id: RowId::new(self.at.now),
            at: stored(self.at.now),
            actor_user_id: self.origin.user_id.clone(),
            session_id: self.origin.session_id.clone(),
            ip: self.origin.ip.clone(),
            request_id: self.origin.request_id.clone(),
            action: event.name.to_owned(),
            object_type: event.object.kind.to_owned(),
            object_id: event.object.id.clone(),
            unit_id: event.unit_id.clone(),
            reason: event.reason,
            before_state: event.before.map(|v| v.to_string()),
            after_state: event.after.map(|v| v.to_string()),
            content_hash: String::new(),
        }
        .hashed()
    }

    /// Runs `f` in a savepoint: a refusal undoes what `f` wrote and nothing else.
    pub fn attempt<T>(
        &mut self,
        f: impl FnOnce(&mut Tx<'_>) -> Outcome<T>,
    ) -> Outcome<Result<T, Refusal>> {
        self.conn.batch_execute("SAVEPOINT attempt")?;
        match f(self) {
            Ok(value) => {
                self.conn.batch_execute("RELEASE SAVEPOINT attempt")?;
                Ok(Ok(value))
            }
            Err(Failure::Refusal(refusal)) => {
                self.conn.batch_execute("ROLLBACK TO SAVEPOINT attempt")?;
                self.conn.batch_execute("RELEASE SAVEPOINT attempt")?;
                Ok(Err(refusal))
            }
            Err(failure) => Err(failure),
        }
    }

    /// Requires that exactly one row changed; anything else is a defect or a race.
    pub fn one_row(changed: usize) -> Outcome<()> {
        match changed {
            1 => Ok(()),
            0 => Err(Refusal::stale().into()),
            n => Err(DbError::Internal(format!("{n} rows changed where one was meant")).into()),
        }
    }
}
