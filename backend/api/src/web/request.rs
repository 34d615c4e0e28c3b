//! The extractors of every handler. `Allowed<Action, Input>` answers in the
//! published order: 401, then 403 when no role of the caller holds the action,
//! then what is wrong with the input; scope and rules follow in the handler.

use super::answer::Reply;
use super::bounds;
use super::caller::{self, unauthenticated};
use super::input::{self, Input, NoInput};
use super::network;
use super::problem::{Fault, Handled};
use super::trace::{self, Actor};
use crate::AppState;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, HeaderName, IF_MATCH, X_FORWARDED_FOR};
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use lamtheo_db::idempotency::{RequestKey, StoredReply};
use lamtheo_db::{Failure, Origin, Outcome, ReadTx, Recorded, Tx};
use lamtheo_domain::access::{Caller, Held};
use lamtheo_domain::kernel::{Class, Refusal};
use sha2::{Digest, Sha256};
use std::future::Future;
use std::marker::PhantomData;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Longest Idempotency-Key.
pub const LONGEST_KEY: usize = 255;

/// A request whose sender holds action `A` somewhere, with its parsed input.
pub struct Allowed<A, I = NoInput> {
    /// What the process shares.
    pub app: Data<AppState>,
    /// Who calls.
    pub caller: Arc<Caller>,
    /// Query parameters or body.
    pub input: I,
    origin: Origin,
    if_match: Option<String>,
    key: Option<RequestKey>,
    action: PhantomData<fn() -> A>,
}

impl<A, I> Allowed<A, I> {
    /// Takes the input out, leaving a request that can still act.
    pub fn split(self) -> (Allowed<A, ()>, I) {
        let Self {
            app,
            caller,
            input,
            origin,
            if_match,
            key,
            ..
        } = self;
        (
            Allowed {
                app,
                caller,
                input: (),
                origin,
                if_match,
                key,
                action: PhantomData,
            },
            input,
        )
    }

    /// Makes what was read of a streamed body part of what a repeat must match.
    pub fn having_read(mut self, digest: &str) -> Self {
        if let Some(key) = &mut self.key {
            let whole = format!("{} {digest}", key.fingerprint);
            key.fingerprint = hex::encode(Sha256::digest(whole.as_bytes()));
        }
        self
    }

    /// Whether a repeat of the request would be answered as the first time.
    pub fn is_repeatable(&self) -> bool {
        self.key.is_some()
    }

    /// On whose behalf the request's transaction runs.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Reads within the caller's scope; `work` builds the view.
    pub async fn read<T, F>(&self, work: F) -> Outcome<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut ReadTx<'_>, &Caller) -> Outcome<T> + Send + 'static,
    {
        let caller = Arc::clone(&self.caller);
        let work = self.app.db.read(move |tx| work(tx, &caller));
        bounds::in_time(self.app.settings.handler_time, work).await
    }

    /// Creates: `scope` checks what the body names (404, 403), `run` creates
    /// and records. A repeat with the same Idempotency-Key gets the first reply.
    pub async fn create<L, S, R>(self, scope: S, run: R) -> Handled<Reply>
    where
        L: 'static,
        S: FnOnce(&mut Tx<'_>, &Caller) -> Outcome<L> + Send + 'static,
        R: FnOnce(&mut Tx<'_>, &Caller, L) -> Outcome<Recorded<StoredReply>> + Send + 'static,
    {
        let (caller, same) = (Arc::clone(&self.caller), Arc::clone(&self.caller));
        let load = move |tx: &mut Tx<'_>| scope(tx, &caller);
        let run = move |tx: &mut Tx<'_>, loaded| run(tx, &same, loaded);
        let db = &self.app.db;
        let work = db.answer(self.origin, self.key, load, |_| Ok(()), run);
        let limit = self.app.settings.handler_time;
        Ok(bounds::in_time(limit, work).await?.into())
    }

    /// Changes one record: `load` finds it in scope and with its version, then
    /// If-Match is compared, then `run` changes and records.
    pub async fn change<L, S, R>(self, load: S, run: R) -> Handled<Reply>
    where
        L: Versioned + 'static,
        S: FnOnce(&mut Tx<'_>, &Caller) -> Outcome<L> + Send + 'static,
        R: FnOnce(&mut Tx<'_>, &Caller, L) -> Outcome<Recorded<StoredReply>> + Send + 'static,
    {
        let (caller, same) = (Arc::clone(&self.caller), Arc::clone(&self.caller));
        let if_match = self.if_match;
        let load = move |tx: &mut Tx<'_>| load(tx, &caller);
        let check = move |loaded: &L| check_if_match(if_match.as_deref(), loaded.version());
        let run = move |tx: &mut Tx<'_>, loaded| run(tx, &same, loaded);
        let db = &self.app.db;
        let work = db.answer(self.origin, self.key, load, check, run);
        let limit = self.app.settings.handler_time;
        Ok(bounds::in_time(limit, work).await?.into())
    }
}

/// A loaded row with the version that If-Match is compared with.
pub trait Versioned {
    /// The row's version.
    fn version(&self) -> i32;
}

fn check_if_match(header: Option<&str>, version: i32) -> Outcome<()> {
    let Some(header) = header else {
        return Err(Refusal::new(
            Class::PreconditionRequired,
            "if_match_required",
            "Thiếu tiêu đề If-Match: phải gửi kèm phiên bản đã đọc của bản ghi",
        )
        .into());
    };
    let wanted = version.to_string();
    let matches = header
        .split(',')
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"') == wanted);
    if matches {
        Ok(())
    } else {
        Err(Refusal::stale().into())
    }
}

type Extracted<T> = Pin<Box<dyn Future<Output = Result<T, Fault>>>>;

impl<A: Held + 'static, I: Input + 'static> FromRequest for Allowed<A, I> {
    type Error = Fault;
    type Future = Extracted<Self>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move {
            let app = state(&req)?;
            let caller = authenticate(&req, &app).await?;
            if !caller.holds(A::ACTION) {
                return Err(Refusal::forbidden(
                    "role_not_allowed",
                    "Vai trò của đồng chí không có quyền thực hiện việc này",
                )
                .into());
            }
            let key = request_key(&req, caller.user_id.as_str())?;
            let input = I::parse(&req)?;
            let mut origin = origin_of(&req, &app);
            origin.user_id = Some(caller.user_id.clone());
            origin.session_id = Some(caller.session_id.clone());
            let if_match = req
                .headers()
                .get(IF_MATCH)
                .and_then(|v| v.to_str().ok())
                .map(str::to_owned);
            Ok(Self {
                app,
                caller,
                input,
                origin,
                if_match,
                key,
                action: PhantomData,
            })
        })
    }
}

/// A request that needs no sign-in.
pub struct Anonymous<I = NoInput> {
    /// What the process shares.
    pub app: Data<AppState>,
    /// Query parameters or body.
    pub input: I,
    /// The client, for limits and the audit row.
    pub origin: Origin,
}

impl<I: Input + 'static> FromRequest for Anonymous<I> {
    type Error = Fault;
    type Future = Extracted<Self>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move {
            let app = state(&req)?;
            let now = app.db.clock().moment().now.timestamp_millis();
            app.limits.anonymous(client_ip(&req, &app), now)?;
            let input = I::parse(&req)?;
            let origin = origin_of(&req, &app);
            Ok(Self { app, input, origin })
        })
    }
}

fn state(req: &HttpRequest) -> Result<Data<AppState>, Fault> {
    req.app_data::<Data<AppState>>()
        .cloned()
        .ok_or_else(|| Failure::defect("the application has no state").into())
}

/// Who sent the request, or 401; for the few operations that a sign-in changes
/// but does not open.
pub async fn signed_in(req: &HttpRequest, app: &Data<AppState>) -> Result<Arc<Caller>, Fault> {
    authenticate(req, app).await
}

async fn authenticate(req: &HttpRequest, app: &Data<AppState>) -> Result<Arc<Caller>, Fault> {
    let moment = app.db.clock().moment();
    let millis = moment.now.timestamp_millis();
    let token = req
        .headers()
        .get(AUTHORIZATION)
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.strip_prefix("Bearer "));
    let verified = token
        .ok_or_else(unauthenticated)
        .and_then(|t| app.tokens.verify(t, moment.now));
    let (user_id, session_id) = match verified {
        Ok(named) => named,
        Err(refusal) => {
            app.limits.anonymous(client_ip(req, app), millis)?;
            return Err(refusal.into());
        }
    };
    app.limits.account(user_id.as_str(), millis)?;
    req.extensions_mut().insert(Actor(user_id.clone()));
    if let Some(kept) = app
        .callers
        .get(&session_id, moment.now)
        .filter(|c| c.user_id == user_id)
    {
        return Ok(kept);
    }
    let caller = app
        .db
        .read(move |tx| caller::load(tx.conn, &user_id, &session_id, tx.at))
        .await
        .map(Arc::new)?;
    app.callers.put(moment.now, Arc::clone(&caller));
    Ok(caller)
}

fn request_key(req: &HttpRequest, actor: &str) -> Result<Option<RequestKey>, Fault> {
    let Some(value) = req.headers().get(IDEMPOTENCY_KEY) else {
        return Ok(None);
    };
    let key = value
        .to_str()
        .ok()
        .filter(|k| !k.is_empty() && k.len() <= LONGEST_KEY);
    let Some(key) = key else {
        let refusal = Refusal::invalid(
            "idempotency_key_invalid",
            "Khóa Idempotency-Key phải có từ 1 đến 255 ký tự ASCII",
        );
        return Err(Fault::with_status(StatusCode::BAD_REQUEST, refusal));
    };
    let mut hasher = Sha256::new();
    for part in [
        req.method().as_str().as_bytes(),
        req.uri().to_string().as_bytes(),
    ] {
        hasher.update(part);
        hasher.update([0]);
    }
    hasher.update(input::bytes(req)?);
    Ok(Some(RequestKey {
        actor: actor.to_owned(),
        key: key.to_owned(),
        fingerprint: hex::encode(hasher.finalize()),
    }))
}

fn origin_of(req: &HttpRequest, app: &Data<AppState>) -> Origin {
    Origin {
        ip: client_ip(req, app).map(|ip| ip.to_string()),
        request_id: trace::current(),
        ..Origin::default()
    }
}

/// The client's address; a proxy's word is believed only from a trusted one.
pub fn client_ip(req: &HttpRequest, app: &Data<AppState>) -> Option<IpAddr> {
    let peer = req.peer_addr().map(|a| a.ip())?;
    let forwarded = req
        .headers()
        .get(X_FORWARDED_FOR)
        .and_then(|value| value.to_str().ok());
    let proxies = &app.settings.trusted_proxies;
    Some(network::client(peer, forwarded, proxies))
}
