//! The key that signs access tokens: from the configuration, or a file of the
//! data directory that only its owner can read. It persists, so that a restart
//! ends no session.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use zeroize::Zeroizing;

/// Shortest secret for HS256 (RFC 7518 §3.2).
const MIN_BYTES: usize = 32;

/// Why a key cannot be used; the text never shows the key.
#[derive(Debug, thiserror::Error)]
pub enum SigningKeyError {
    /// Too short to sign with.
    #[error("the token secret must have at least 32 bytes")]
    TooShort,
    /// Others than the owner can read the file.
    #[error("the token key file can be read by others; its mode must be 0600")]
    Exposed,
    /// The file cannot be read or written.
    #[error("the token key file cannot be used: {0}")]
    File(#[from] io::Error),
}

/// At least 32 secret bytes; wiped from memory when dropped.
pub struct SigningKey(Zeroizing<Vec<u8>>);

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

impl SigningKey {
    /// The key given in the configuration.
    pub fn from_secret(secret: &str) -> Result<Self, SigningKeyError> {
        let secret = secret.trim();
        if secret.len() < MIN_BYTES {
            return Err(SigningKeyError::TooShort);
        }
        Ok(Self(Zeroizing::new(secret.as_bytes().to_vec())))
    }

    /// The key in the file at `path`, made there on the first start. Two
    /// processes that start together end with the same key.
    pub fn load_or_create(path: &Path) -> Result<Self, SigningKeyError> {
        match Self::load(path) {
            Err(SigningKeyError::File(e)) if e.kind() == io::ErrorKind::NotFound => {
                Self::create(path)?;
                Self::load(path)
            }
            loaded => loaded,
        }
    }

    fn load(path: &Path) -> Result<Self, SigningKeyError> {
        if fs::metadata(path)?.permissions().mode() & 0o077 != 0 {
            return Err(SigningKeyError::Exposed);
        }
        let text = Zeroizing::new(fs::read_to_string(path)?);
        Self::from_secret(&text)
    }

    /// Writes a whole file aside and links it into place, so that nobody ever
    /// reads half a key; an existing file stays.
    fn create(path: &Path) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let secret = Zeroizing::new(hex::encode(*Zeroizing::new(rand::random::<[u8; 32]>())));
        let aside = path.with_extension(format!("{:016x}", rand::random::<u64>()));
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&aside)?;
        file.write_all(secret.as_bytes())?;
        file.sync_all()?;
        let linked = fs::hard_link(&aside, path);
        fs::remove_file(&aside)?;
        match linked {
            Err(e) if e.kind() != io::ErrorKind::AlreadyExists => Err(e),
            _ => Ok(()),
        }
    }

    /// The secret bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> std::path::PathBuf {
        std::env::temp_dir().join(format!("lamtheo-key-{name}-{:x}", rand::random::<u64>()))
    }

    #[test]
    fn the_file_is_made_once_for_its_owner_and_kept() {
        let folder = folder("kept");
        let path = folder.join("token.key");
        let first = SigningKey::load_or_create(&path).unwrap();
        let second = SigningKey::load_or_create(&path).unwrap();
        assert_eq!(first.bytes(), second.bytes());
        assert!(first.bytes().len() >= MIN_BYTES);
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_file_that_others_can_read_is_refused() {
        let folder = folder("exposed");
        let path = folder.join("token.key");
        SigningKey::load_or_create(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(
            SigningKey::load_or_create(&path),
            Err(SigningKeyError::Exposed)
        ));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_short_secret_is_refused_and_never_shown() {
        let refused = SigningKey::from_secret("short").unwrap_err();
        assert!(!refused.to_string().contains("short\""));
        let key = SigningKey::from_secret(&"k".repeat(32)).unwrap();
        assert_eq!(format!("{key:?}"), "SigningKey(…)");
    }
}
