//! Ends one of the caller's own sessions.

use lamtheo_db::{Database, Origin, Outcome};
use lamtheo_domain::account::SessionEnd;
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::{SessionId, UserId};

use super::logout;
use crate::rooms::auth::store;

/// Ends the session `id` of `user`; 404 for anyone else's.
pub async fn run(db: &Database, origin: Origin, user: UserId, id: SessionId) -> Outcome<()> {
    db.write(origin, move |tx| {
        store::open_session(tx.conn, &id)?
            .filter(|session| session.user_id == user)
            .ok_or_else(Refusal::not_found)?;
        logout::end(tx, &id, SessionEnd::EndedByUser)
    })
    .await
}
