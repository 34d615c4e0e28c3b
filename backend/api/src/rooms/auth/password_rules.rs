//! What a new password must be: long, and not one of those that everybody
//! tries first. No composition rules.

use std::collections::HashSet;
use std::sync::LazyLock;

use lamtheo_domain::kernel::refusal::{FieldError, Refusal};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Fewest characters; 15 are advised.
pub const MIN_CHARS: usize = 12;
/// Most characters: a longer one only costs time.
pub const MAX_CHARS: usize = 128;
/// Letters a password must have beside the person's own names.
const OWN_LETTERS: usize = 6;

/// Common passwords, words of the programme and of the place: one a line,
/// lower case, without accents. Digits and signs around a word do not save it.
static BLOCKED: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("blocked_passwords.txt")
        .lines()
        .filter(|line| !line.is_empty())
        .collect()
});

/// Holds the rules over a new password; `own_words` are the account's names.
pub fn check(password: &str, own_words: &[&str]) -> Result<(), Refusal> {
    let chars = password.nfc().count();
    if chars < MIN_CHARS {
        return Err(refused(
            "password_too_short",
            "Mật khẩu phải có ít nhất 12 ký tự; nên dùng từ 15 ký tự trở lên",
        ));
    }
    if chars > MAX_CHARS {
        return Err(refused(
            "password_too_long",
            "Mật khẩu không được dài quá 128 ký tự",
        ));
    }
    if is_guessable(password, own_words) {
        return Err(refused(
            "password_too_common",
            "Mật khẩu quá dễ đoán; hãy ghép nhiều từ không liên quan đến nhau",
        ));
    }
    Ok(())
}

fn refused(code: &'static str, sentence: &'static str) -> Refusal {
    Refusal::invalid(code, sentence).field(FieldError::new("/new_password", code, sentence))
}

fn is_guessable(password: &str, own_words: &[&str]) -> bool {
    let folded = fold(password);
    let core = folded.trim_matches(|c: char| !c.is_alphabetic());
    let letters = alphanumeric(core);
    if letters.chars().count() < 4 || is_repetition(&alphanumeric(&folded)) {
        return true;
    }
    if own_words
        .iter()
        .any(|word| leaves_too_little(&letters, &alphanumeric(&fold(word))))
    {
        return true;
    }
    [
        alphanumeric(&folded),
        letters,
        alphanumeric(&plain_letters(core)),
    ]
    .iter()
    .any(|candidate| is_one_or_two_blocked(candidate))
}

/// Lower case without accents; đ is d.
fn fold(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

fn alphanumeric(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Digits and signs that stand for letters, as in `m@tkh4u`.
fn plain_letters(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '@' | '4' => 'a',
            '0' => 'o',
            '1' | '!' => 'i',
            '3' => 'e',
            '$' | '5' => 's',
            '7' => 't',
            other => other,
        })
        .collect()
}

fn is_one_or_two_blocked(candidate: &str) -> bool {
    BLOCKED.contains(candidate)
        || candidate.char_indices().skip(1).any(|(at, _)| {
            let (head, tail) = candidate.split_at(at);
            BLOCKED.contains(head) && BLOCKED.contains(tail)
        })
}

/// The same few characters again and again, e.g. `abcabcabcabc`.
fn is_repetition(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    (1..=chars.len() / 2).any(|unit| {
        chars.len().is_multiple_of(unit) && chars.chunks(unit).all(|chunk| chunk == &chars[..unit])
    })
}

/// Whether little is left when the account's own name is taken out.
fn leaves_too_little(letters: &str, own: &str) -> bool {
    own.chars().count() >= 4
        && letters.contains(own)
        && letters
            .replace(own, "")
            .chars()
            .filter(|c| c.is_alphabetic())
            .count()
            < OWN_LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(password: &str) -> Option<&'static str> {
        check(password, &["xa_lanhdao", "Nguyễn Thị Hoa Mơ"])
            .err()
            .map(|r| r.code)
    }

    #[test]
    fn the_list_has_its_size_and_form() {
        assert!(BLOCKED.len() >= 3_000, "{}", BLOCKED.len());
        assert!(
            BLOCKED
                .iter()
                .all(|w| fold(w) == **w && alphanumeric(w) == **w)
        );
    }

    #[test]
    fn length_counts_characters_and_not_bytes() {
        assert_eq!(code("ngắn quá"), Some("password_too_short"));
        assert_eq!(code("ếếếếếếếếếếế"), Some("password_too_short"));
        assert_eq!(code(&"dài lắm ".repeat(17)), Some("password_too_long"));
        let decomposed: String = "mười một chữ".nfd().collect();
        assert_eq!(code(&decomposed), None);
        assert_eq!(
            code(&"ếaộcđe".nfd().collect::<String>()),
            Some("password_too_short")
        );
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        for password in [
            "password1234",
            "P@ssw0rd!2026",
            "123456789012",
            "qwertyuiop123",
            "1qaz2wsx3edc",
            "Hồ Chí Minh 2022",
            "HoChiMinh@1890",
            "lamtheo123456",
            "Bắc Giang 2022!!",
            "Mật khẩu 12345",
            "m4tkh4u@12345",
            "abcabcabcabc",
            "aaaaaaaaaaaa",
            "2022-05-19-2022",
            "Đảng bộ Bắc Giang",
            "chibo-dangvien-1",
            "Xa_LanhDao_2022",
            "nguyenthihoamo99",
        ] {
            assert_eq!(code(password), Some("password_too_common"), "{password}");
        }
    }

    #[test]
    fn a_long_phrase_of_any_composition_is_taken() {
        for password in [
            "thuyền trôi qua ba nhịp cầu",
            "correct horse battery staple",
            "kvzqtmwhplxo",
            "Vải chín đỏ vườn bà ngoại 7",
            "Trong-Dong-Ngoc-Lu-88",
            "xa_lanhdao giữ vườn cam chanh",
        ] {
            assert_eq!(code(password), None, "{password}");
        }
    }
}
