//! Signs in with username and password.

use std::sync::Arc;

use lamtheo_db::{Database, Event, Outcome, Recorded, Tx, shown, stored};
use lamtheo_domain::account::{UserStatus, username_key};
use lamtheo_domain::kernel::Refusal;

use super::{
    Client, Presented, SignedIn, account_disabled, code_expired, count_attempt,
    invalid_credentials, present, session_facts, signed_in_reply, uncount,
};
use crate::rooms::auth::limits::{self, Bucket};
use crate::rooms::auth::sessions;
use crate::rooms::auth::settings::Auth;
use crate::rooms::auth::store::{self, Account};
use crate::rooms::auth::views::LoginBody;

/// Checks the password and opens a session.
pub async fn run(
    db: &Database,
    auth: Arc<Auth>,
    client: Client,
    body: LoginBody,
) -> Outcome<SignedIn> {
    let key = username_key(&body.username);
    let buckets = limits::sign_in(&client.device.ip, &key);
    count_attempt(db, &auth, &buckets).await?;
    let presented = present(db, &auth, key, body.password).await?;
    let now = db.clock().moment().now;
    let (account, rehashed) = admit(presented, now)?;
    db.write(client.origin.clone(), move |tx| {
        open(tx, &auth, &client, &account, rehashed.as_deref(), &buckets)
    })
    .await
}

/// Who may come in: an active account with the right password that need not
/// be changed. Only who proved to know a secret learns more than "wrong".
fn admit(
    presented: Presented,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(Account, Option<String>), Refusal> {
    let Presented {
        account,
        verdict,
        code_matches,
    } = presented;
    let account = account.ok_or_else(invalid_credentials)?;
    if !verdict.right && !code_matches {
        return Err(invalid_credentials());
    }
    if account.status == UserStatus::Disabled {
        return Err(account_disabled());
    }
    if !verdict.right && account.code_expires_at.is_none_or(|end| shown(end) <= now) {
        return Err(code_expired());
    }
    if !verdict.right || account.must_change_password {
        return Err(Refusal::forbidden(
            "password_change_required",
            "Cần đặt mật khẩu mới trước khi sử dụng hệ thống",
        ));
    }
    Ok((account, verdict.rehashed))
}

fn open(
    tx: &mut Tx<'_>,
    auth: &Auth,
    client: &Client,
    account: &Account,
    rehashed: Option<&str>,
    buckets: &[Bucket],
) -> Outcome<Recorded<SignedIn>> {
    if !store::stamp_login(tx.conn, account, rehashed, stored(tx.at.now))? {
        return Err(invalid_credentials().into());
    }
    uncount(tx, auth.limits, buckets)?;
    let issued = sessions::open(tx, &account.id, &client.device, &auth.sessions)?;
    let reply = signed_in_reply(tx, auth, account, &issued.session_id)?;
    tx.origin.user_id = Some(account.id.clone());
    tx.origin.session_id = Some(issued.session_id.clone());
    let event = Event::new("session.opened", "session", &issued.session_id)
        .after(session_facts(&client.device, account));
    tx.record(
        event,
        SignedIn {
            reply,
            issued: Some(issued),
        },
    )
}
