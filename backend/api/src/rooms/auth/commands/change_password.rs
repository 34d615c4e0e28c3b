//! Sets a new password: of the caller, or with a one-time code before the
//! first sign-in.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use lamtheo_db::{Database, Event, Outcome, Recorded, Tx, shown, stored};
use lamtheo_domain::account::{SessionEnd, UserStatus, username_key};
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::kernel::ids::UserId;
use lamtheo_domain::kernel::refusal::FieldError;
use serde_json::json;

use super::{
    Client, Presented, SignedIn, account_disabled, code_expired, count_attempt,
    invalid_credentials, present, session_facts, signed_in_reply, uncount,
};
use crate::rooms::auth::limits::{self, Bucket};
use crate::rooms::auth::secret::Secret;
use crate::rooms::auth::settings::Auth;
use crate::rooms::auth::store::{self, Account};
use crate::rooms::auth::views::PasswordBody;
use crate::rooms::auth::{password_rules, sessions};

enum Proof {
    Password(Secret),
    Code(Secret),
}

/// Proves the old secret, holds the new password against the rules, stores it
/// and ends every other session. `caller` keeps the session; without one a
/// session is opened.
pub async fn run(
    db: &Database,
    auth: Arc<Auth>,
    client: Client,
    caller: Option<UserId>,
    body: PasswordBody,
) -> Outcome<SignedIn> {
    let (secret, by_code) = match secret_of(body.current_password, body.one_time_code)? {
        Proof::Password(secret) => (secret, false),
        Proof::Code(code) => (code, true),
    };
    let signed_in = caller.is_some();
    let key = key_of(db, caller, body.username).await?;
    let buckets = limits::sign_in(&client.device.ip, &key);
    count_attempt(db, &auth, &buckets).await?;
    let presented = present(db, &auth, key, secret.clone()).await?;
    let account = admit(presented, by_code, signed_in, db.clock().moment().now)?;
    let new_password = body.new_password;
    let words = own_words(db, &account).await?;
    hold_rules(&words, &secret, by_code, &new_password)?;
    let hash = auth.passwords.hash(new_password).await?;
    db.write(client.origin.clone(), move |tx| {
        store_new(tx, &auth, &client, &account, &hash, &buckets)
    })
    .await
}

fn secret_of(password: Option<Secret>, code: Option<Secret>) -> Result<Proof, Refusal> {
    match (password, code) {
        (Some(password), None) => Ok(Proof::Password(password)),
        (None, Some(code)) => Ok(Proof::Code(code)),
        _ => Err(Refusal::fields(vec![FieldError::new(
            "/current_password",
            "one_of",
            "Cần gửi mật khẩu hiện tại hoặc mã dùng một lần (chỉ một trong hai)",
        )])),
    }
}

/// The username's key: the caller's own, or the one in the body.
async fn key_of(
    db: &Database,
    caller: Option<UserId>,
    username: Option<String>,
) -> Outcome<String> {
    let typed = username.as_deref().map(username_key);
    let Some(user) = caller else {
        return Ok(typed.ok_or_else(|| {
            Refusal::fields(vec![FieldError::new(
                "/username",
                "required",
                "Cần nhập tên đăng nhập",
            )])
        })?);
    };
    let own = db
        .read(move |tx| store::account(tx.conn, &user))
        .await?
        .map(|account| username_key(&account.username))
        .ok_or_else(invalid_credentials)?;
    if typed.is_some_and(|typed| typed != own) {
        return Err(Refusal::fields(vec![FieldError::new(
            "/username",
            "not_own",
            "Chỉ được đổi mật khẩu của tài khoản đang đăng nhập",
        )])
        .into());
    }
    Ok(own)
}

fn admit(
    presented: Presented,
    by_code: bool,
    signed_in: bool,
    now: DateTime<Utc>,
) -> Result<Account, Refusal> {
    let proved = if by_code {
        presented.code_matches
    } else {
        presented.verdict.right
    };
    let account = presented.account.filter(|_| proved).ok_or_else(|| {
        if signed_in && !by_code {
            current_password_wrong()
        } else {
            invalid_credentials()
        }
    })?;
    if account.status == UserStatus::Disabled {
        return Err(account_disabled());
    }
    if by_code && account.code_expires_at.is_none_or(|end| shown(end) <= now) {
        return Err(code_expired());
    }
    Ok(account)
}

/// The session is as good as before: not 401, which would ask for a new sign-in.
fn current_password_wrong() -> Refusal {
    let sentence = "Mật khẩu hiện tại không đúng";
    Refusal::invalid("current_password_wrong", sentence).field(FieldError::new(
        "/current_password",
        "current_password_wrong",
        sentence,
    ))
}

/// The names that make a password guessable for those who know the account.
async fn own_words(db: &Database, account: &Account) -> Outcome<Vec<String>> {
    let id = account.id.clone();
    let mut words = db
        .read(move |tx| store::unit_words(tx.conn, &id, tx.at.today))
        .await?;
    words.extend([account.username.clone(), account.display_name.clone()]);
    Ok(words)
}

fn hold_rules(
    words: &[String],
    old: &str,
    by_code: bool,
    new_password: &str,
) -> Result<(), Refusal> {
    if !by_code && old == new_password {
        return Err(Refusal::invalid(
            "password_unchanged",
            "Mật khẩu mới phải khác mật khẩu hiện tại",
        )
        .field(FieldError::new(
            "/new_password",
            "password_unchanged",
            "Mật khẩu mới phải khác mật khẩu hiện tại",
        )));
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    password_rules::check(new_password, &words)
}

fn store_new(
    tx: &mut Tx<'_>,
    auth: &Auth,
    client: &Client,
    account: &Account,
    hash: &str,
    buckets: &[Bucket],
) -> Outcome<Recorded<SignedIn>> {
    let now = stored(tx.at.now);
    if store::set_password(tx.conn, account, hash, now)? != 1 {
        // Somebody else was quicker with the same code, or the account changed.
        return Err(invalid_credentials().into());
    }
    uncount(tx, auth.limits, buckets)?;
    let ended = sessions::end_others(tx, &account.id, SessionEnd::PasswordChanged)?;
    let account = Account {
        must_change_password: false,
        ..account.clone()
    };
    let (session_id, issued) = if let Some(kept) = tx.origin.session_id.clone() {
        (kept, None)
    } else {
        let issued = sessions::open(tx, &account.id, &client.device, &auth.sessions)?;
        (issued.session_id.clone(), Some(issued))
    };
    let reply = signed_in_reply(tx, auth, &account, &session_id)?;
    tx.origin.user_id = Some(account.id.clone());
    tx.origin.session_id = Some(session_id.clone());
    if issued.is_some() {
        let opened = Event::new("session.opened", "session", &session_id)
            .after(session_facts(&client.device, &account));
        let _ = tx.record(opened, ())?;
    }
    let event = Event::new("user.password_changed", "user", &account.id)
        .after(json!({"password": "***", "sessions_ended": ended}));
    tx.record(event, SignedIn { reply, issued })
}
