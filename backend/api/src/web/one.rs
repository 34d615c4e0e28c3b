//! The short form of most handlers: find the record named in the path, act on
//! it, answer. The order of checks is that of [`Allowed::read`] and
//! [`Allowed::change`].

use super::problem::Handled;
use super::request::Versioned;
use super::{Allowed, Body, Entity, NoInput, PathId, Query, Reply};
use lamtheo_db::idempotency::StoredReply;
use lamtheo_db::{Outcome, ReadTx, Recorded, Tx};
use lamtheo_domain::access::Caller;
use serde::Serialize;
use std::str::FromStr;

impl<A> Allowed<A, NoInput> {
    /// 200 with the record `id` as the caller sees it, and its ETag.
    pub async fn show<K, V, F>(self, id: PathId<K>, find: F) -> Handled<Reply>
    where
        K: FromStr + Send + 'static,
        V: Entity + Send + 'static,
        F: FnOnce(&mut ReadTx<'_>, &Caller, &K) -> Outcome<V> + Send + 'static,
    {
        let id = id.get()?;
        let view = self.read(move |tx, caller| find(tx, caller, &id)).await?;
        Ok(Reply::entity(&view)?)
    }

    /// Changes the record `id`: `load` finds it in scope, If-Match is compared,
    /// `run` changes and records.
    pub async fn act<K, L, S, R>(self, id: PathId<K>, load: S, run: R) -> Handled<Reply>
    where
        K: FromStr + Send + 'static,
        L: Versioned + 'static,
        S: FnOnce(&mut Tx<'_>, &Caller, &K) -> Outcome<L> + Send + 'static,
        R: FnOnce(&mut Tx<'_>, &Caller, L) -> Outcome<Recorded<StoredReply>> + Send + 'static,
    {
        let id = id.get()?;
        self.change(move |tx, caller| load(tx, caller, &id), run)
            .await
    }
}

impl<A, B: Send + 'static> Allowed<A, Body<B>> {
    /// Changes the record `id` as the body says: as [`Allowed::act`].
    pub async fn act_with<K, L, S, R>(self, id: PathId<K>, load: S, run: R) -> Handled<Reply>
    where
        K: FromStr + Send + 'static,
        L: Versioned + 'static,
        S: FnOnce(&mut Tx<'_>, &Caller, &K) -> Outcome<L> + Send + 'static,
        R: FnOnce(&mut Tx<'_>, &Caller, L, B) -> Outcome<Recorded<StoredReply>> + Send + 'static,
    {
        let (call, Body(body)) = self.split();
        let id = id.get()?;
        call.change(
            move |tx, caller| load(tx, caller, &id),
            move |tx, caller, loaded| run(tx, caller, loaded, body),
        )
        .await
    }
}

impl<A, Q: Send + 'static> Allowed<A, Query<Q>> {
    /// 200 with what the query asks for, as far as the caller may see it.
    pub async fn answer<T, F>(self, find: F) -> Handled<Reply>
    where
        T: Serialize + Send + 'static,
        F: FnOnce(&mut ReadTx<'_>, &Caller, &Q) -> Outcome<T> + Send + 'static,
    {
        let (call, Query(query)) = self.split();
        let view = call
            .read(move |tx, caller| find(tx, caller, &query))
            .await?;
        Ok(Reply::json(&view)?)
    }
}
