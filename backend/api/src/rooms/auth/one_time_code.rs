//! One-time codes: 125 random bits in groups that can be read out and typed,
//! kept only as their SHA-256.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Crockford's base 32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS: usize = 5;
const GROUP_CHARS: usize = 5;

/// A fresh code, e.g. `7K3MA-9QXD2-…`: shown once, never stored.
pub struct OneTimeCode(Zeroizing<String>);

impl OneTimeCode {
    /// A random code.
    pub fn generate() -> Self {
        Self::from_bytes(&Zeroizing::new(rand::random::<[u8; 32]>()))
    }

    /// The code of these bytes, each of which gives one character; for a code
    /// that can be shown again to who repeats the request.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        let mut code = String::with_capacity(GROUPS * (GROUP_CHARS + 1));
        for (place, byte) in bytes.iter().take(GROUPS * GROUP_CHARS).enumerate() {
            if place > 0 && place % GROUP_CHARS == 0 {
                code.push('-');
            }
            code.push(char::from(ALPHABET[usize::from(byte % 32)]));
        }
        Self(Zeroizing::new(code))
    }

    /// The text to show to the person who asked, once.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored.
    pub fn hash(&self) -> String {
        hash_typed(&self.0)
    }
}

/// The stored form of a code as somebody typed it: case, spaces, dashes and
/// the look-alikes O, I, L do not matter.
pub fn hash_typed(typed: &str) -> String {
    let canonical: Zeroizing<String> = Zeroizing::new(
        typed
            .chars()
            .filter(|c| !matches!(c, '-' | ' '))
            .map(|c| match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect(),
    );
    hex::encode(Sha256::digest(canonical.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_five_groups_of_five_and_unlike_the_next() {
        let code = OneTimeCode::generate();
        let groups: Vec<&str> = code.reveal().split('-').collect();
        assert_eq!(groups.len(), 5);
        assert!(
            groups
                .iter()
                .all(|g| g.len() == 5 && g.bytes().all(|b| ALPHABET.contains(&b)))
        );
        assert_ne!(code.reveal(), OneTimeCode::generate().reveal());
    }

    #[test]
    fn a_code_is_recognised_however_it_is_typed() {
        let code = OneTimeCode::generate();
        let typed = code
            .reveal()
            .to_lowercase()
            .replace('-', " ")
            .replace('0', "o")
            .replace('1', "l");
        assert_eq!(hash_typed(&typed), code.hash());
        assert_eq!(code.hash().len(), 64);
        assert_ne!(hash_typed("wrong"), code.hash());
    }
}
