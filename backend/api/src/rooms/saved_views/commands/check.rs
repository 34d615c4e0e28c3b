//! What a saved view may hold.

use lamtheo_domain::kernel::{FieldError, Refusal};

/// Longest filter, in bytes.
const QUERY_MAX: usize = 2000;

/// The name of a list.
pub(super) fn check_room(room: &str) -> Result<(), Refusal> {
    let fits = (1..=40).contains(&room.len())
        && room
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'-');
    if fits {
        return Ok(());
    }
    Err(Refusal::fields(vec![FieldError::new(
        "/room",
        "unknown_code",
        "Danh sách không hợp lệ",
    )]))
}

/// The filters as a query string.
pub(super) fn check_query(query: String) -> Result<String, Refusal> {
    if query.len() <= QUERY_MAX && !query.starts_with('?') && !query.contains(char::is_whitespace) {
        return Ok(query);
    }
    Err(Refusal::fields(vec![FieldError::new(
        "/query",
        "invalid_query",
        "Bộ lọc phải là chuỗi tham số của địa chỉ, nhiều nhất 2.000 ký tự",
    )]))
}
