//! The name under which a file is shown: never a path, never a trick.

use crate::registration::has_secret_mark;
use unicode_normalization::UnicodeNormalization;

/// Most characters of a name, its ending included.
const LONGEST: usize = 150;
/// What a file without a name is called.
const NAMELESS: &str = "tep";
/// Most characters of an ending.
const LONGEST_EXTENSION: usize = 10;

/// A clean name: a stem and an ending in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    /// What stands before the last dot.
    pub stem: String,
    /// What stands after it, without the dot; may be empty.
    pub extension: String,
}

impl FileName {
    /// Cleans the name that a client sent: the last part of a path, composed
    /// letters, no control, invisible or direction-turning characters.
    pub fn clean(raw: &str) -> Self {
        let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
        let text: String = last.nfc().filter(|c| !is_hidden(*c)).collect();
        let words: Vec<&str> = text.split_whitespace().collect();
        let text = words.join(" ");
        let text = text.trim_matches(|c: char| c == '.' || c == ' ');
        let (stem, extension) = match text.rsplit_once('.') {
            Some((stem, ending)) if is_extension(ending) => (stem, ending.to_ascii_lowercase()),
            _ => (text, String::new()),
        };
        let stem = stem.trim_end_matches(['.', ' ']);
        let stem: String = stem.chars().map(written).take(LONGEST).collect();
        let stem = if stem.is_empty() {
            NAMELESS.to_owned()
        } else {
            stem
        };
        Self { stem, extension }
    }

    /// The whole name with the ending `extension`.
    pub fn with_extension(&self, extension: &str) -> String {
        format!("{}.{extension}", self.stem)
    }
}

fn is_extension(ending: &str) -> bool {
    (1..=LONGEST_EXTENSION).contains(&ending.len())
        && ending.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Control characters, and those that are not seen or turn what is seen.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// What stands for characters that file systems and headers give a meaning.
const fn written(c: char) -> char {
    match c {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
        other => other,
    }
}

/// Words beside MẬT in capitals that make an everyday word of it.
const BEFORE: [&str; 5] = ["BÍ", "LẤY", "ĐƯỜNG", "NUÔI", "HÚT"];
const AFTER: [&str; 5] = ["ONG", "ĐỘ", "THIẾT", "MÍA", "NGỌT"];

/// Whether a stem carries a secrecy mark: MẬT, TỐI MẬT or TUYỆT MẬT as words of
/// their own, in brackets, or between the signs with which names are put together.
pub fn is_marked_secret(stem: &str) -> bool {
    let spaced: String = stem
        .chars()
        .map(|c| if c == '_' { ' ' } else { c })
        .collect();
    if has_secret_mark(&spaced) {
        return true;
    }
    let parts = stem.split(['_', '-', '–', '—', '.', ',', '+']);
    if parts.map(str::trim).any(has_secret_mark) {
        return true;
    }
    let words: Vec<&str> = spaced
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let capital = words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).and_then(|i| words.get(i));
        *word == "MẬT"
            && before.is_none_or(|w| !BEFORE.contains(w))
            && words.get(at + 1).is_none_or(|w| !AFTER.contains(w))
    });
    let folded = |pair: &[&str]| matches!(pair, ["TOI" | "TUYET", "MAT"]);
    capital || words.windows(2).any(folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_cleaned() {
        for (raw, stem, extension) in [
            ("Ảnh đường.JPG", "Ảnh đường", "jpg"),
            ("C:\\Users\\a\\báo cáo.docx", "báo cáo", "docx"),
            ("../../etc/passwd", "passwd", ""),
            ("a\u{202e}gpj.exe", "agpj", "exe"),
            (" hai  khoảng\ttrắng .pdf ", "hai khoảngtrắng", "pdf"),
            ("...", "tep", ""),
            (".pdf", "pdf", ""),
            ("a<b>:\"c\".pdf", "a_b___c_", "pdf"),
            ("Anh\u{0309}.png", "Anh\u{0309}", "png"),
            ("kết quả. Lần 2", "kết quả. Lần 2", ""),
        ] {
            let name = FileName::clean(raw);
            assert_eq!(
                (name.stem.as_str(), name.extension.as_str()),
                (stem, extension),
                "{raw:?}"
            );
        }
    }

    #[test]
    fn marks_in_names_are_found() {
        for stem in [
            "MẬT",
            "Bao cao MẬT",
            "ke_hoach_MẬT",
            "Mật - Kế hoạch",
            "Kế hoạch (Mật)",
            "TUYỆT MẬT 12",
            "12-KH_TU_tối mật",
            "Tuyệt mật",
            "TUYET MAT ke hoach",
            "KẾ HOẠCH TỐI MẬT",
            "BÁO CÁO MẬT SỐ 3",
        ] {
            assert!(is_marked_secret(stem), "{stem}");
        }
        for stem in [
            "Giữ gìn bí mật nhà nước",
            "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
            "Nghề nuôi ong lấy mật",
            "MẬT ONG RỪNG",
            "MẬT ĐỘ DÂN CƯ",
            "Ban do mat duong",
            "tôi mất thẻ",
            "",
        ] {
            assert!(!is_marked_secret(stem), "{stem}");
        }
    }

    proptest! {
        #[test]
        fn what_is_cleaned_stays_clean(raw in any::<String>()) {
            let name = FileName::clean(&raw);
            prop_assert!(!name.stem.is_empty());
            prop_assert!(name.stem.chars().count() <= LONGEST);
            prop_assert!(!name.stem.contains(['/', '\\', '"', '\n']));
            prop_assert!(name.stem.chars().all(|c| !is_hidden(c)));
            let _ = is_marked_secret(&name.stem);
        }
    }
}
