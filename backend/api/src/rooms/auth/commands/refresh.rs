//! Exchanges a refresh token for the next one and a fresh access token.

use std::sync::Arc;

use lamtheo_db::{Database, Event, Outcome, Recorded, Tx, stored};
use lamtheo_domain::account::{SessionEnd, UserStatus};
use lamtheo_domain::kernel::refusal::{Class, Refusal};
use serde_json::json;

use super::{Client, SignedIn, signed_in_reply};
use crate::rooms::auth::refresh_token::RefreshToken;
use crate::rooms::auth::sessions;
use crate::rooms::auth::settings::Auth;
use crate::rooms::auth::store;

/// The code of a refusal that ended a session.
pub const REUSED: &str = "refresh_token_reused";

enum Refreshed {
    Next(Box<SignedIn>),
    Reused,
}

/// Continues the session of `token`. Of all who bring the same token exactly
/// one gets on; any other means that it was copied, and ends the session.
pub async fn run(
    db: &Database,
    auth: Arc<Auth>,
    client: Client,
    token: Option<RefreshToken>,
) -> Outcome<SignedIn> {
    let token = token.ok_or_else(not_signed_in)?;
    let refreshed = db
        .write(client.origin.clone(), move |tx| {
            exchange(tx, &auth, &client, &token)
        })
        .await?;
    match refreshed {
        Refreshed::Next(signed_in) => Ok(*signed_in),
        Refreshed::Reused => {
            tracing::warn!("a refresh token was used twice; its session was ended");
            Err(reused().into())
        }
    }
}

fn not_signed_in() -> Refusal {
    Refusal::new(
        Class::Unauthenticated,
        "refresh_token_invalid",
        "Phiên đăng nhập đã kết thúc; hãy đăng nhập lại",
    )
}

fn reused() -> Refusal {
    Refusal::new(
        Class::Unauthenticated,
        REUSED,
        "Phiên đăng nhập đã bị kết thúc vì mã gia hạn được dùng lại; hãy đăng nhập lại",
    )
}

fn exchange(
    tx: &mut Tx<'_>,
    auth: &Auth,
    client: &Client,
    token: &RefreshToken,
) -> Outcome<Recorded<Refreshed>> {
    let now = stored(tx.at.now);
    let hash = token.hash();
    let session_id = store::session_of_token(tx.conn, &hash)?.ok_or_else(not_signed_in)?;
    if !store::use_token(tx.conn, &hash, now)? {
        return end_family(tx, &session_id);
    }
    let session = store::open_session(tx.conn, &session_id)?.ok_or_else(not_signed_in)?;
    let account = store::account(tx.conn, &session.user_id)?
        .filter(|a| a.status == UserStatus::Active)
        .ok_or_else(not_signed_in)?;
    let issued =
        sessions::renew(tx, session, &client.device, &auth.sessions)?.ok_or_else(not_signed_in)?;
    let reply = signed_in_reply(tx, auth, &account, &session_id)?;
    tx.origin.user_id = Some(account.id.clone());
    tx.origin.session_id = Some(session_id.clone());
    tx.record(
        Event::new("session.refreshed", "session", &session_id),
        Refreshed::Next(Box::new(SignedIn {
            reply,
            issued: Some(issued),
        })),
    )
}

/// The first reuse ends the session and is recorded; the next find it ended.
fn end_family(
    tx: &mut Tx<'_>,
    session_id: &lamtheo_domain::kernel::ids::SessionId,
) -> Outcome<Recorded<Refreshed>> {
    let now = stored(tx.at.now);
    if !store::end_session(tx.conn, session_id, SessionEnd::TokenReused, now)? {
        return Err(reused().into());
    }
    tx.record(
        Event::new("session.ended", "session", session_id)
            .after(json!({"end_reason": SessionEnd::TokenReused})),
        Refreshed::Reused,
    )
}
