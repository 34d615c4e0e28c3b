//! Opening, continuing and ending sessions inside a transaction.

use chrono::{DateTime, Duration, Utc};
use lamtheo_db::{Db, Outcome, Tx, shown, stored};
use lamtheo_domain::account::{SessionEnd, SessionPolicy, SessionTimes};
use lamtheo_domain::kernel::ids::{RowId, SessionId, UserId};

use super::refresh_token::RefreshToken;
use super::store::{self, RefreshRow, SessionRow};

/// Most characters kept of a browser's name.
const USER_AGENT_CHARS: usize = 200;

/// Where a sign-in comes from, as the list of sessions shows it.
#[derive(Debug, Clone)]
pub struct Device {
    /// The client's address.
    pub ip: String,
    /// The browser's own name.
    pub user_agent: String,
}

/// A refresh token on its way out, with the time it lives.
pub struct Issued {
    /// The session it belongs to.
    pub session_id: SessionId,
    /// The token.
    pub token: RefreshToken,
    /// Until the idle limit.
    pub age: Duration,
}

/// The idle limit from `now`, never past the absolute one.
fn idle_limit(now: DateTime<Utc>, times: SessionTimes, absolute: DateTime<Utc>) -> DateTime<Utc> {
    (now + times.idle).min(absolute)
}

/// Opens a session; the oldest end when there would be too many.
pub fn open(
    tx: &mut Tx<'_>,
    user: &UserId,
    device: &Device,
    policy: &SessionPolicy,
) -> Outcome<Issued> {
    let now = tx.at.now;
    let times = policy.times(&store::roles_on(tx.conn, user, tx.at.today)?);
    let absolute = now + times.absolute;
    let live = store::live_sessions(tx.conn, user, stored(now))?;
    for oldest in live.iter().skip(policy.most.saturating_sub(1)) {
        store::end_session(tx.conn, &oldest.id, SessionEnd::TooMany, stored(now))?;
    }
    let row = SessionRow {
        id: SessionId::new(now),
        user_id: user.clone(),
        user_agent: device.user_agent.chars().take(USER_AGENT_CHARS).collect(),
        ip: device.ip.clone(),
        created_at: stored(now),
        last_used_at: stored(now),
        idle_expires_at: stored(idle_limit(now, times, absolute)),
        absolute_expires_at: stored(absolute),
    };
    store::insert_session(tx.conn, &row)?;
    issue(tx.conn, row, now)
}

/// Continues a session: moves its idle limit and issues the next token. `None`
/// when the session is past its time; its times are those of today's roles.
pub fn renew(
    tx: &mut Tx<'_>,
    mut row: SessionRow,
    device: &Device,
    policy: &SessionPolicy,
) -> Outcome<Option<Issued>> {
    let now = tx.at.now;
    let times = policy.times(&store::roles_on(tx.conn, &row.user_id, tx.at.today)?);
    let absolute = shown(row.absolute_expires_at).min(shown(row.created_at) + times.absolute);
    let idle = shown(row.idle_expires_at).min(shown(row.last_used_at) + times.idle);
    if idle <= now || absolute <= now {
        return Ok(None);
    }
    row.last_used_at = stored(now);
    row.idle_expires_at = stored(idle_limit(now, times, absolute));
    row.ip.clone_from(&device.ip);
    store::touch_session(tx.conn, &row)?;
    issue(tx.conn, row, now).map(Some)
}

fn issue(conn: &mut Db, row: SessionRow, now: DateTime<Utc>) -> Outcome<Issued> {
    let token = RefreshToken::generate();
    store::insert_token(
        conn,
        &RefreshRow {
            id: RowId::new(now),
            session_id: row.id.clone(),
            token_hash: token.hash(),
            created_at: stored(now),
        },
    )?;
    Ok(Issued {
        session_id: row.id,
        token,
        age: shown(row.idle_expires_at) - now,
    })
}

/// Ends every session of `user` but the one this transaction acts for, e.g.
/// after a change of password or roles; says how many.
pub fn end_others(tx: &mut Tx<'_>, user: &UserId, why: SessionEnd) -> Outcome<usize> {
    let now = stored(tx.at.now);
    let kept = tx.origin.session_id.clone();
    store::end_sessions(tx.conn, user, kept.as_ref(), why, now)
}
