//! Password hashing: argon2id in PHC strings, on a bounded pool that never
//! runs on the async threads and refuses rather than queues without end.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use lamtheo_domain::kernel::refusal::{Class, Refusal};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::secret::Secret;

/// Memory of one hash in KiB, the floor of OWASP's advice.
const MEMORY_KIB: u32 = 19_456;
/// Passes.
const PASSES: u32 = 2;
/// Lanes.
const LANES: u32 = 1;
/// Hashes that may wait for a core before the next is refused.
const QUEUE: usize = 32;
/// What a refused caller should wait, in seconds.
const RETRY_AFTER_SECONDS: u32 = 2;

/// The hash of a password that nobody knows, with today's parameters: checked
/// when there is no hash to check, so that the time tells nothing.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$Lxbze7OBR3jPuCUHYZDgsw$ZVKYy1w/wGsXYwYYV5JwcJ5p2frrevan2h4+q5XPDhg";

/// The hash could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the password could not be hashed")]
pub struct HashingError;

/// What a check of a password found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The password is the right one.
    pub right: bool,
    /// A new hash to store: the old one was made with weaker parameters.
    pub rehashed: Option<String>,
}

/// The bounded pool: as many hashes at once as cores, 32 waiting.
#[derive(Debug, Clone)]
pub struct PasswordPool {
    admitted: Arc<Semaphore>,
    cores: Arc<Semaphore>,
}

impl PasswordPool {
    /// A pool of `cores` hashes at once.
    pub fn new(cores: usize) -> Self {
        let cores = cores.max(1);
        Self {
            admitted: Arc::new(Semaphore::new(cores + QUEUE)),
            cores: Arc::new(Semaphore::new(cores)),
        }
    }

    /// Hashes `password` into a PHC string.
    pub async fn hash(&self, password: Secret) -> Result<String, Refusal> {
        self.run(move || hash_now(&password)).await
    }

    /// Checks `password` against the stored hash, or against nobody's.
    pub async fn verify(
        &self,
        password: Secret,
        stored: Option<String>,
    ) -> Result<Verdict, Refusal> {
        self.run(move || verify_now(&password, stored.as_deref()))
            .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, HashingError> + Send + 'static,
    ) -> Result<T, Refusal> {
        let admitted = Arc::clone(&self.admitted)
            .try_acquire_owned()
            .map_err(|_| busy())?;
        let core = Arc::clone(&self.cores)
            .acquire_owned()
            .await
            .map_err(|_| busy())?;
        // Both permits travel with the work: a caller who hangs up frees nothing early.
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop((core, admitted));
            done
        })
        .await
        .map_err(|_| busy())?
        .map_err(|_| busy())
    }
}

fn busy() -> Refusal {
    Refusal::new(
        Class::Unavailable,
        "sign_in_busy",
        "Hệ thống đang xử lý nhiều lượt đăng nhập, xin thử lại sau ít giây",
    )
    .retry_after(RETRY_AFTER_SECONDS)
}

fn argon2id() -> Result<Argon2<'static>, HashingError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| HashingError)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The bytes that are hashed: NFC, nothing else changed.
fn normalised(password: &str) -> Zeroizing<String> {
    Zeroizing::new(password.nfc().collect())
}

/// Hashes on this thread: for the command line and the demonstration, which
/// have no pool to protect.
pub fn hash_now(password: &str) -> Result<String, HashingError> {
    argon2id()?
        .hash_password(normalised(password).as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|_| HashingError)
}

fn verify_now(password: &str, stored: Option<&str>) -> Result<Verdict, HashingError> {
    let right = matches_hash(password, stored.unwrap_or(NOBODY)) && stored.is_some();
    let rehashed = if right && stored.is_some_and(needs_rehash) {
        Some(hash_now(password)?)
    } else {
        None
    };
    Ok(Verdict { right, rehashed })
}

fn matches_hash(password: &str, stored: &str) -> bool {
    let (Ok(argon2), Ok(hash)) = (argon2id(), PasswordHash::new(stored)) else {
        return false;
    };
    argon2
        .verify_password(normalised(password).as_bytes(), &hash)
        .is_ok()
}

/// Whether the hash was made with less than today's parameters.
pub fn needs_rehash(stored: &str) -> bool {
    let Ok(hash) = PasswordHash::new(stored) else {
        return true;
    };
    let Ok(params) = Params::try_from(&hash) else {
        return true;
    };
    hash.algorithm != Algorithm::Argon2id.ident()
        || hash.version != Some(Version::V0x13.into())
        || params.m_cost() < MEMORY_KIB
        || params.t_cost() < PASSES
        || params.p_cost() < LANES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weak_hash(password: &str) -> String {
        let params = Params::new(8, 1, 1, None).unwrap();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password(password.as_bytes())
            .unwrap()
            .to_string()
    }

    #[test]
    fn a_hash_names_its_parameters_and_differs_each_time() {
        let first = hash_now("trống đồng Ngọc Lũ").unwrap();
        assert!(
            first.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{first}"
        );
        assert_ne!(first, hash_now("trống đồng Ngọc Lũ").unwrap());
        assert!(!needs_rehash(&first));
    }

    #[test]
    fn composed_and_decomposed_accents_are_the_same_password() {
        let composed: String = "trống đồng Ngọc Lũ".nfc().collect();
        let decomposed: String = composed.nfd().collect();
        assert_ne!(composed, decomposed);
        let hash = hash_now(&composed).unwrap();
        assert!(verify_now(&decomposed, Some(&hash)).unwrap().right);
        assert!(!verify_now("trong dong Ngoc Lu", Some(&hash)).unwrap().right);
    }

    #[test]
    fn a_weaker_hash_still_opens_and_is_replaced() {
        let verdict =
            verify_now("a long enough one", Some(&weak_hash("a long enough one"))).unwrap();
        assert!(verdict.right);
        assert!(!needs_rehash(&verdict.rehashed.unwrap()));
        let wrong = verify_now("another one", Some(&weak_hash("a long enough one"))).unwrap();
        assert_eq!(
            wrong,
            Verdict {
                right: false,
                rehashed: None
            }
        );
    }

    #[test]
    fn nobody_has_no_password_and_costs_the_same() {
        assert!(PasswordHash::new(NOBODY).is_ok());
        assert!(!needs_rehash(NOBODY));
        assert!(!verify_now("", None).unwrap().right);
    }

    #[tokio::test]
    async fn past_the_queue_the_pool_refuses_with_a_time_to_wait() {
        let pool = PasswordPool::new(1);
        let _full = Arc::clone(&pool.admitted)
            .try_acquire_many_owned(u32::try_from(QUEUE + 1).unwrap())
            .unwrap();
        let refusal = pool.hash(Secret::new("x")).await.unwrap_err();
        assert_eq!(refusal.class, Class::Unavailable);
        assert_eq!(refusal.retry_after, Some(RETRY_AFTER_SECONDS));
    }

    #[tokio::test]
    async fn a_place_is_free_again_after_the_work() {
        let pool = PasswordPool::new(2);
        let hash = pool.hash(Secret::new("a long enough one")).await.unwrap();
        let verdict = pool
            .verify(Secret::new("a long enough one"), Some(hash))
            .await
            .unwrap();
        assert_eq!(
            verdict,
            Verdict {
                right: true,
                rehashed: None
            }
        );
        assert_eq!(pool.admitted.available_permits(), 2 + QUEUE);
    }
}
