//! Signs out: ends the session of the access token or of the cookie.

use lamtheo_db::{Database, Event, Outcome, Tx, stored};
use lamtheo_domain::account::SessionEnd;
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::SessionId;
use serde_json::json;

use super::Client;
use crate::rooms::auth::refresh_token::RefreshToken;
use crate::rooms::auth::store;

/// Ends whichever sessions the client can name; nothing to end is fine too.
pub async fn run(
    db: &Database,
    client: Client,
    session: Option<SessionId>,
    token: Option<RefreshToken>,
) -> Outcome<()> {
    let by_token = match token.map(|t| t.hash()) {
        Some(hash) => {
            db.read(move |tx| store::session_of_token(tx.conn, &hash))
                .await?
        }
        None => None,
    };
    for id in [session, by_token].into_iter().flatten() {
        let ended = db
            .write(client.origin.clone(), move |tx| {
                end(tx, &id, SessionEnd::SignedOut)
            })
            .await;
        match ended {
            Err(failure) if failure.code() != Some("not_found") => return Err(failure),
            _ => {}
        }
    }
    Ok(())
}

/// Ends one open session and records it; 404 when there is none.
pub fn end(tx: &mut Tx<'_>, id: &SessionId, why: SessionEnd) -> Outcome<lamtheo_db::Recorded<()>> {
    let session = store::open_session(tx.conn, id)?.ok_or_else(Refusal::not_found)?;
    if !store::end_session(tx.conn, id, why, stored(tx.at.now))? {
        return Err(Refusal::not_found().into());
    }
    tx.origin.user_id.get_or_insert(session.user_id);
    tx.record(
        Event::new("session.ended", "session", id).after(json!({"end_reason": why})),
        (),
    )
}
