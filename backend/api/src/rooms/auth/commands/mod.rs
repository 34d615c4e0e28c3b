//! One command per file.

pub mod change_password;
pub mod end_session;
pub mod login;
pub mod logout;
pub mod refresh;

use lamtheo_db::{Database, Origin, Outcome, Tx};
use lamtheo_domain::kernel::refusal::{Class, Refusal};
use serde_json::json;

use super::assembly;
use super::limits::{self, Bucket};
use super::one_time_code::hash_typed;
use super::password::Verdict;
use super::secret::Secret;
use super::sessions::{Device, Issued};
use super::settings::Auth;
use super::store::{self, Account};
use super::views::LoginReply;

/// Where a request comes from.
#[derive(Debug, Clone)]
pub struct Client {
    /// For the audit row.
    pub origin: Origin,
    /// For the list of sessions.
    pub device: Device,
}

/// A reply that signs in, with the cookie's token when there is a new one.
pub struct SignedIn {
    /// The body.
    pub reply: LoginReply,
    /// For the cookie.
    pub issued: Option<Issued>,
}

/// What a username and a secret turned out to be.
struct Presented {
    account: Option<Account>,
    verdict: Verdict,
    code_matches: bool,
}

fn invalid_credentials() -> Refusal {
    Refusal::new(
        Class::Unauthenticated,
        "invalid_credentials",
        "Tên đăng nhập hoặc mật khẩu không đúng",
    )
}

fn code_expired() -> Refusal {
    Refusal::new(
        Class::Unauthenticated,
        "one_time_code_expired",
        "Mã dùng một lần đã hết hạn; hãy đề nghị quản trị viên cấp mã mới",
    )
}

fn account_disabled() -> Refusal {
    Refusal::new(
        Class::Unauthenticated,
        "account_disabled",
        "Tài khoản đã bị khóa; hãy liên hệ quản trị viên",
    )
}

/// Counts an attempt before it is looked at.
async fn count_attempt(db: &Database, auth: &Auth, buckets: &[Bucket]) -> Outcome<()> {
    if !auth.limits {
        return Ok(());
    }
    let buckets = buckets.to_vec();
    db.upkeep(move |conn, at| limits::take(conn, &buckets, lamtheo_db::stored(at.now)))
        .await??;
    Ok(())
}

/// Uncounts an attempt that proved right.
fn uncount(tx: &mut Tx<'_>, limited: bool, buckets: &[Bucket]) -> Outcome<()> {
    if limited {
        limits::give_back(tx.conn, buckets, lamtheo_db::stored(tx.at.now))?;
    }
    Ok(())
}

/// Reads the account and checks the secret. An unknown username costs the same
/// hash as a wrong password.
async fn present(
    db: &Database,
    auth: &Auth,
    username_key: String,
    secret: Secret,
) -> Outcome<Presented> {
    let account = db
        .read(move |tx| store::account_by_username(tx.conn, &username_key))
        .await?;
    let typed = hash_typed(&secret);
    let stored_hash = account.as_ref().and_then(|a| a.password_hash.clone());
    let verdict = auth.passwords.verify(secret, stored_hash).await?;
    let code_matches = account
        .as_ref()
        .and_then(|a| a.code_hash.as_deref())
        .is_some_and(|hash| hash == typed);
    Ok(Presented {
        account,
        verdict,
        code_matches,
    })
}

/// The reply for a session, inside its transaction.
fn signed_in_reply(
    tx: &mut Tx<'_>,
    auth: &Auth,
    account: &Account,
    session: &lamtheo_domain::kernel::ids::SessionId,
) -> Outcome<LoginReply> {
    let token = auth
        .tokens
        .issue(&account.id, session, tx.at.now)
        .map_err(|e| lamtheo_db::Failure::defect(e.to_string()))?;
    Ok(LoginReply {
        access_token: token,
        token_type: "Bearer",
        expires_in: auth.tokens.lifetime_seconds(),
        user: assembly::signed_in_user(tx.conn, account, tx.at.today)?,
    })
}

/// What the audit row of a session says.
fn session_facts(device: &Device, account: &Account) -> serde_json::Value {
    json!({"user_id": account.id, "username": account.username, "user_agent": device.user_agent})
}
