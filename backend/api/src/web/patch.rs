//! Fields of a PATCH that may be cleared: absent leaves them, null clears them.

use serde::{Deserialize, Deserializer};

/// Tells a field that is given as null from one that is absent; use with
/// `#[serde(default, deserialize_with = "given")]` on `Option<Option<T>>`.
pub fn given<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Some)
}
